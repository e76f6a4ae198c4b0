import Glibc
package import Model
package import Output
package import Shell
import Synchronization

/// The files of one process that are being written.
package final class FileStore: FileWriter {
  private let batches = Mutex<[OutputFiles]>([])

  package init() {}

  package func begin() -> any FileBatch { beginFiles() }

  package func beginFiles() -> OutputFiles {
    let files = OutputFiles(store: self)
    batches.withLock { $0.append(files) }
    return files
  }

  /// Leaves everything as it was before, for a program that is about to be ended.
  package func discardAll() {
    for files in batches.withLock({ $0 }) { files.discard() }
  }

  /// Whether a file is being written.
  fileprivate func isTaken(_ target: String, except own: OutputFiles) -> Bool {
    batches.withLock { $0 }.contains { $0 !== own && $0.holds(target) }
  }

  fileprivate func end(_ files: OutputFiles) {
    batches.withLock { $0.removeAll { $0 === files } }
  }
}

/// Files that take their names together: each is written under another name beside its target, and
/// whatever stood there before stays until all of them are complete.
package final class OutputFiles: FileBatch {
  private struct File {
    /// The name that was asked for.
    var path: String
    /// What gets replaced: behind a link, the file that it leads to.
    var target: String
    /// Where the text gathers; nil where the target is a device or a pipe and is written itself.
    var temporary: String?
  }

  private struct State {
    var files: [File] = []
    /// Of the last file, while it is being written.
    var descriptor: Int32 = -1
    /// What goes when the files take their names.
    var removed: [String] = []
    /// Folders made for the files, outer ones first.
    var folders: [String] = []
    /// Brings those that are complete to their disks.
    let settling = Settling()
    var lastNumber = 0
  }

  private let state = Mutex(State())
  private let store: FileStore

  fileprivate init(store: FileStore) {
    self.store = store
  }

  fileprivate func holds(_ target: String) -> Bool {
    state.withLock { $0.files.contains { $0.target == target } }
  }

  package func open(_ path: String, isAdded: Bool) throws(FileProblem) {
    try state.withLock { state throws(FileProblem) in
      try close(&state)
      try makeFolders(for: path, &state)
      if let kind = Self.kind(of: path), kind != S_IFREG {
        throw FileProblem(path, .system("it is not a file"))
      }
      try begin(path, &state)
      if isAdded { try copy(&state) }
    }
  }

  /// Begins a file that may also be a device or a pipe, which has nothing to keep, in a folder that
  /// is there.
  ///
  /// - Returns: the descriptor to write to.
  package func openOutput(_ path: String) throws(FileProblem) -> Int32 {
    try state.withLock { state throws(FileProblem) in
      try close(&state)
      guard let kind = Self.kind(of: path), kind != S_IFREG else {
        try begin(path, &state)
        return state.descriptor
      }
      state.descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC)
      if state.descriptor < 0 { throw Self.problem(path) }
      state.files.append(File(path: path, target: path, temporary: nil))
      return state.descriptor
    }
  }

  package func write(_ chunk: [UInt8]) throws(OutputFailure) {
    try Descriptor.write(chunk, to: state.withLock { $0.descriptor })
  }

  package func stamp() throws(OutputFailure) -> FileStamp {
    var status = stat()
    guard fstat(state.withLock({ $0.descriptor }), &status) == 0 else {
      throw .failed(Descriptor.reason())
    }
    return FileStamp(status)
  }

  package func remove(_ path: String) {
    state.withLock { $0.removed.append(path) }
  }

  package func commit() throws(FileProblem) {
    defer { store.end(self) }
    try state.withLock { state throws(FileProblem) in
      do throws(FileProblem) {
        try close(&state)
        try state.settling.wait()
        try rename(state.files)
      } catch {
        leave(&state)
        throw error
      }
      // All is there that was promised: what cannot be removed stays beside it.
      for path in state.removed { unlink(path) }
      Self.settleNames(of: state.files)
      state = State()
    }
  }

  package func discard() {
    state.withLock { leave(&$0) }
    store.end(self)
  }

  // MARK: - Beginning

  private func begin(_ path: String, _ state: inout State) throws(FileProblem) {
    guard let target = Self.target(of: path) else { throw Self.problem(path) }
    if state.files.contains(where: { $0.target == target }) || store.isTaken(target, except: self) {
      throw FileProblem(path, .taken)
    }
    var old = stat()
    let exists = stat(target, &old) == 0
    if !exists, errno != ENOENT { throw Self.problem(path) }
    if exists, access(target, W_OK) != 0 { throw Self.problem(path) }
    var temporary: String
    repeat {
      // A name of its own length: the target's may be as long as names can be.
      temporary = Self.folder(of: target) + Self.hiddenName(&state, "part")
      state.descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    } while state.descriptor < 0 && errno == EEXIST
    if state.descriptor < 0 { throw Self.problem(path) }
    state.files.append(File(path: path, target: target, temporary: temporary))
    if exists {
      // Who may read it stays as it is; another owner needs rights that not everybody has.
      _ = fchown(state.descriptor, old.st_uid, old.st_gid)
      _ = fchmod(state.descriptor, old.st_mode & 0o7777)
    }
  }

  /// Puts what stands at the target of the file being written before what comes.
  private func copy(_ state: inout State) throws(FileProblem) {
    guard let file = state.files.last else { return }
    let old = Glibc.open(file.target, O_RDONLY | O_CLOEXEC)
    if old < 0, errno == ENOENT { return }
    if old < 0 { throw Self.problem(file.path) }
    defer { Glibc.close(old) }
    do throws(OutputFailure) {
      try Descriptor.write(Descriptor.readAll(old), to: state.descriptor)
    } catch {
      throw Self.problem(file.path)
    }
  }

  private static func hiddenName(_ state: inout State, _ ending: String) -> String {
    state.lastNumber += 1
    return ".parley-\(getpid())-\(state.lastNumber).\(ending)"
  }

  private func makeFolders(for path: String, _ state: inout State) throws(FileProblem) {
    if path.isEmpty || path.utf8.contains(0) { throw FileProblem(path, .system("it is no name")) }
    for (index, byte) in path.utf8.enumerated() where byte == UInt8(ascii: "/") && index > 0 {
      let folder = String(decoding: path.utf8.prefix(index), as: UTF8.self)
      if Self.kind(of: folder) != nil { continue }
      guard mkdir(folder, 0o777) == 0 else {
        if errno == EEXIST { continue }
        throw Self.problem(path)
      }
      state.folders.append(folder)
    }
  }

  /// Ends the file being written.
  private func close(_ state: inout State) throws(FileProblem) {
    guard state.descriptor >= 0, let file = state.files.last else { return }
    defer { state.descriptor = -1 }
    if Glibc.close(state.descriptor) != 0 { throw Self.problem(file.path) }
    if let temporary = file.temporary { state.settling.begin(temporary, of: file.path) }
  }

  // MARK: - Ending

  /// Renames one file after the other; where one cannot be renamed, gives the earlier ones back what
  /// they had.
  private func rename(_ files: [File]) throws(FileProblem) {
    var done: [(file: File, backup: String?)] = []
    do throws(FileProblem) {
      for (number, file) in files.enumerated() {
        guard let temporary = file.temporary else { continue }
        let backup = try keep(file, number)
        done.append((file, backup))
        if Glibc.rename(temporary, file.target) != 0 {
          let problem = Self.problem(file.path)
          if backup == nil { done.removeLast() }
          throw problem
        }
      }
    } catch {
      for (file, backup) in done.reversed() {
        guard let backup else {
          unlink(file.target)
          continue
        }
        // Where the target was not replaced yet, the two are names of one file and both stay.
        if Glibc.rename(backup, file.target) == 0 { unlink(backup) }
      }
      throw error
    }
    for (_, backup) in done { if let backup { unlink(backup) } }
  }

  /// A second name for what stands at a target; nil where nothing does.
  private func keep(_ file: File, _ number: Int) throws(FileProblem) -> String? {
    guard let kind = Self.kind(of: file.target) else { return nil }
    if kind != S_IFREG { throw FileProblem(file.path, .system("it is not a file any more")) }
    let backup = Self.folder(of: file.target) + ".parley-\(getpid())-\(number).old"
    unlink(backup)
    if link(file.target, backup) == 0 { return backup }
    // Some file systems know no second names.
    if Glibc.rename(file.target, backup) == 0 { return backup }
    throw Self.problem(file.path)
  }

  private func leave(_ state: inout State) {
    if state.descriptor >= 0 { Glibc.close(state.descriptor) }
    for file in state.files { if let temporary = file.temporary { unlink(temporary) } }
    for folder in state.folders.reversed() { rmdir(folder) }
    state = State()
  }

  /// Makes sure that the files' names are on their disks too, as far as that is possible.
  private static func settleNames(of files: [File]) {
    for folder in Set(files.filter { $0.temporary != nil }.map { Self.folder(of: $0.target) }) {
      let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if descriptor < 0 { continue }
      fsync(descriptor)
      Glibc.close(descriptor)
    }
  }

  // MARK: - Names

  /// The kind of what stands at a path, links followed; nil where nothing does.
  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// What a path leads to, in one form for all ways to write it; nil where its folder is not there.
  private static func target(of path: String) -> String? {
    if let whole = resolved(path) { return whole }
    let folder = folder(of: path)
    guard let place = resolved(folder.isEmpty ? "." : folder) else { return nil }
    return (place == "/" ? place : place + "/") + String(path.dropFirst(folder.count))
  }

  private static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// Up to and with the last `/`; empty for a file of the current folder.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func problem(_ path: String) -> FileProblem { .ofSystem(path) }
}
