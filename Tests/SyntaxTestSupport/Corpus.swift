/// The texts of the golden files and the grammar's own.
package enum Corpus {
  package static func grammar() throws -> Grammar {
    let root = GoldenFile.folder.split(separator: "/").dropLast(2).joined(separator: "/")
    return try Grammar(ebnf: GoldenFile.read("/" + root + "/grammar/parley.ebnf"))
  }

  /// What is typed in the golden files of a folder.
  package static func sources(_ folder: String) throws -> [String] {
    try GoldenFile.names(in: folder).flatMap { try GoldenFile($0).cases.map(\.source) }
  }
}
