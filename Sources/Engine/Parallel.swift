import Dispatch
import Messages
import Model
import Synchronization

/// How many rows a thread takes at a time.
///
/// 16,384 rows of 8 bytes are 128 KB: a few such vectors stay in a core's second-level cache, and
/// the cost per morsel (an atomic counter, a check for cancellation) vanishes.
let usualMorselRows = 16_384

/// Work handed to several threads at once, which the compiler cannot see to be safe.
///
/// It is safe because of how ``Execution/parallel(count:morsel:state:_:)`` uses it: every thread
/// writes to its own state and, through the pointers that the work has captured, to the rows of its
/// own morsels only, and the caller waits until all threads have ended before it reads or frees
/// anything.
private struct DisjointWork<State>: @unchecked Sendable {
  let states: UnsafeMutableBufferPointer<State>
  let body: (inout State, Range<Int>) throws(Diagnostic) -> Void
}

extension Execution {
  /// Runs `body` for every morsel of `0..<count`, on all threads.
  ///
  /// Each thread has a state of its own; the states come back for merging. Morsels are handed out
  /// in ascending order, so of several faults the one of the first rows is thrown, whatever the
  /// number of threads.
  @discardableResult
  func parallel<State>(
    count: Int, morsel: Int? = nil, state makeState: () throws(Diagnostic) -> State,
    _ body: (inout State, Range<Int>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> [State] {
    let morsel = morsel ?? morselRows
    let morsels = (count + morsel - 1) / morsel
    let workers = min(threads, morsels)
    if workers <= 1 {
      var state = try makeState()
      for number in 0..<morsels {
        try checkCancelled()
        let rows = number * morsel..<min(count, (number + 1) * morsel)
        try body(&state, rows)
        noteDone(rows)
      }
      return [state]
    }
    let next = Atomic<Int>(0)
    let fault = Mutex<(morsel: Int, diagnostic: Diagnostic)?>(nil)
    var states: [State] = []
    for _ in 0..<workers { states.append(try makeState()) }
    withoutActuallyEscaping(body) { body in
      states.withUnsafeMutableBufferPointer { states in
        let work = DisjointWork(states: states, body: body)
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
          while true {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
            if number >= morsels { return }
            do throws(Diagnostic) {
              try checkCancelled()
              let rows = number * morsel..<min(count, (number + 1) * morsel)
              try work.body(&work.states[worker], rows)
              noteDone(rows)
            } catch {
              next.store(morsels, ordering: .relaxed)
              fault.withLock { fault in
                if number < fault?.morsel ?? .max { fault = (number, error) }
              }
              return
            }
          }
        }
      }
    }
    if let fault = fault.withLock({ $0 }) { throw fault.diagnostic }
    return states
  }

  /// Work in pieces says nothing of rows.
  private func noteDone(_ rows: Range<Int>) {
    if rows.count > 1 { progress?.advance(by: rows.count) }
  }

  /// Runs `body` for every morsel of `0..<count`, on all threads.
  func parallel(
    count: Int, morsel: Int? = nil, _ body: (Range<Int>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    try parallel(count: count, morsel: morsel, state: { () }) {
      (_: inout Void, range: Range<Int>) throws(Diagnostic) in try body(range)
    }
  }

  /// Runs `body` for every number below `count`, one at a time per thread: for work in few large
  /// pieces.
  func parallelPieces(
    _ count: Int, _ body: (Int) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    try parallel(count: count, morsel: 1) { (range: Range<Int>) throws(Diagnostic) in
      try body(range.lowerBound)
    }
  }
}
