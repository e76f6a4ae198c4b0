@preconcurrency import CReadline
@preconcurrency import Glibc
import Shell
import Synchronization

/// Completion as readline wants to have it: where the word begins, what could stand there, and how
/// that is listed.
enum LineCompletion {
  static func install() {
    rl_completion_word_break_hook = findWord
    // An empty word begins behind whatever stands before the cursor. Readline keeps the pointer.
    let characters = (1..<128).map { String(Unicode.Scalar($0)) }.joined()
    rl_completer_word_break_characters = UnsafePointer(strdup(characters))
    rl_attempted_completion_function = complete
    // The likeliest stand first; that names differ has been seen to.
    rl_sort_completion_matches = 0
    rl_ignore_completion_duplicates = 0
  }

  /// Lists candidates between the statement and itself drawn anew.
  static func installList() { rl_completion_display_matches_hook = list }

  /// More input waiting than this was not typed.
  private static let mostTypedAhead = 8

  /// What could stand at the cursor. In a paste by a terminal that does not mark what is pasted, it is
  /// the tab itself.
  fileprivate static func completion() -> Completion {
    let cursor = LineBuffer.cursor
    var waiting: Int32 = 0
    if ioctl(STDIN_FILENO, UInt(FIONREAD), &waiting) == 0, waiting > mostTypedAhead {
      return Completion(replaced: cursor..<cursor, candidates: [Candidate("\t", ending: "")])
    }
    guard let session = editing.withLock({ $0.session }) else { return .none }
    return session.completion(of: LineBuffer.text, at: cursor, files: listedFiles)
  }

  /// The files and folders in a folder; an empty name is the current one.
  private static func listedFiles(_ path: String) -> [ListedFile] {
    guard let folder = opendir(path.isEmpty ? "." : path) else { return [] }
    defer { closedir(folder) }
    var files: [ListedFile] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      var status = stat()
      let isFolder =
        stat(path + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      files.append(ListedFile(name: name, isFolder: isFolder))
    }
    return files
  }
}

/// Called before readline looks for the start of the word: behind the last of the characters that this
/// gives, from the cursor back.
///
/// Where the word is not empty, the cursor is put where it begins: readline sees that it has moved and
/// takes it from there.
private func findWord() -> UnsafeMutablePointer<CChar>? {
  let completion = LineCompletion.completion()
  editing.withLock { $0.completion = completion }
  let start = completion.replaced.lowerBound
  guard !completion.candidates.isEmpty, start < LineBuffer.cursor else { return nil }
  LineBuffer.moveCursor(to: start)
  let nothing: StaticString = ""
  return UnsafeMutablePointer(
    mutating: UnsafeRawPointer(nothing.utf8Start).assumingMemoryBound(to: CChar.self))
}

/// What could stand in place of the word, for readline to insert: what they have in common, then each;
/// in memory that readline frees.
private func complete(
  _ word: UnsafePointer<CChar>?, _ start: Int32, _ end: Int32
) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
  // Otherwise readline offers names of files.
  rl_attempted_completion_over = 1
  if start == end, start == 0 {
    let completion = LineCompletion.completion()
    editing.withLock { $0.completion = completion }
  }
  let completion = editing.withLock { $0.completion }
  guard let first = completion.candidates.first,
    completion.replaced == Int(start)..<Int(end)
  else { return nil }
  var texts = completion.candidates.map(\.text)
  if texts.count == 1 {
    let isBlank = first.ending == " "
    rl_completion_append_character = isBlank ? Int32(UInt8(ascii: " ")) : 0
    if !isBlank { texts = [first.text + first.ending] }
  } else {
    let typed = word.map { String(cString: $0) } ?? ""
    let common = completion.commonStart
    texts.insert(common.count < typed.count ? typed : common, at: 0)
  }
  let size = MemoryLayout<UnsafeMutablePointer<CChar>?>.stride
  guard let memory = calloc(texts.count + 1, size) else { return nil }
  let list = memory.bindMemory(
    to: UnsafeMutablePointer<CChar>?.self, capacity: texts.count + 1)
  for (place, text) in texts.enumerated() { list[place] = strdup(text) }
  return list
}

/// Lists the candidates.
private func list(
  _ matches: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int32, _ widest: Int32
) {
  var height: Int32 = 24
  var columns: Int32 = 80
  rl_get_screen_size(&height, &columns)
  draw { editing in
    let rows = CandidateList.rows(
      editing.completion.candidates, columns: Int(columns), height: Int(height) * 3 / 4)
    return editing.painter.leave() + "\r\n" + rows.map { $0 + "\r\n" }.joined()
  }
}
