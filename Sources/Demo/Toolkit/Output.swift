/// Where the tables go: into a folder, or into memory.
final class Output {
  /// Nil for memory.
  private let folder: String?
  /// What is in memory, by file name.
  private(set) var files: [String: [UInt8]] = [:]
  private(set) var names: [String] = []

  init(folder: String?) {
    self.folder = folder
  }

  /// Writes a table as one.
  ///
  /// - Parameter columns: the header row.
  func table(
    _ name: String, _ columns: String, rows: (inout CSVWriter) -> Void
  ) throws(CSVWriter.Fault) {
    var file = open(name, columns)
    rows(&file)
    try close(name, file)
  }

  /// Begins a table that is written along with others.
  func open(_ name: String, _ columns: String) -> CSVWriter {
    var file = create(name + ".csv")
    file.document((columns + "\n").utf8)
    return file
  }

  func close(_ name: String, _ file: consuming CSVWriter) throws(CSVWriter.Fault) {
    let bytes = try file.finish()
    if folder == nil { files[name + ".csv"] = bytes }
  }

  /// Writes a text.
  func document(_ name: String, _ text: String) throws(CSVWriter.Fault) {
    var file = create(name)
    file.document(text.utf8)
    let bytes = try file.finish()
    if folder == nil { files[name] = bytes }
  }

  private func create(_ name: String) -> CSVWriter {
    names.append(name)
    return CSVWriter(path: folder.map { "\($0)/\(name)" })
  }
}
