import Glibc

/// Follows the quotes of a CSV text through buffers of any size, without cutting it into cells.
struct QuoteTracker {
  private enum State: Equatable {
    case unquoted
    case quoted
    /// Behind a quote in a quoted cell: it ends the cell, or is the first of two that stand for one.
    case behindQuote(offset: Int)
  }

  private let delimiter: UInt8
  private var state: State
  /// Where the cell began that is being followed: only there a quote opens one.
  private var fieldStart: Int?
  /// The offset behind the last carriage return that ended a record.
  private var behindReturn: Int?
  private(set) var recordEnds = 0
  /// The offset behind the first line end that ended a record.
  private(set) var firstRecordEnd: Int?
  /// Where the last quoted cell was opened.
  private(set) var openedAt: Int?

  /// - Parameter start: the offset in the file of the first byte that it is going to take.
  init(delimiter: UInt8, start: Int, startsQuoted: Bool) {
    self.delimiter = delimiter
    state = startsQuoted ? .quoted : .unquoted
    fieldStart = startsQuoted ? nil : start
  }

  var endsQuoted: Bool { state == .quoted }

  /// Takes the next bytes; `offset` is where they stand in the file.
  mutating func consume(_ base: UnsafePointer<UInt8>, count: Int, offset: Int) {
    if firstRecordEnd != nil, countPlainLines(base, count: count, offset: offset) { return }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: StructureMarks.capacity) { memory in
      guard let memory = memory.baseAddress else { return }
      var marks = StructureMarks(base, from: 0, end: count, delimiter: delimiter, memory: memory)
      while true {
        let mark = marks.next()
        guard mark < count else { return }
        let place = offset + mark
        if base[mark] == Mark.quote {
          passQuote(place)
        } else if state != .quoted {
          endField(base[mark], place)
        }
      }
    }
  }

  private mutating func passQuote(_ place: Int) {
    switch state {
    case .unquoted:
      guard place == fieldStart else { return }
      state = .quoted
      openedAt = place
    case .quoted: state = .behindQuote(offset: place + 1)
    case .behindQuote(let offset): state = offset == place ? .quoted : .unquoted
    }
  }

  private mutating func endField(_ byte: UInt8, _ place: Int) {
    state = .unquoted
    fieldStart = place + 1
    guard byte != delimiter else { return }
    if byte == Mark.lineFeed, behindReturn == place {
      if firstRecordEnd == place { firstRecordEnd = place + 1 }
      return
    }
    recordEnds += 1
    if byte == Mark.carriageReturn { behindReturn = place + 1 }
    if firstRecordEnd == nil { firstRecordEnd = place + 1 }
  }

  /// Counts the line ends of bytes without any quote, which most files consist of; false where
  /// there is one, or where a quoted cell is open.
  private mutating func countPlainLines(
    _ base: UnsafePointer<UInt8>, count: Int, offset: Int
  ) -> Bool {
    guard state == .unquoted, count > 0, memchr(base, Int32(Mark.quote), count) == nil else {
      return false
    }
    let isSplitPair = behindReturn == offset && base[0] == Mark.lineFeed
    let bytes = UnsafeBufferPointer(start: base, count: count)
    recordEnds += ByteSearch.lineEnds(bytes, next: nil) - (isSplitPair ? 1 : 0)
    let last = base[count - 1]
    let end = offset + count
    if last == Mark.carriageReturn { behindReturn = end }
    let endsField = last == delimiter || last == Mark.lineFeed || last == Mark.carriageReturn
    fieldStart = endsField ? end : nil
    return true
  }

  /// A region that begins in a quoted cell and never leaves it shares the place where it opened.
  mutating func inherit(from trackers: [QuoteTracker], before index: Int) {
    openedAt = trackers[..<index].last?.openedAt
  }
}
