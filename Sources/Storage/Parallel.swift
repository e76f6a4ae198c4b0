import Glibc
import Synchronization

/// A value that passes between threads one at a time.
///
/// `@unchecked` because the compiler cannot see the order that makes it safe: whoever creates the
/// value hands it to one worker before that worker starts, and touches it again only after
/// ``Parallel/run(_:threads:_:)`` has joined all workers. Pointers in it are to parts of a buffer
/// that no other worker writes.
struct Handover<Value>: @unchecked Sendable {
  let value: Value
}

/// Runs numbered tasks on several threads.
enum Parallel {
  /// Calls the body with `0..<count`, each once, and returns when all are done.
  ///
  /// The calling thread works too; when the system refuses a thread, the others do its share.
  static func run(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    let helpers = min(threads, count) - 1
    guard helpers > 0 else {
      for index in 0..<count { body(index) }
      return
    }
    withoutActuallyEscaping(body) { body in
      let job = Job(count: count, body: body)
      var handles: [pthread_t] = []
      for _ in 0..<helpers {
        var handle = pthread_t()
        let context = Unmanaged.passRetained(job)
        let status = pthread_create(
          &handle, nil,
          { context in
            if let context { Unmanaged<Job>.fromOpaque(context).takeRetainedValue().work() }
            return nil
          }, context.toOpaque())
        if status == 0 {
          handles.append(handle)
        } else {
          context.release()
        }
      }
      job.work()
      for handle in handles { pthread_join(handle, nil) }
    }
  }

  private final class Job: Sendable {
    let count: Int
    let body: @Sendable (Int) -> Void
    let next = Atomic<Int>(0)

    init(count: Int, body: @escaping @Sendable (Int) -> Void) {
      self.count = count
      self.body = body
    }

    func work() {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        body(index)
      }
    }
  }
}

/// What numbered tasks gave, each set once by its task and read after all have ended.
final class Results<Value: Sendable>: Sendable {
  private let values: Mutex<[Value?]>

  init(_ count: Int) {
    values = Mutex(Array(repeating: nil, count: count))
  }

  subscript(index: Int) -> Value? {
    get { values.withLock { $0[index] } }
    set { values.withLock { $0[index] = newValue } }
  }
}
