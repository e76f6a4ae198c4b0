import Columns
import Messages
import Model
import Plan

/// A key of a summary that has few possible values, each with a number.
struct SmallKey {
  /// How rows find the number of their value, with stride 1.
  var part: GroupPart
  /// How many numbers there are.
  var count: Int
  /// The value of each number.
  var values: Column
}

extension SmallKey {
  /// A key for a node that looks its values up or has them in a small range; nil for others.
  ///
  /// - Parameter limit: the largest number of values worth having.
  init?(_ node: Node, limit: Int, on execution: Execution) throws(Diagnostic) {
    switch node.kind {
    case .lookup(let table, let index, let low):
      guard case .base(let column) = index.kind, let rows = column.narrow else { return nil }
      try self.init(lookup: table, rows, low: low, on: execution)
    case .base(.truth(let truths)):
      self.init(
        part: .truth(truths, stride: 1), count: 3, values: .truth([0, 1, Missing.truth]))
    case .base(let column):
      guard let bounds = node.bounds else { return nil }
      let (width, overflow) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
      guard !overflow, width < Int64(limit) else { return nil }
      self.init(column, bounds)
    default: return nil
    }
  }

  /// Whether a node's values lie in a small range, so that its column would make a key.
  static func hasFewValues(_ node: Node, limit: Int) -> Bool {
    switch node.storage {
    case .truth: return true
    case .real: return false
    case .decimal, .day, .text, .row, .period:
      guard let bounds = node.bounds else { return false }
      let (width, overflow) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
      return !overflow && width < Int64(limit)
    }
  }

  /// Each distinct value of a table gets a number, the first entry's (that of missing) last.
  private init(
    lookup table: Column, _ rows: Buffer<Int32>, low: Int32?, on execution: Execution
  ) throws(Diagnostic) {
    let last = Int32(truncatingIfNeeded: table.count - 1)
    let entries = try execution.produced(table.count) {
      $0 == last ? 0 : Int32(truncatingIfNeeded: $0 + 1)
    }
    if table.isAscendingBehindMissing {
      let numbers = try execution.produced(table.count) {
        $0 == 0 ? last : Int32(truncatingIfNeeded: $0 - 1)
      }
      self.init(
        part: .lookup(rows, low: low, table: numbers), count: table.count,
        values: try execution.gathered(table, entries))
      return
    }
    var numbering = WordNumbering(capacity: 64)
    var firsts: [Int32] = []
    var numbers = [Int32](repeating: 0, count: table.count)
    for entry in entries {
      let (number, isNew) = numbering.number(of: table.word(Int(entry)))
      if isNew { firsts.append(entry) }
      numbers[Int(entry)] = number
    }
    self.init(
      part: .lookup(rows, low: low, table: numbers), count: firsts.count,
      values: try execution.gathered(table, firsts))
  }

  /// Every value in the bounds of a column has its distance from the lowest as its number; missing
  /// is the last.
  private init?(_ column: Column, _ bounds: ClosedRange<Int64>) {
    let size = Int(bounds.upperBound - bounds.lowerBound) + 1
    let missing = Int32(truncatingIfNeeded: size)
    func range<Number: FixedWidthInteger>(_ absent: Number) -> [Number] {
      (bounds.lowerBound...bounds.upperBound).map { Number(truncatingIfNeeded: $0) } + [absent]
    }
    let low = Int32(truncatingIfNeeded: bounds.lowerBound)
    func narrow(_ values: Buffer<Int32>, _ absent: Int32) -> GroupPart {
      .narrow(values, low: low, absent: absent, missing: missing, stride: 1)
    }
    count = size + 1
    switch column {
    case .decimal(let units, let scale):
      part = .wide(units, low: bounds.lowerBound, missing: missing, stride: 1)
      values = .decimal(range(Missing.decimal), scale: scale)
    case .day(let days):
      part = narrow(days, Missing.day)
      values = .day(range(Missing.day))
    case .text(let codes, let dictionary):
      part = narrow(codes, Missing.code)
      values = .text(range(Missing.code), dictionary)
    case .row(let rows):
      part = narrow(rows, Missing.code)
      values = .row(range(Missing.code))
    case .period(let periods, let unit):
      part = narrow(periods, Missing.day)
      values = .period(range(Missing.day), unit)
    case .real, .truth: return nil
    }
  }

  /// The part with its numbers multiplied.
  func part(stride: Int) -> GroupPart {
    let factor = Int32(truncatingIfNeeded: stride)
    switch part {
    case .direct(let groups): return .direct(groups.map { $0 &* factor })
    case .lookup(let values, let low, let table):
      return .lookup(values, low: low, table: table.map { $0 &* factor })
    case .narrow(let values, let low, let absent, let missing, _):
      return .narrow(values, low: low, absent: absent, missing: missing &* factor, stride: factor)
    case .wide(let values, let low, let missing, _):
      return .wide(values, low: low, missing: missing &* factor, stride: factor)
    case .truth(let values, _): return .truth(values, stride: factor)
    }
  }
}

extension Column {
  /// Whether the first value is missing, and each of the others larger than the one before: then all
  /// are different, as an entity's own numbers mostly are.
  fileprivate var isAscendingBehindMissing: Bool {
    switch self {
    case .decimal(let values, _): Self.isAscending(values, behind: Missing.decimal)
    case .day(let values), .period(let values, _): Self.isAscending(values, behind: Missing.day)
    case .text(let codes, _): Self.isAscending(codes, behind: Missing.code)
    case .row(let rows): Self.isAscending(rows, behind: Missing.code)
    case .real, .truth: false
    }
  }

  /// - Parameter missing: less than any other value.
  private static func isAscending<Number: FixedWidthInteger & BitwiseCopyable>(
    _ values: Buffer<Number>, behind missing: Number
  ) -> Bool {
    values.withUnsafeBufferPointer { values in
      values.first == missing
        && values.indices.dropFirst().allSatisfy { values[$0 - 1] < values[$0] }
    }
  }
}

/// The rows of a summary's input in groups by the plain keys.
struct KeyedRows {
  /// The values of each plain key, by number.
  private let keys: [SmallKey]
  /// Where the combinations are too many for numbers of their own: the groups that were found.
  private let found: Found?

  /// Groups found among the rows.
  struct Found {
    /// For each set of keys that is asked for, and for all keys, the groups of the rows, in whatever
    /// order. First rows are known where there is more than one set.
    var groupings: [[Int]: Grouping]
    /// For each key its number in each group of all keys.
    var numbers: [[Int32]]
  }

  /// Keys whose combinations get numbers by arithmetic, or have been found.
  init(_ keys: [SmallKey], found: Found? = nil) {
    self.keys = keys
    self.found = found
  }

  var keyCount: Int { keys.count }

  /// How many groups some keys make, all of them or fewer.
  func count(_ some: [Int]) -> Int {
    if let found = found?.groupings[some] { return found.count }
    return some.reduce(1) { $0 * keys[$1].count }
  }

  /// The level of some keys, in ascending order, whose group numbers stay below ``count(_:)``.
  func level(_ some: [Int], stride: Int = 1) -> GroupLevel {
    let size = count(some)
    if let found = found?.groupings[some] {
      let factor = Int32(truncatingIfNeeded: stride)
      return GroupLevel(
        parts: [.direct(stride == 1 ? found.groupOf : found.groupOf.map { $0 &* factor })],
        count: size * stride,
        maySkip: false)
    }
    var parts: [GroupPart] = []
    var step = stride
    for key in some.reversed() {
      parts.append(keys[key].part(stride: step))
      step *= keys[key].count
    }
    return GroupLevel(parts: parts, count: size * stride, maySkip: false)
  }

  /// The number that a key has in each group of all keys, where these have been found.
  func foundNumbers(of key: Int) -> [Int32]? { found?.numbers[key] }

  /// The number that a key has in a group of all keys.
  func number(of key: Int, in group: Int) -> Int {
    if let found { return Int(found.numbers[key][group]) }
    var rest = group
    for later in keys.indices.reversed() where later > key { rest /= keys[later].count }
    return rest % keys[key].count
  }

  /// The group of some keys that a group of all keys lies in.
  func group(of some: [Int], around group: Int) -> Int {
    if some.count == keys.count { return group }
    if let all = found?.groupings[Array(keys.indices)], let fewer = found?.groupings[some] {
      return Int(fewer.groupOf[Int(all.firstRows[group])])
    }
    return some.reduce(0) { $0 * keys[$1].count + number(of: $1, in: group) }
  }

  func values(of key: Int) -> Column { keys[key].values }
}
