import Messages
import Syntax

extension Completer {
  /// The files that a text could name; nil where it names none.
  func fileCandidates(_ place: CursorPlace, before: String) -> [Candidate]? {
    let source = Source(id: SourceID(index: 0), name: "", text: before)
    let tokens = lex(source).tokens
    let walk = TokenWalk(
      tokens.dropLast(), separators: LineRules.separators(tokens), of: source)
    guard let kind = FileKind(behind: walk.keyword) else { return nil }
    return files(place.typed, kind).map { file in
      Candidate(
        "\"" + file.path + (file.isFolder ? "/" : "\""), label: file.label,
        ending: file.isFolder ? "" : " ")
    }
  }

  /// What kind of file a place wants.
  enum FileKind: Hashable {
    case folder, table, script, result

    init?(behind word: Word?) {
      switch word {
      case .open, .save: self = .folder
      case .load, .from: self = .table
      case .include, .run: self = .script
      case .export: self = .result
      default: return nil
      }
    }

    func fits(_ file: ListedFile) -> Bool {
      if file.isFolder { return true }
      let ending = file.name.split(separator: ".").last?.lowercased()
      switch self {
      case .folder: return false
      case .table: return ending == "csv"
      case .script: return ending == "parley"
      case .result: return true
      }
    }
  }

  /// A file or folder with its path as it is being typed.
  struct FoundFile: Hashable {
    var path: String
    var name: String
    var isFolder: Bool

    var label: String { isFolder ? name + "/" : name }
  }

  /// What has a path that begins with a text. Hidden files show once their point has been typed.
  func files(_ typed: String, _ kind: FileKind) -> [FoundFile] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let stem = slash.map { typed[typed.index(after: $0)...] } ?? typed[...]
    return files(folder)
      .filter { file in
        file.name.hasPrefix(stem) && kind.fits(file)
          && (file.name.first != "." || stem.first == ".")
      }
      .sorted { $0.name < $1.name }
      .map { FoundFile(path: folder + $0.name, name: $0.name, isFolder: $0.isFolder) }
  }
}
