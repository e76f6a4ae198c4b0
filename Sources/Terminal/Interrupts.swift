package import Engine
import Glibc
import Model
import Synchronization

/// Where the signal handler writes; -1 until a pipe is there.
private let wakeDescriptor = Atomic<Int32>(-1)

/// Runs inside a signal handler: only calls that are safe there.
private func noteInterrupt(_ signal: Int32) {
  let reason = errno
  var byte = Interrupts.interrupt
  _ = write(wakeDescriptor.load(ordering: .relaxed), &byte, 1)
  errno = reason
}

/// Ctrl-C, as bytes in a pipe: what waits for keys or for a query can wait for it too.
///
/// One per process, made before anything else runs.
package final class Interrupts: Sendable {
  fileprivate static let interrupt: UInt8 = 1
  private static let stop: UInt8 = 2
  /// How long a cancelled script may take to end before it is ended.
  private static let graceMilliseconds: Int32 = 1_000

  let readEnd: Int32
  private let writeEnd: Int32

  /// Makes the pipe and takes over SIGINT; nil where the system has no descriptors left.
  package init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
    // The global is initialised here and not first inside the handler.
    wakeDescriptor.store(writeEnd, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = noteInterrupt
    action.sa_flags = SA_RESTART
    sigaction(SIGINT, &action, nil)
    // Whoever started the program may have blocked the signal, which is inherited.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Forgets what was pressed while nobody waited.
  package func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(readEnd, &bytes, bytes.count) > 0 {}
  }

  /// Waits for a time.
  ///
  /// - Returns: whether Ctrl-C ended the wait.
  func wait(seconds: Int) -> Bool {
    var waited = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    return poll(&waited, 1, Int32(clamping: seconds * 1_000)) > 0
  }

  /// Does some work; Ctrl-C meanwhile cancels it.
  ///
  /// - Parameters:
  ///   - line: says how far the work has got, and stops what loads.
  ///   - lastResort: called, and expected to end the program, when the work goes on for a second after
  ///     that, or at a second Ctrl-C; without one there is no limit.
  package func cancelling<Result>(
    _ cancellation: Cancellation, line: ProgressLine, lastResort: (@Sendable () -> Void)? = nil,
    _ work: () -> Result
  ) -> Result {
    line.begin()
    defer { line.pause() }
    let watcher = Watcher(
      descriptor: readEnd, cancellation: cancellation, line: line, lastResort: lastResort)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(watcher)
    let failure = pthread_create(&thread, nil, watchForInterrupts, context.toOpaque())
    guard failure == 0 else {
      context.release()
      return work()
    }
    let result = work()
    var byte = Self.stop
    _ = write(writeEnd, &byte, 1)
    pthread_join(thread, nil)
    return result
  }

  /// What the watching thread knows.
  fileprivate final class Watcher: Sendable {
    let descriptor: Int32
    let cancellation: Cancellation
    let line: ProgressLine
    let lastResort: (@Sendable () -> Void)?

    init(
      descriptor: Int32, cancellation: Cancellation, line: ProgressLine,
      lastResort: (@Sendable () -> Void)?
    ) {
      self.descriptor = descriptor
      self.cancellation = cancellation
      self.line = line
      self.lastResort = lastResort
    }

    func watch() {
      while true {
        var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let isEnding = cancellation.isCancelled && lastResort != nil
        let ready = poll(
          &waited, 1, isEnding ? Interrupts.graceMilliseconds : line.millisecondsToNext)
        if ready == 0 { isEnding ? lastResort?() : line.draw() }
        var byte: UInt8 = 0
        guard ready > 0, read(descriptor, &byte, 1) == 1 else { continue }
        if byte == Interrupts.stop { return }
        if cancellation.isCancelled { lastResort?() }
        cancellation.cancel()
        line.progress.stop()
      }
    }
  }
}

private func watchForInterrupts(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context {
    Unmanaged<Interrupts.Watcher>.fromOpaque(context).takeRetainedValue().watch()
  }
  return nil
}
