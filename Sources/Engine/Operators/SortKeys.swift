import Columns
import Messages
import Model

/// Whole numbers that stand in for the values of a column when rows are put in order.
///
/// - Shape: `[row]`; the smaller number comes first, equal numbers tie.
/// - Missing: ``absent``, behind every value whichever the direction.
struct SortKeys: Sendable {
  static let absent = UInt64.max

  var values: [UInt64]

  init(_ values: [UInt64]) {
    self.values = values
  }

  /// Units in order. The smallest pattern means missing, so taking 1 leaves the largest free.
  @inline(__always)
  static func decimal(_ units: Int64) -> UInt64 {
    units == Missing.decimal ? absent : (UInt64(bitPattern: units) ^ (1 << 63)) - 1
  }

  /// Days, periods and the like.
  @inline(__always)
  static func whole(_ value: Int32, missing: Int32) -> UInt64 {
    value == missing ? absent : UInt64(bitPattern: Int64(value)) ^ (1 << 63)
  }

  /// An ascending key in the direction that is asked for.
  @inline(__always)
  static func directed(_ key: UInt64, isDescending: Bool) -> UInt64 {
    isDescending && key != absent ? absent - 1 - key : key
  }

  /// Doubles in order: the bits of a negative one run backwards. Both zeros are one value.
  @inline(__always)
  static func real(_ value: Double) -> UInt64 {
    if value.isNaN { return absent }
    let bits = (value + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | (1 << 63)
  }
}

extension Execution {
  /// The keys that put rows in the order of a column's type; see ``ranks(of:type:)`` for texts and
  /// ``ranks(of:)`` for entities.
  func sortKeys(
    of column: Column, type: ValueType, isDescending: Bool = false
  ) throws(Diagnostic) -> SortKeys {
    switch column {
    case .decimal(let values, _):
      return try sortKeys(values, isDescending: isDescending) { SortKeys.decimal($0) }
    case .real(let values):
      return try sortKeys(values, isDescending: isDescending) { SortKeys.real($0) }
    case .day(let values), .period(let values, _):
      return try sortKeys(values, isDescending: isDescending) {
        SortKeys.whole($0, missing: Missing.day)
      }
    case .truth(let values):
      return try sortKeys(values, isDescending: isDescending) {
        $0 == Missing.truth ? SortKeys.absent : UInt64($0)
      }
    case .text(let codes, let dictionary):
      let used = try codesToRank(codes, domain: dictionary.count)
      let order = try textOrder(of: used, in: dictionary, type: type)
      return try rankKeys(
        codes, domain: dictionary.count, order: order, isDescending: isDescending)
    case .row(let rows):
      guard case .entity(let entity) = type else {
        return try sortKeys(rows, isDescending: isDescending) {
          SortKeys.whole($0, missing: Missing.code)
        }
      }
      let domain = world.table(entity).rowCount
      let order = try displayOrder(of: codesToRank(rows, domain: domain), entity: entity)
      return try rankKeys(rows, domain: domain, order: order, isDescending: isDescending)
    }
  }

  /// One key per element; `key` gives ``SortKeys/absent`` or anything below it.
  @inline(__always)
  func sortKeys<Elements: Contiguous>(
    _ elements: Elements, isDescending: Bool, key: (Elements.Element) -> UInt64
  ) throws(Diagnostic) -> SortKeys {
    SortKeys(
      try mapped(elements) { SortKeys.directed(key($0), isDescending: isDescending) })
  }

  /// Smallest and largest present key, and whether some are missing; nil where all rows tie for
  /// being missing.
  func presentRange(
    of keys: SortKeys
  ) throws(Diagnostic) -> (lowest: UInt64, highest: UInt64, hasAbsent: Bool)? {
    let nothing = (lowest: UInt64.max, highest: UInt64.min, hasAbsent: false)
    let ranges = try parallel(count: keys.values.count, state: { nothing }) {
      (range: inout (lowest: UInt64, highest: UInt64, hasAbsent: Bool), rows: Range<Int>) in
      for key in keys.values[rows] {
        if key == SortKeys.absent {
          range.hasAbsent = true
        } else {
          range.lowest = min(range.lowest, key)
          range.highest = max(range.highest, key)
        }
      }
    }
    let all = ranges.reduce(nothing) { first, second in
      (
        min(first.lowest, second.lowest), max(first.highest, second.highest),
        first.hasAbsent || second.hasAbsent
      )
    }
    return all.lowest > all.highest ? nil : all
  }

  /// The codes whose order is wanted, ascending: the whole domain, or only the codes in use where
  /// these are few.
  private func codesToRank(_ codes: Buffer<Int32>, domain: Int) throws(Diagnostic) -> [Int32] {
    guard domain > codes.count * 4 else { return try ascending(domain) }
    var used: [Int32] = []
    for code in codes.sorted() where code != Missing.code && code != used.last {
      used.append(code)
    }
    return used
  }

  /// The keys of codes by their places in an order.
  private func rankKeys(
    _ codes: Buffer<Int32>, domain: Int, order: [Int32], isDescending: Bool
  ) throws(Diagnostic) -> SortKeys {
    if order.count == domain {
      let ranks = try inverted(order)
      return try ranks.withUnsafeBufferPointer { ranks throws(Diagnostic) in
        try sortKeys(codes, isDescending: isDescending) {
          $0 == Missing.code ? SortKeys.absent : UInt64(ranks[Int($0)])
        }
      }
    }
    var ranks: [Int32: UInt64] = [:]
    for (rank, code) in order.enumerated() { ranks[code] = UInt64(rank) }
    return try sortKeys(codes, isDescending: isDescending) { ranks[$0] ?? SortKeys.absent }
  }
}
