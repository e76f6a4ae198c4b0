import Model
import Output
package import Shell
import Synchronization

/// Files in memory, for sessions that write some.
package final class MemoryFiles: FileWriter {
  private let texts = Mutex<[String: String]>([:])

  package init() {}

  package subscript(path: String) -> String? { texts.withLock { $0[path] } }

  package var paths: [String] { texts.withLock { $0.keys.sorted() } }

  package func begin() -> any FileBatch { Batch(files: self) }

  private final class Batch: FileBatch {
    private let files: MemoryFiles
    private let pending = Mutex<[(path: String, bytes: [UInt8])]>([])

    init(files: MemoryFiles) {
      self.files = files
    }

    func open(_ path: String, isAdded: Bool) throws(FileProblem) {
      let old = isAdded ? files[path] ?? "" : ""
      try pending.withLock { pending throws(FileProblem) in
        if pending.contains(where: { $0.path == path }) { throw FileProblem(path, .taken) }
        pending.append((path, Array(old.utf8)))
      }
    }

    func write(_ chunk: [UInt8]) throws(OutputFailure) {
      pending.withLock { $0[$0.count - 1].bytes += chunk }
    }

    func stamp() throws(OutputFailure) -> FileStamp {
      FileStamp(size: pending.withLock { $0.last?.bytes.count ?? 0 }, time: 0)
    }

    func remove(_ path: String) {}

    func commit() throws(FileProblem) {
      let complete = pending.withLock { $0 }
      files.texts.withLock { texts in
        for (path, bytes) in complete { texts[path] = String(decoding: bytes, as: UTF8.self) }
      }
    }

    func discard() {}
  }
}
