import Glibc
import Messages
package import Model

extension CSVLoader {
  /// Far more than anybody writes.
  private static let largestScript = 1 << 28

  package func readScript(_ path: String) throws(LoadFailure) -> String {
    let messages = LoadMessages(path: path, span: nil)
    var bytes: ArraySlice<UInt8>
    do throws(ReadFault) {
      let source = try source(path)
      guard source.size <= Self.largestScript else {
        throw .unreadable("it is too large to be a script")
      }
      bytes = try source.bytes(0..<source.size)[...]
    } catch {
      throw LoadFailure(diagnostics: [messages.unreadable(error)])
    }
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    // Line by line, to name the first that is no text.
    let lines = bytes.split(separator: Mark.lineFeed, omittingEmptySubsequences: false)
    let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    throw LoadFailure(diagnostics: [messages.notText(line: index + 1)])
  }

  package func identity(of path: String) -> String {
    realPath(path) ?? path
  }

  package func state(of path: String) -> String {
    var status = stat()
    if files[path] != nil || stat(path, &status) != 0 { return "" }
    let time = status.st_mtim
    return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)"
  }

  package func folder(_ path: String) throws(LoadFailure) -> Folder {
    if let folder = folderInMemory(path) { return folder }
    if let rule = refusal(of: path) {
      throw LoadFailure(diagnostics: [.refused(rule, path, at: nil)])
    }
    let base = path.hasSuffix("/") ? path : path + "/"
    var tables: [String] = []
    var ecosystem: String?
    for name in try names(in: path) {
      guard Self.isFile(base + name) else { continue }
      if name == SavedFile.ecosystem { ecosystem = base + name }
      if name.lowercased().hasSuffix(".csv") { tables.append(base + name) }
    }
    guard ecosystem != nil || !tables.isEmpty else {
      throw LoadFailure(diagnostics: [
        Diagnostic(
          .folderNotReadable, "\(path) holds neither CSV files nor an ecosystem.parley", at: nil)
      ])
    }
    return Folder(path: path, ecosystem: ecosystem, tables: tables.sorted())
  }

  /// What a folder holds, without what is hidden.
  func names(in path: String) throws(LoadFailure) -> [String] {
    guard !path.utf8.contains(0), let directory = opendir(path) else {
      let reason = path.utf8.contains(0) ? "there is no such folder" : Self.folderReason(errno)
      throw LoadFailure(diagnostics: [
        Diagnostic(.folderNotReadable, "\(path) cannot be opened: \(reason)", at: nil)
      ])
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = Self.name(of: entry)
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  /// A folder whose files are all in memory.
  private func folderInMemory(_ path: String) -> Folder? {
    let inside = files.keys.filter { $0.hasPrefix(path + "/") }
    if inside.isEmpty { return nil }
    let ecosystem = path + "/ecosystem.parley"
    return Folder(
      path: path, ecosystem: inside.contains(ecosystem) ? ecosystem : nil,
      tables: inside.filter { $0.hasSuffix(".csv") }.sorted())
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(
        to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)
      ) {
        String(cString: $0)
      }
    }
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func folderReason(_ number: Int32) -> String {
    switch number {
    case ENOENT: "there is no such folder"
    case ENOTDIR: "it is not a folder"
    default: ByteSource.reason(number)
    }
  }
}
