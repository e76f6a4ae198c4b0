import Columns
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

  /// One key per element; `key` gives ``absent`` or anything below it.
  @inline(__always)
  init<Elements: Contiguous>(
    _ elements: Elements, isDescending: Bool, key: (Elements.Element) -> UInt64
  ) {
    values = elements.withUnsafeBufferPointer { elements in
      [UInt64](unsafeUninitializedCapacity: elements.count) { buffer, count in
        if isDescending {
          for row in 0..<elements.count {
            let ascending = key(elements[row])
            buffer[row] = ascending == Self.absent ? ascending : Self.absent - 1 - ascending
          }
        } else {
          for row in 0..<elements.count { buffer[row] = key(elements[row]) }
        }
        count = elements.count
      }
    }
  }

  /// Smallest and largest present key, and whether some are missing; nil where all rows tie for
  /// being missing.
  var presentRange: (lowest: UInt64, highest: UInt64, hasAbsent: Bool)? {
    var low = UInt64.max
    var high = UInt64.min
    var hasAbsent = false
    for key in values {
      if key == Self.absent {
        hasAbsent = true
      } else {
        low = min(low, key)
        high = max(high, key)
      }
    }
    return low > high ? nil : (low, high, hasAbsent)
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
  ) -> SortKeys {
    switch column {
    case .decimal(let values, _):
      return SortKeys(values, isDescending: isDescending) { SortKeys.decimal($0) }
    case .real(let values):
      return SortKeys(values, isDescending: isDescending) { SortKeys.real($0) }
    case .day(let values), .period(let values, _):
      return SortKeys(values, isDescending: isDescending) {
        SortKeys.whole($0, missing: Missing.day)
      }
    case .truth(let values):
      return SortKeys(values, isDescending: isDescending) {
        $0 == Missing.truth ? SortKeys.absent : UInt64($0)
      }
    case .text(let codes, let dictionary):
      let used = codesToRank(codes, domain: dictionary.count)
      let order = textOrder(of: used, in: dictionary, type: type)
      return rankKeys(codes, domain: dictionary.count, order: order, isDescending: isDescending)
    case .row(let rows):
      guard case .entity(let entity) = type else {
        return SortKeys(rows, isDescending: isDescending) {
          SortKeys.whole($0, missing: Missing.code)
        }
      }
      let domain = world.table(entity).rowCount
      let order = displayOrder(of: codesToRank(rows, domain: domain), entity: entity)
      return rankKeys(rows, domain: domain, order: order, isDescending: isDescending)
    }
  }

  /// The codes whose order is wanted, ascending: the whole domain, or only the codes in use where
  /// these are few.
  private func codesToRank(_ codes: Buffer<Int32>, domain: Int) -> [Int32] {
    guard domain > codes.count * 4 else { return (0..<Int32(domain)).map { $0 } }
    var used: [Int32] = []
    for code in codes.sorted() where code != Missing.code && code != used.last {
      used.append(code)
    }
    return used
  }

  /// The keys of codes by their places in an order.
  private func rankKeys(
    _ codes: Buffer<Int32>, domain: Int, order: [Int32], isDescending: Bool
  ) -> SortKeys {
    if order.count == domain {
      var ranks = [UInt64](repeating: 0, count: domain)
      for (rank, code) in order.enumerated() { ranks[Int(code)] = UInt64(rank) }
      return SortKeys(codes, isDescending: isDescending) {
        $0 == Missing.code ? SortKeys.absent : ranks[Int($0)]
      }
    }
    var ranks: [Int32: UInt64] = [:]
    for (rank, code) in order.enumerated() { ranks[code] = UInt64(rank) }
    return SortKeys(codes, isDescending: isDescending) { ranks[$0] ?? SortKeys.absent }
  }
}
