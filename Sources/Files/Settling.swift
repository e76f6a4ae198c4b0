import Dispatch
import Glibc
import Shell
import Synchronization

/// Brings files to their disks while others are still being written: a file that is complete need
/// not wait for those behind it.
final class Settling: Sendable {
  private let problem = Mutex<FileProblem?>(nil)
  private let group = DispatchGroup()
  /// A disk takes a few small files about as quickly as one.
  private let queues = (0..<4).map { DispatchQueue(label: "files \($0)") }
  private let begun = Atomic<Int>(0)

  /// Begins to bring a file to its disk, of which all has been written. Whoever discards it need not
  /// wait: of a file that is gone nothing is asked for any more.
  ///
  /// - Parameters:
  ///   - file: the name that it has.
  ///   - path: the name that was asked for, for messages.
  func begin(_ file: String, of path: String) {
    let number = begun.wrappingAdd(1, ordering: .relaxed).oldValue
    queues[number % queues.count].async(group: group) { [self] in
      let descriptor = open(file, O_RDONLY | O_CLOEXEC)
      if descriptor < 0 || fsync(descriptor) != 0 {
        let new = FileProblem.ofSystem(path)
        problem.withLock { $0 = $0 ?? new }
      }
      if descriptor >= 0 { close(descriptor) }
    }
  }

  /// Waits until all files are complete on their disks.
  ///
  /// - Throws: why one is not.
  func wait() throws(FileProblem) {
    group.wait()
    if let problem = problem.withLock({ $0 }) { throw problem }
  }
}

extension FileProblem {
  /// What the system's last error says of a file.
  static func ofSystem(_ path: String) -> FileProblem {
    FileProblem(path, .system(Descriptor.reason()))
  }
}
