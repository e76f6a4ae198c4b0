import Glibc
import Synchronization

/// A value that passes between threads one at a time.
///
/// `@unchecked` because the compiler cannot see the order that makes it safe: whoever creates the
/// value hands it to one worker before that worker starts, and touches it again only after
/// ``Parallel/run(_:threads:_:)`` has joined all workers. Pointers in it are to parts of a buffer
/// that no other worker writes.
package struct Handover<Value>: @unchecked Sendable {
  package let value: Value

  package init(value: Value) {
    self.value = value
  }
}

/// Runs work on several threads.
package enum Parallel {
  /// Calls the body with `0..<count`, each once, and returns when all are done.
  ///
  /// The calling thread works too; when the system refuses a thread, the others do its share.
  package static func run(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    let next = Counter()
    @Sendable func work() {
      while let index = next.take(below: count) { body(index) }
    }
    run(helpers: min(threads, count) - 1, work, beside: work)
  }

  /// Does work on the calling thread and lets others help meanwhile; returns when all have ended.
  ///
  /// - Parameters:
  ///   - help: what each of the others does once; no more than the caller could do alone, because the
  ///     system may refuse threads.
  ///   - work: ends only when there is nothing left to help with, or lets the helpers know that they
  ///     are to end.
  package static func run<Result, Failure>(
    helpers: Int, _ help: @Sendable () -> Void, beside work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if helpers <= 0 { return try work() }
    return try withoutActuallyEscaping(help) { help throws(Failure) -> Result in
      let job = Job(help)
      var handles: [pthread_t] = []
      for _ in 0..<helpers {
        var handle = pthread_t()
        let context = Unmanaged.passRetained(job)
        let status = pthread_create(
          &handle, nil,
          { context in
            if let context { Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body() }
            return nil
          }, context.toOpaque())
        if status == 0 {
          handles.append(handle)
        } else {
          context.release()
        }
      }
      defer { for handle in handles { pthread_join(handle, nil) } }
      return try work()
    }
  }

  private final class Job: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  private final class Counter: Sendable {
    private let next = Atomic<Int>(0)

    func take(below count: Int) -> Int? {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      return index < count ? index : nil
    }
  }
}

/// What numbered tasks gave, each set once by its task and read after all have ended.
package final class Results<Value: Sendable>: Sendable {
  private let values: Mutex<[Value?]>

  package init(_ count: Int) {
    values = Mutex(Array(repeating: nil, count: count))
  }

  package subscript(index: Int) -> Value? {
    get { values.withLock { $0[index] } }
    set { values.withLock { $0[index] = newValue } }
  }
}
