import Dispatch
import Model
import Synchronization

/// Rows that are taken part by part: on all threads something is made of each part, and what was made
/// is handed on in the order of the rows, on the thread that asked for it.
struct RowParts: Sendable {
  /// Cells of a part at most: so many stay in a core's cache.
  private static let mostCells = 8_192
  /// What a part's cells take, as near as those of the parts before it can tell: rows with long texts
  /// come in smaller parts.
  private static let usualBytes = 1 << 18
  /// Rows of the first parts, of which nothing is known.
  private static let firstRows = 64

  let rows: Range<Int>
  /// How many columns each row has.
  let columns: Int
  let threads: Int

  /// - Parameters:
  ///   - make: is called for each part, on any thread, with an empty block of its own.
  ///   - take: is called for what was made of each part in turn. When it throws, nothing more is made.
  func forEach<Piece: Sendable, Failure>(
    _ make: @Sendable (Range<Int>, inout CellBlock) -> Piece,
    take: (Piece) throws(Failure) -> Void
  ) throws(Failure) {
    let mostRows = max(1, Self.mostCells / max(1, columns))
    // Few rows are written before a thread has begun.
    let helpers = rows.count > mostRows * 2 ? threads - 1 : 0
    let line = Line<Piece>(rows, mostRows: mostRows, ahead: 2 * (helpers + 1))
    try Parallel.run(helpers: helpers) {
      var block = CellBlock()
      while let part = line.claim(waits: true) { line.make(part, in: &block, make) }
    } beside: { () throws(Failure) in
      defer { line.stop(helpers: helpers) }
      var block = CellBlock()
      while true {
        if let piece = line.next() {
          try take(piece)
          line.noteTaken()
        } else if let part = line.claim(waits: false) {
          line.make(part, in: &block, make)
        } else if !line.waitForNext() {
          return
        }
      }
    }
  }

  private struct Part {
    var number: Int
    var rows: Range<Int>
  }

  /// What the threads know of each other.
  private final class Line<Piece: Sendable>: Sendable {
    private struct State {
      var unclaimed: Range<Int>
      /// The number of the next part to make.
      var claimed = 0
      /// The number of the next part to take.
      var taken = 0
      /// What was made and not taken yet, by number.
      var ready: [Int: Piece] = [:]
      var rowsMade = 0
      var bytesMade = 0
    }

    private let state: Mutex<State>
    private let mostRows: Int
    /// Counts the parts that may still be claimed before one is taken, so that a slow taker does not
    /// fill the memory.
    private let room = DispatchSemaphore(value: 0)
    /// Counts what was made since the taker has last waited.
    private let made = DispatchSemaphore(value: 0)

    init(_ rows: Range<Int>, mostRows: Int, ahead: Int) {
      state = Mutex(State(unclaimed: rows))
      self.mostRows = mostRows
      for _ in 0..<ahead { room.signal() }
    }

    /// The next part to make something of; nil for none, or for no room where nobody waits for it.
    func claim(waits: Bool) -> Part? {
      if waits {
        room.wait()
      } else if room.wait(timeout: .now()) == .timedOut {
        return nil
      }
      return state.withLock { state in
        if state.unclaimed.isEmpty { return nil }
        var count = min(mostRows, RowParts.firstRows)
        if state.rowsMade > 0 {
          let bytesPerRow = max(1, state.bytesMade / state.rowsMade)
          count = max(1, min(mostRows, RowParts.usualBytes / bytesPerRow))
        }
        let part = Part(number: state.claimed, rows: state.unclaimed.prefix(count))
        state.unclaimed = part.rows.upperBound..<state.unclaimed.upperBound
        state.claimed += 1
        return part
      }
    }

    func make(
      _ part: Part, in block: inout CellBlock, _ make: (Range<Int>, inout CellBlock) -> Piece
    ) {
      block.removeAll()
      let piece = make(part.rows, &block)
      state.withLock { state in
        state.ready[part.number] = piece
        state.rowsMade += part.rows.count
        state.bytesMade += block.byteCount
      }
      made.signal()
    }

    /// What was made of the first part that is not taken; nil where that is not ready.
    func next() -> Piece? {
      state.withLock { $0.ready.removeValue(forKey: $0.taken) }
    }

    func noteTaken() {
      state.withLock { $0.taken += 1 }
      room.signal()
    }

    /// - Returns: false where all has been taken.
    func waitForNext() -> Bool {
      if state.withLock({ $0.unclaimed.isEmpty && $0.taken == $0.claimed }) { return false }
      made.wait()
      return true
    }

    /// Lets nobody wait for a part any more.
    func stop(helpers: Int) {
      state.withLock { $0.unclaimed = $0.unclaimed.upperBound..<$0.unclaimed.upperBound }
      for _ in 0..<helpers { room.signal() }
    }
  }
}
