import Files
import Glibc
import Shell

/// The file that keeps the statements of all sessions.
///
/// Every line is appended by one write, so that sessions side by side never mix theirs.
struct HistoryFile: Sendable {
  /// How much of the file's end the Up key reaches back to.
  private static let recalledBytes = 1 << 20

  let path: String
  private let session: String
  private var count = 0

  /// `parley/history` in the user's folder for state; nil where the user has none.
  init?() {
    let folder = TerminalFacts.userFolder("XDG_STATE_HOME", orHome: ".local/state")
    guard let folder else { return nil }
    self.init(path: folder + "/parley/history")
  }

  init(path: String) {
    self.path = path
    // A process number comes back some day, but not in the same millisecond.
    session = "\(getpid())-\(String(Meter.wallClockMilliseconds, radix: 36))"
  }

  /// Notes that a statement begins.
  ///
  /// - Returns: what to note its ending under; nil where the file cannot be written.
  mutating func begin(_ statement: String) -> HistoryEntry.ID? {
    count += 1
    let id = HistoryEntry.ID(session: session, number: count)
    let entry = HistoryEntry(id: id, start: Meter.wallClockMilliseconds, statement: statement)
    return append(HistoryLog.begun(entry)) ? id : nil
  }

  func end(_ id: HistoryEntry.ID, _ ending: HistoryEntry.Ending) {
    _ = append(HistoryLog.ended(id, ending))
  }

  private func append(_ line: String) -> Bool {
    var file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    if file < 0, errno == ENOENT {
      makeFolders()
      file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    }
    guard file >= 0 else { return false }
    defer { close(file) }
    // What others may have been given to read holds data from now on.
    fchmod(file, 0o600)
    let bytes = Array(((endsWithinLine(file) ? "\n" : "") + line).utf8)
    return write(file, bytes, bytes.count) == bytes.count
  }

  /// Whether a full disk or a crash has left half a line at the end.
  private func endsWithinLine(_ file: Int32) -> Bool {
    let size = lseek(file, 0, SEEK_END)
    var last: UInt8 = 0
    return size > 0 && pread(file, &last, 1, size - 1) == 1 && last != UInt8(ascii: "\n")
  }

  private func makeFolders() {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o700)
    }
  }

  /// All statements so far.
  func entries() -> [HistoryEntry] { entries(ofLast: nil) }

  /// Different statements for the Up key, the last one last.
  func recalled() -> [String] {
    HistoryLog.distinct(entries(ofLast: Self.recalledBytes)).map(\.statement)
  }

  private func entries(ofLast limit: Int?) -> [HistoryEntry] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    if let limit {
      // From the middle of a line on, which is left out as any half line.
      lseek(file, max(0, lseek(file, 0, SEEK_END) - limit), SEEK_SET)
    }
    guard let bytes = try? Descriptor.readAll(file) else { return [] }
    return HistoryLog.entries(String(decoding: bytes, as: UTF8.self))
  }
}
