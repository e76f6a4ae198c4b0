import Synchronization

/// How far long work has got, told by those who do it. Whoever shows it can ask them to stop.
///
/// One per program: work on the data is done one after the other.
package final class Progress: Sendable {
  package enum Task: Sendable, Hashable {
    /// A file, some of whose bytes are read more than once: `bytes` is what all passes read.
    case reading(path: String, bytes: Int)
    /// Looking up what the links of the loaded tables lead to.
    case linking
    /// A file whose size will be known when it is done.
    case writing(path: String)
    /// Computing rows; how many there will be to look at is not known.
    case running
  }

  /// What is being done, and how many bytes or rows of it are done.
  package struct Report: Sendable, Hashable {
    package var task: Task
    package var done: Int
    /// How many tasks have begun, this one included.
    package var number: Int
  }

  private let current = Mutex<(task: Task?, number: Int)>((nil, 0))
  private let done = Atomic<Int>(0)
  private let stopped = Atomic<Bool>(false)

  package init() {}

  /// Forgets what was done and asked before.
  package func reset() {
    current.withLock { $0.task = nil }
    stopped.store(false, ordering: .relaxed)
  }

  package func begin(_ task: Task) {
    current.withLock { current in
      done.store(0, ordering: .relaxed)
      current = (task, current.number + 1)
    }
  }

  package func advance(by count: Int) {
    done.wrappingAdd(count, ordering: .relaxed)
  }

  /// Asks those who work to stop soon.
  package func stop() { stopped.store(true, ordering: .relaxed) }

  package var isStopped: Bool { stopped.load(ordering: .relaxed) }

  /// Nil before anything has begun.
  package var report: Report? {
    let (task, number) = current.withLock { $0 }
    return task.map { Report(task: $0, done: done.load(ordering: .relaxed), number: number) }
  }
}
