import Columns
import Messages
import Model
import Plan

extension Evaluator {
  /// The operations that are done row by row.
  func function(
    _ node: Node, _ operation: Operation, _ operands: [Node], _ batch: Batch
  ) throws(Diagnostic) -> Vector {
    switch operation {
    case .least, .greatest: return try extreme(operation, operands, batch)
    case .mean: return try mean(operands, batch)
    case .present:
      // The compiler has made a test for missing of each operand.
      var count = Buffer<Int64>(repeating: 0, count: batch.count)
      for operand in operands {
        count = zipped(count, try evaluate(operand, batch).truth) { $0 + ($1 == 0 ? 1 : 0) }
      }
      return .wide(count)
    case .round, .floor, .ceiling, .absolute:
      return try rounded(node, operation, operands, batch)
    case .contains, .startsWith, .endsWith, .matches:
      return try textTest(operation, operands, batch)
    case .length: return try length(operands[0], batch)
    case .period, .yearNumber, .quarterNumber, .monthNumber, .weekNumber, .weekday, .dayOfMonth,
      .periodStart, .periodEnd, .isInPeriod, .daysBetween, .addMonths, .addDays:
      return try dateFunction(node, operation, operands, batch)
    case .toNumber, .tryToNumber, .toDate, .tryToDate:
      return try conversion(node, operation, operands[0], batch)
    case .add, .subtract, .multiply, .negate, .divide, .equal, .notEqual, .less, .lessOrEqual,
      .greater, .greaterOrEqual, .and, .or, .not, .isMissing, .coalesce, .isOneOf, .isInDays,
      .lower, .upper, .trim, .left, .right, .replace, .concatenate, .toText, .toWords, .retype,
      .toReal:
      // The compiler makes other nodes of these.
      return repeated(.wide(Missing.decimal), batch.count)
    }
  }

  private func extreme(
    _ operation: Operation, _ operands: [Node], _ batch: Batch
  ) throws(Diagnostic) -> Vector {
    guard let first = operands.first else { return repeated(.wide(Missing.decimal), batch.count) }
    let takesLeast = operation == .least
    var result = try evaluate(first, batch)
    for operand in operands.dropFirst() {
      switch (result, try evaluate(operand, batch)) {
      case (.wide(let best), .wide(let next)):
        result = .wide(better(best, next, missing: Missing.decimal, takesLeast: takesLeast))
      case (.narrow(let best), .narrow(let next)):
        result = .narrow(
          better(best, next, missing: first.storage.missingNarrow, takesLeast: takesLeast))
      case (.real(let best), .real(let next)):
        result = .real(
          zipped(best, next) { left, right in
            if left.isNaN { return right }
            if right.isNaN { return left }
            return takesLeast ? min(left, right) : max(left, right)
          })
      default: break
      }
    }
    return result
  }

  private func better<Number: FixedWidthInteger>(
    _ best: Buffer<Number>, _ next: Buffer<Number>, missing: Number, takesLeast: Bool
  ) -> Buffer<Number> {
    zipped(best, next) { left, right in
      if left == missing { return right }
      if right == missing { return left }
      return takesLeast ? min(left, right) : max(left, right)
    }
  }

  /// The operands, of one storage, are added up exactly as far as they are exact.
  private func mean(_ operands: [Node], _ batch: Batch) throws(Diagnostic) -> Vector {
    let isReal = operands.first?.isReal ?? false
    var counts = Buffer<Int64>(repeating: 0, count: batch.count)
    var reals = Buffer<Double>(repeating: 0, count: isReal ? batch.count : 0)
    var units = Buffer<Int128>(repeating: 0, count: isReal ? 0 : batch.count)
    for operand in operands {
      switch try evaluate(operand, batch) {
      case .real(let values):
        reals = zipped(reals, values) { $1.isNaN ? $0 : $0 + $1 }
        counts = zipped(counts, values) { $1.isNaN ? $0 : $0 + 1 }
      case .wide(let values):
        units = zipped(units, values) { $1 == Missing.decimal ? $0 : $0 + Int128($1) }
        counts = zipped(counts, values) { $1 == Missing.decimal ? $0 : $0 + 1 }
      case .narrow, .truth: break
      }
    }
    if isReal { return .real(zipped(reals, counts) { $1 == 0 ? Missing.real : $0 / Double($1) }) }
    let scale = Int128(Decimal.powers[operands.first?.scale ?? 0])
    return .real(
      zipped(units, counts) { sum, count in
        count == 0 ? Missing.real : Exact.quotient(sum, Int128(count) * scale)
      })
  }

  private func rounded(
    _ node: Node, _ operation: Operation, _ operands: [Node], _ batch: Batch
  ) throws(Diagnostic) -> Vector {
    var places = 0
    if operation == .round, operands.count > 1, case .wide(let units) = operands[1].constant,
      units != Missing.decimal
    {
      places = Int(units / Decimal.powers[operands[1].scale])
    }
    switch try evaluate(operands[0], batch) {
    case .real(let values):
      return .real(
        map(values) { value in
          switch operation {
          case .floor: value.rounded(.down)
          case .ceiling: value.rounded(.up)
          case .absolute: value.magnitude
          default: Rounding.real(value, places: places)
          }
        })
    case .wide(let values):
      let scale = operands[0].scale
      var fault: Int?
      var index = 0
      let result = map(values) { (value: Int64) -> Int64 in
        defer { index += 1 }
        if value == .min { return .min }
        let units: Int64?
        switch operation {
        case .floor: units = Rounding.down(value, scale: scale)
        case .ceiling: units = Rounding.down(-value, scale: scale).map { -$0 }
        case .absolute: units = abs(value)
        default: units = Rounding.units(value, scale: scale, places: places)
        }
        if let units, units != .min { return units }
        if fault == nil { fault = index }
        return .min
      }
      if let fault { throw overflow(node, batch[fault]) }
      return .wide(result)
    case .narrow, .truth: return repeated(.wide(Missing.decimal), batch.count)
    }
  }

  private func conversion(
    _ node: Node, _ operation: Operation, _ operand: Node, _ batch: Batch
  ) throws(Diagnostic) -> Vector {
    let values = try evaluate(operand, batch)
    if case .truth(let truths) = values {
      return .wide(map(truths) { $0 == Missing.truth ? Missing.decimal : Int64($0) })
    }
    guard case .text(let dictionary) = operand.storage else {
      return repeated(.wide(Missing.decimal), batch.count)
    }
    let isDate = operation == .toDate || operation == .tryToDate
    var (units, days): ([Int64], [Int32]) = ([], [])
    for (index, code) in values.narrow.enumerated() {
      var (unit, day) = (Missing.decimal, Missing.day)
      if code >= 0 {
        let text = dictionary[Int(code)]
        if isDate {
          day = PlainDate.day(text) ?? Missing.day
        } else {
          unit = PlainNumber.decimal(text)?.rescaled(to: node.scale) ?? Missing.decimal
        }
        if operation == .toNumber, unit == Missing.decimal {
          throw Fault.conversion(
            text, to: "a number", tolerant: "try_number(…)", at: node.source.span,
            row: execution.name(ofRow: batch[index], in: frame))
        }
        if operation == .toDate, day == Missing.day {
          throw Fault.conversion(
            text, to: "a date", tolerant: "try_date(…)", at: node.source.span,
            row: execution.name(ofRow: batch[index], in: frame))
        }
      }
      if isDate { days.append(day) } else { units.append(unit) }
    }
    return isDate ? .narrow(Buffer(days)) : .wide(Buffer(units))
  }
}

/// Rounding to decimal places, half away from zero.
enum Rounding {
  /// Units at the same scale; nil where the rounded value does not fit.
  static func units(_ value: Int64, scale: Int, places: Int) -> Int64? {
    let dropped = scale - places
    if dropped <= 0 { return value }
    guard dropped <= Decimal.maximumScale else {
      // Only 18 places leave more to drop than 18; half of the next power is then 5 × 10^18.
      return dropped == Decimal.maximumScale + 1 && value.magnitude >= 5_000_000_000_000_000_000
        ? nil : 0
    }
    let divisor = Decimal.powers[dropped]
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    let isUp = remainder.magnitude >= divisor.magnitude - remainder.magnitude
    let rounded = isUp ? quotient + (value < 0 ? -1 : 1) : quotient
    let (product, overflow) = rounded.multipliedReportingOverflow(by: divisor)
    return overflow ? nil : product
  }

  /// The largest whole number not above a value.
  static func down(_ value: Int64, scale: Int) -> Int64? {
    let divisor = Decimal.powers[scale]
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    let (product, overflow) = (remainder < 0 ? quotient - 1 : quotient)
      .multipliedReportingOverflow(by: divisor)
    return overflow ? nil : product
  }

  /// The double nearest to a value rounded to some places, as its shortest decimal form is rounded:
  /// what a reader of 2.675 expects of two places.
  static func real(_ value: Double, places: Int) -> Double {
    if !value.isFinite { return value }
    if places == 0 { return value.rounded(.toNearestOrAwayFromZero) }
    if places > 0, let decimal = PlainNumber.decimal("\(value)"),
      let units = units(decimal.units, scale: decimal.scale, places: places)
    {
      return Decimal(units: units, scale: decimal.scale).real
    }
    guard abs(places) <= Decimal.maximumScale else { return places > 0 ? value : 0 }
    let power = Double(Decimal.powers[abs(places)])
    return places > 0
      ? (value * power).rounded(.toNearestOrAwayFromZero) / power
      : (value / power).rounded(.toNearestOrAwayFromZero) * power
  }
}

/// Numbers as text writes them.
enum PlainNumber {
  /// An optional sign, digits with an optional point, and commas between groups of three; nil for
  /// anything else and for more than 18 places or digits.
  static func decimal(_ text: String) -> Decimal? {
    var units: Int64 = 0
    var scale = 0
    var (hasPoint, hasDigit, isNegative) = (false, false, false)
    var sinceGroup: Int?
    let bytes = Array(text.utf8.drop { $0 == 32 })
    let trimmed = bytes.prefix(bytes.count - bytes.reversed().prefix { $0 == 32 }.count)
    for (index, byte) in trimmed.enumerated() {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "+"):
        guard index == 0 else { return nil }
        isNegative = byte == UInt8(ascii: "-")
      case UInt8(ascii: "."):
        guard !hasPoint, sinceGroup == nil || sinceGroup == 3 else { return nil }
        hasPoint = true
      case UInt8(ascii: ","):
        guard !hasPoint, hasDigit, sinceGroup == nil || sinceGroup == 3 else { return nil }
        sinceGroup = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (product, overflow) = units.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        if overflow || carry { return nil }
        units = sum
        hasDigit = true
        if hasPoint { scale += 1 } else if let digits = sinceGroup { sinceGroup = digits + 1 }
      default: return nil
      }
    }
    guard hasDigit, scale <= Decimal.maximumScale, hasPoint || sinceGroup == nil || sinceGroup == 3
    else { return nil }
    return Decimal(units: isNegative ? -units : units, scale: scale)
  }
}

/// Dates as text writes them.
enum PlainDate {
  /// `yyyy-mm-dd`, with a time behind it or not.
  static func day(_ text: String) -> Int32? {
    let bytes = Array(text.utf8.drop { $0 == 32 })
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes.count == 10 || bytes[10] == UInt8(ascii: "T") || bytes[10] == 32
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
      return nil
    }
    let date = CivilDate(year: year, month: month, day: day)
    return date.isValid ? Int32(date.dayNumber) : nil
  }
}
