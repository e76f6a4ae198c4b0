import Columns
import Model
import Plan

extension Oracle {
  /// The rows that an aggregate with rows of its own runs over, for one row.
  func rows(of aggregate: Aggregate, for row: OracleRow) throws(OracleFault) -> [OracleRow] {
    switch aggregate.rows {
    case .current: throw .unsupported
    case .every(let entity): return everyRow(of: entity, outer: row)
    case .reached(let owner, let hops):
      return try reached(owner: owner, hops: hops, from: row).map {
        entityRow($0.entity, $0.row, outer: row)
      }
    case .pipeline(let plan):
      return try rows(of: plan, owner: row).map {
        OracleRow($0.values, anchor: $0.anchor, outer: row)
      }
    }
  }

  func everyRow(of entity: EntityID, outer: OracleRow?) -> [OracleRow] {
    (0..<world.table(entity).rowCount).map { entityRow(entity, Int32($0), outer: outer) }
  }

  func entityRow(_ entity: EntityID, _ row: Int32, outer: OracleRow?) -> OracleRow {
    OracleRow(
      world.table(entity).columns.map { $0[Int(row)] }, anchor: (entity, row), outer: outer)
  }

  /// The rows reached from one row: a set, in stored order.
  func reached(
    owner: TypedExpression, hops: [Hop], from row: OracleRow
  ) throws(OracleFault) -> [(entity: EntityID, row: Int32)] {
    guard case .row(let start) = try value(owner, row) else { return [] }
    var current: Set<Int32> = [start]
    guard case .entity(var entity) = owner.type else { throw .unsupported }
    for hop in hops {
      var next: Set<Int32> = []
      switch hop {
      case .forward(let from, let field, _):
        for row in current {
          if case .row(let target) = world.table(from).columns[field][Int(row)] {
            next.insert(target)
          }
        }
      case .inverse(_, let field, let to):
        let column = world.table(to).columns[field]
        for row in 0..<world.table(to).rowCount {
          if case .row(let target) = column[row], current.contains(target) {
            next.insert(Int32(row))
          }
        }
      }
      entity = hop.destination
      current = next
    }
    return current.sorted().map { (entity, $0) }
  }

  /// An aggregate's value over given rows.
  func aggregate(
    _ aggregate: Aggregate, over all: [OracleRow]
  ) throws(OracleFault) -> Value {
    var rows: [OracleRow] = []
    var seen: Set<Value> = []
    for row in all {
      if let condition = aggregate.condition, try !isTrue(condition, row) { continue }
      if let per = aggregate.per {
        let key = try value(per, row)
        if key == .missing || !seen.insert(key).inserted { continue }
      }
      rows.append(row)
    }
    var values: [Value] = []
    if let expression = aggregate.value {
      for row in rows { values.append(try value(expression, row)) }
    }
    let present = values.filter { $0 != .missing }
    let type = aggregate.value?.type ?? .number
    switch aggregate.function {
    case .count: return .decimal(Decimal(rows.count))
    case .any: return .truth(!rows.isEmpty)
    case .none: return .truth(rows.isEmpty)
    case .every: return .truth(values.allSatisfy { $0 == .truth(true) })
    case .countPresent: return .decimal(Decimal(present.count))
    case .countDistinct:
      var distinct: [Value] = []
      for value in present where !distinct.contains(where: { equal($0, value) }) {
        distinct.append(value)
      }
      return .decimal(Decimal(distinct.count))
    case .first: return present.first ?? .missing
    case .last: return present.last ?? .missing
    case .sparkline: return sparkline(values)
    case .minimum:
      return present.reduce(.missing) { $0 == .missing || precedes($1, $0, type) ? $1 : $0 }
    case .maximum:
      return present.reduce(.missing) { $0 == .missing || precedes($0, $1, type) ? $1 : $0 }
    case .sum: return try sum(present)
    case .average:
      if present.isEmpty { return .missing }
      if case .decimal(let total) = try sum(present) {
        return .real(
          Exact.quotient(
            Int128(total.units), Int128(present.count) * Int128(Decimal.powers[total.scale])))
      }
      return .real(present.map(Self.real).reduce(0, +) / Double(present.count))
    case .median: return percentile(0.5, present, type)
    case .percentile(let fraction): return percentile(fraction, present, type)
    case .standardDeviation:
      if present.count < 2 { return .missing }
      let numbers = present.map(Self.real)
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      let squares = numbers.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      return .real((squares / Double(numbers.count - 1)).squareRoot())
    }
  }

  private func sum(_ values: [Value]) throws(OracleFault) -> Value {
    if values.contains(where: { if case .real = $0 { true } else { false } }) {
      return .real(values.map(Self.real).reduce(0, +))
    }
    var total: Int128 = 0
    var scale = 0
    for case .decimal(let decimal) in values { scale = max(scale, decimal.scale) }
    for case .decimal(let decimal) in values {
      total += Int128(decimal.units) * Int128(Decimal.powers[scale - decimal.scale])
    }
    guard let units = Int64(exactly: total), units != .min else { throw .overflow }
    return .decimal(Decimal(units: units, scale: scale))
  }

  /// Eight heights from the lowest value or 0 to the highest value or 0.
  private func sparkline(_ values: [Value]) -> Value {
    if values.isEmpty { return .missing }
    let scale = values.reduce(0) { most, value in
      if case .decimal(let number) = value { max(most, number.scale) } else { most }
    }
    /// In units of the largest scale, so that halves are told exactly.
    func size(_ value: Value) -> Double {
      guard case .decimal(let number) = value else { return Self.real(value) }
      return Double(number.units) * Double(Decimal.powers[scale - number.scale])
    }
    let sizes = values.filter { $0 != .missing }.map(size)
    let (low, high) = (min(0, sizes.min() ?? 0), max(0, sizes.max() ?? 0))
    var text = ""
    for value in values {
      if value == .missing {
        text += "·"
      } else if low == high {
        text += "▁"
      } else {
        let height = ((size(value) - low) / (high - low) * 7).rounded()
        text.unicodeScalars.append(Unicode.Scalar(0x2581 + UInt32(height)) ?? "?")
      }
    }
    return .text(text)
  }

  private func percentile(_ fraction: Double, _ values: [Value], _ type: ValueType) -> Value {
    if values.isEmpty { return .missing }
    let sorted = values.sorted { precedes($0, $1, type) }
    let rank = fraction * Double(sorted.count - 1)
    let low = sorted[Int(rank)]
    switch low {
    case .decimal, .real: break
    default: return low
    }
    let high = sorted[min(sorted.count - 1, Int(rank) + 1)]
    let weight = rank - rank.rounded(.down)
    return .real(Self.real(low) + (Self.real(high) - Self.real(low)) * weight)
  }
}
