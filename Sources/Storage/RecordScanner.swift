/// Cuts a buffer into records and cells.
///
/// A quote opens a quoted cell only where the cell begins; inside, two quotes stand for one. What
/// follows the closing quote up to the delimiter is a fault, and is passed over. Line feed, carriage
/// return and both together end a record; lines without any character are passed over.
struct RecordScanner {
  let delimiter: UInt8
  let columnCount: Int
  private let maximumRecords: Int
  let cells: UnsafeMutablePointer<Cell>
  /// Offset in the buffer of each record's first byte.
  let starts: UnsafeMutablePointer<Int>
  private let marksMemory: UnsafeMutablePointer<UInt32>
  private(set) var recordCount = 0
  private(set) var faults: [StructureFault] = []

  /// - Parameter cellCapacity: how many cells a block may hold; at least one record always fits.
  init(delimiter: UInt8, columnCount: Int, cellCapacity: Int) {
    self.delimiter = delimiter
    self.columnCount = columnCount
    maximumRecords = max(1, cellCapacity / columnCount)
    cells = .allocate(capacity: maximumRecords * columnCount)
    starts = .allocate(capacity: maximumRecords)
    marksMemory = .allocate(capacity: StructureMarks.capacity)
  }

  func deallocate() {
    cells.deallocate()
    starts.deallocate()
    marksMemory.deallocate()
  }

  /// Scans whole records; returns the position behind the last one.
  ///
  /// - Parameters:
  ///   - limit: only records that begin before it are scanned.
  ///   - isFinal: nothing follows `end`, so that it ends a record too.
  mutating func scan(
    _ base: UnsafeMutablePointer<UInt8>, from start: Int, limit: Int, end: Int, isFinal: Bool
  ) -> Int {
    recordCount = 0
    faults.removeAll(keepingCapacity: true)
    var marks = StructureMarks(
      base, from: start, end: end, delimiter: delimiter, memory: marksMemory)
    var position = start
    let limit = min(limit, end)
    while position < limit, recordCount < maximumRecords {
      let first = base[position]
      if first == Mark.lineFeed || first == Mark.carriageReturn {
        position = marks.next() + 1
        continue
      }
      let plain = scanPlainRecord(base, from: position, &marks)
      guard let next = plain ?? scanRecord(base, from: position, &marks, isFinal: isFinal) else {
        dropFaults()
        break
      }
      starts[recordCount] = position
      recordCount += 1
      position = next
    }
    return position
  }

  /// Scans a record that has as many cells as it should and no quote, as nearly all have; nil for
  /// any other, without having passed a mark.
  @inline(__always) private func scanPlainRecord(
    _ base: UnsafeMutablePointer<UInt8>, from start: Int, _ marks: inout StructureMarks
  ) -> Int? {
    guard let places = marks.coming(columnCount) else { return nil }
    let row = cells + recordCount &* columnCount
    var fieldStart = start
    var others: UInt8 = 0
    for column in 0..<columnCount &- 1 {
      let mark = Int(places[column])
      others |= base[mark] ^ delimiter
      row[column] = Cell(start: fieldStart, length: mark &- fieldStart)
      fieldStart = mark &+ 1
    }
    let last = Int(places[columnCount &- 1])
    let isEnd = base[last] == Mark.lineFeed || base[last] == Mark.carriageReturn
    guard others == 0, isEnd else { return nil }
    row[columnCount &- 1] = Cell(start: fieldStart, length: last &- fieldStart)
    marks.skip(columnCount)
    return last &+ 1
  }

  /// Scans one record; nil where the buffer ends first.
  private mutating func scanRecord(
    _ base: UnsafeMutablePointer<UInt8>, from start: Int, _ marks: inout StructureMarks,
    isFinal: Bool
  ) -> Int? {
    let row = cells + recordCount &* columnCount
    let end = marks.end
    var fieldCount = 0
    var fieldStart = start
    var hasEscapes = false
    while true {
      var mark = marks.next()
      if mark >= end, !isFinal { return nil }
      var cell = Cell(start: fieldStart, length: mark &- fieldStart)
      if mark < end, base[mark] == Mark.quote {
        // Within a cell that begins without one, a quote is a character as any other.
        guard mark == fieldStart else { continue }
        guard let quoted = scanQuoted(base, from: mark, &marks, isFinal: isFinal) else {
          return nil
        }
        (cell, mark) = quoted
        hasEscapes = hasEscapes || cell.isEscaped
      }
      if fieldCount < columnCount { row[fieldCount] = cell }
      fieldCount &+= 1
      fieldStart = mark &+ 1
      guard mark < end, base[mark] == delimiter else { break }
    }
    if fieldCount != columnCount {
      faults.append(StructureFault(record: recordCount, kind: .fieldCount(fieldCount)))
      for column in 0..<columnCount { row[column] = .absent }
    } else if hasEscapes {
      for column in 0..<columnCount where row[column].isEscaped {
        row[column] = Self.unescape(base, row[column])
      }
    }
    return min(fieldStart, end)
  }

  /// Scans a quoted cell up to its delimiter or line end; nil where the buffer ends first.
  private mutating func scanQuoted(
    _ base: UnsafeMutablePointer<UInt8>, from start: Int, _ marks: inout StructureMarks,
    isFinal: Bool
  ) -> (Cell, Int)? {
    let end = marks.end
    var isEscaped = false
    var close = start
    while true {
      close = marks.next()
      guard close < end else {
        guard isFinal else { return nil }
        faults.append(StructureFault(record: recordCount, kind: .unterminatedQuote))
        return (Cell(start: start, length: 0), end)
      }
      guard base[close] == Mark.quote else { continue }
      guard close + 1 < end else {
        guard isFinal else { return nil }
        break
      }
      guard base[close + 1] == Mark.quote else { break }
      isEscaped = true
      _ = marks.next()
    }
    let cell = Cell(start: start + 1, length: close - start - 1, isEscaped: isEscaped)
    var next = marks.next()
    while next < end, base[next] == Mark.quote { next = marks.next() }
    if next >= end, !isFinal { return nil }
    if next > close + 1 {
      faults.append(StructureFault(record: recordCount, kind: .textAfterQuote))
    }
    return (cell, next)
  }

  private mutating func dropFaults() {
    while let last = faults.last, last.record == recordCount { faults.removeLast() }
  }

  /// Turns doubled quotes into single ones where they stand.
  private static func unescape(_ base: UnsafeMutablePointer<UInt8>, _ cell: Cell) -> Cell {
    let end = cell.start + cell.length
    var source = cell.start
    var target = cell.start
    while source < end {
      base[target] = base[source]
      if base[source] == Mark.quote { source += 1 }
      source += 1
      target += 1
    }
    return Cell(start: cell.start, length: target - cell.start)
  }
}
