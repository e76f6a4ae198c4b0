import Columns
import Model
import Plan

extension Oracle {
  func operation(
    _ operation: Operation, _ arguments: [TypedExpression], _ expression: TypedExpression,
    _ row: OracleRow
  ) throws(OracleFault) -> Value {
    // Logic and `??` look at their second operand only where they need it.
    switch operation {
    case .and:
      for argument in arguments where try !isTrue(argument, row) { return .truth(false) }
      return .truth(true)
    case .or:
      for argument in arguments where try isTrue(argument, row) { return .truth(true) }
      return .truth(false)
    case .coalesce:
      let first = try value(arguments[0], row)
      return first == .missing ? try value(arguments[1], row) : first
    default: break
    }
    var values: [Value] = []
    for argument in arguments { values.append(try value(argument, row)) }
    var types = arguments.map(\.type)
    // Beside a choice a text is one of its values.
    if operation != .concatenate, let choice = types.first(where: \.isChoice), types[0] == .text {
      types[0] = choice
    }
    switch operation {
    case .and, .or, .coalesce: throw .unsupported
    case .equal: return .truth(equal(values[0], values[1]))
    case .notEqual: return .truth(!equal(values[0], values[1]))
    case .less: return ordered(values, types[0]) { $0 }
    case .greater: return ordered(values.reversed(), types[0]) { $0 }
    case .lessOrEqual: return ordered(values.reversed(), types[0]) { !$0 }
    case .greaterOrEqual: return ordered(values, types[0]) { !$0 }
    case .not: return .truth(values[0] != .truth(true))
    case .isMissing: return .truth(values[0] == .missing)
    case .isOneOf: return .truth(values.dropFirst().contains { equal($0, values[0]) })
    case .isInDays(let days):
      guard case .day(let day) = values[0] else { return .truth(false) }
      return .truth(days.contains(day))
    case .isInPeriod:
      guard case .day(let day) = values[0], case .period(let period, let unit) = values[1] else {
        return .truth(false)
      }
      return .truth(
        day >= calendar.start(of: period, unit) && day <= calendar.end(of: period, unit))
    case .concatenate:
      return .text(zip(values, types).map { text($0, $1) }.joined())
    case .contains, .startsWith, .endsWith, .matches:
      guard case .text(let whole) = values[0], case .text(let part) = values[1] else {
        return .truth(false)
      }
      return .truth(Self.test(operation, whole.lowercased(), part.lowercased()))
    case .least, .greatest:
      let present = values.filter { $0 != .missing }
      let best = present.dropFirst().reduce(present.first ?? .missing) { best, next in
        let isBetter =
          operation == .least
          ? precedes(next, best, types[0]) : precedes(best, next, types[0])
        return isBetter ? next : best
      }
      return best
    case .present:
      return .decimal(Decimal(values.count { $0 != .missing }))
    case .mean:
      let present = values.filter { $0 != .missing }
      if present.isEmpty { return .missing }
      let exact = present.compactMap { value -> Decimal? in
        if case .decimal(let decimal) = value { decimal } else { nil }
      }
      guard exact.count == present.count else {
        return .real(present.map(Self.real).reduce(0, +) / Double(present.count))
      }
      let scale = exact.map(\.scale).max() ?? 0
      let sum = exact.reduce(Int128(0)) {
        $0 + Int128($1.units) * Int128(Decimal.powers[scale - $1.scale])
      }
      return .real(
        Exact.quotient(sum, Int128(present.count) * Int128(Decimal.powers[scale])))
    default: break
    }
    // Everything else: missing in, missing out.
    if values.contains(.missing) { return .missing }
    switch operation {
    case .add, .subtract, .multiply, .divide, .negate, .round, .floor, .ceiling, .absolute,
      .retype, .toReal:
      return try number(operation, values, expression)
    case .lower, .upper, .trim, .length, .left, .right, .replace, .toText, .toWords:
      return textFunction(operation, values, types)
    default: return try dateFunction(operation, values)
    }
  }

  private func ordered(
    _ values: [Value], _ type: ValueType, _ result: (Bool) -> Bool
  ) -> Value {
    values.contains(.missing)
      ? .truth(false) : .truth(result(precedes(values[0], values[1], type)))
  }

  private static func test(_ operation: Operation, _ whole: String, _ part: String) -> Bool {
    let (text, wanted) = (Array(whole.unicodeScalars), Array(part.unicodeScalars))
    func stands(at start: Int) -> Bool {
      start >= 0 && start + wanted.count <= text.count
        && Array(text[start..<start + wanted.count]) == wanted
    }
    switch operation {
    case .startsWith: return stands(at: 0)
    case .endsWith: return stands(at: text.count - wanted.count)
    case .matches: return fits(text[...], wanted[...])
    default: return (0...max(0, text.count)).contains { stands(at: $0) }
    }
  }

  private static func fits(
    _ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return fits(text, pattern.dropFirst()) || (!text.isEmpty && fits(text.dropFirst(), pattern))
    }
    guard let letter = text.first, first == "?" || first == letter else { return false }
    return fits(text.dropFirst(), pattern.dropFirst())
  }

  // MARK: - Numbers

  private func number(
    _ operation: Operation, _ values: [Value], _ expression: TypedExpression
  ) throws(OracleFault) -> Value {
    if operation == .divide {
      if case .decimal(let top) = values[0], case .decimal(let bottom) = values[1] {
        if bottom.units == 0 { return .missing }
        return .real(
          Exact.quotient(
            Int128(top.units) * Int128(Decimal.powers[bottom.scale]),
            Int128(bottom.units) * Int128(Decimal.powers[top.scale])))
      }
      let (top, bottom) = (Self.real(values[0]), Self.real(values[1]))
      return bottom == 0 ? .missing : .real(top / bottom)
    }
    if operation == .round {
      guard case .decimal(let places) = values[1] else { throw .unsupported }
      return try rounded(values[0], places: Int(places.units))
    }
    if case .decimal(let first) = values[0] {
      switch operation {
      case .negate: return .decimal(Decimal(units: -first.units, scale: first.scale))
      case .absolute: return .decimal(Decimal(units: abs(first.units), scale: first.scale))
      case .retype: return values[0]
      case .toReal: return .real(first.real)
      case .floor, .ceiling:
        let unit = Decimal.powers[first.scale]
        var whole = first.units / unit
        if operation == .floor, first.units < 0, first.units % unit != 0 { whole -= 1 }
        if operation == .ceiling, first.units > 0, first.units % unit != 0 { whole += 1 }
        return .decimal(Decimal(units: whole, scale: 0))
      default: break
      }
      if values.count == 2, case .decimal(let second) = values[1] {
        return try .decimal(Self.exact(operation, first, second))
      }
    }
    let first = Self.real(values[0])
    switch operation {
    case .negate: return .real(-first)
    case .absolute: return .real(abs(first))
    case .floor: return .real(first.rounded(.down))
    case .ceiling: return .real(first.rounded(.up))
    case .retype, .toReal: return .real(first)
    case .add: return .real(first + Self.real(values[1]))
    case .subtract: return .real(first - Self.real(values[1]))
    case .multiply: return .real(first * Self.real(values[1]))
    default: throw .unsupported
    }
  }

  static func real(_ value: Value) -> Double {
    switch value {
    case .decimal(let decimal): decimal.real
    case .real(let real): real
    default: .nan
    }
  }

  private static func exact(
    _ operation: Operation, _ first: Decimal, _ second: Decimal
  ) throws(OracleFault) -> Decimal {
    var units: Int128
    var scale = max(first.scale, second.scale)
    let left = Int128(first.units) * Int128(Decimal.powers[scale - first.scale])
    let right = Int128(second.units) * Int128(Decimal.powers[scale - second.scale])
    switch operation {
    case .add: units = left + right
    case .subtract: units = left - right
    default:
      units = Int128(first.units) * Int128(second.units)
      scale = first.scale + second.scale
    }
    while scale > 0, units % 10 == 0 {
      units /= 10
      scale -= 1
    }
    guard let fitting = Int64(exactly: units), fitting != .min, scale <= Decimal.maximumScale else {
      throw .overflow
    }
    return Decimal(units: fitting, scale: scale)
  }

  private func rounded(_ value: Value, places: Int) throws(OracleFault) -> Value {
    guard case .decimal(let decimal) = value else {
      // As its digits are written, so that 2.675 is not a little less.
      let real = Self.real(value)
      guard places > 0, let written = Self.number("\(real)") else {
        return .real(real.rounded(.toNearestOrAwayFromZero))
      }
      return .real(Self.real(try rounded(.decimal(written), places: places)))
    }
    let dropped = decimal.scale - places
    if dropped <= 0 { return value }
    let divisor = Int128(Decimal.powers[dropped])
    let units = Int128(decimal.units)
    let half = units < 0 ? -divisor / 2 : divisor / 2
    let whole = (units + half) / divisor
    return .decimal(Decimal(units: Int64(whole * divisor), scale: decimal.scale))
  }

  // MARK: - Text and dates

  private func textFunction(_ operation: Operation, _ values: [Value], _ types: [ValueType])
    -> Value
  {
    let whole = text(values[0], types[0])
    func count() -> Int {
      if case .decimal(let count) = values[1] { Int(count.units) } else { 0 }
    }
    switch operation {
    case .lower: return .text(whole.lowercased())
    case .upper: return .text(whole.uppercased())
    case .length: return .decimal(Decimal(whole.count))
    case .left: return .text(String(whole.prefix(count())))
    case .right: return .text(String(whole.suffix(count())))
    case .trim:
      var letters = Array(whole)
      while letters.first?.isWhitespace == true { letters.removeFirst() }
      while letters.last?.isWhitespace == true { letters.removeLast() }
      return .text(String(letters))
    case .replace:
      return .text(
        whole.split(separator: text(values[1], .text), omittingEmptySubsequences: false)
          .joined(separator: text(values[2], .text)))
    case .toWords:
      let shown = values[0].shown(as: types[0], calendar: world.options.calendar)
      return .text(shown ?? whole)
    default: return .text(whole)
    }
  }

  private func dateFunction(
    _ operation: Operation, _ values: [Value]
  ) throws(OracleFault) -> Value {
    func whole(_ number: Int) -> Value { .decimal(Decimal(number)) }
    switch (operation, values[0]) {
    case (.toNumber, .text(let text)), (.tryToNumber, .text(let text)):
      if let number = Self.number(text) { return .decimal(number) }
      if operation == .toNumber { throw .conversion }
      return .missing
    case (.toDate, .text(let text)), (.tryToDate, .text(let text)):
      if let day = Self.day(text) { return .day(day) }
      if operation == .toDate { throw .conversion }
      return .missing
    case (.toNumber, .truth(let truth)): return whole(truth ? 1 : 0)
    case (.toNumber, _), (.tryToNumber, _), (.toDate, _), (.tryToDate, _): return values[0]
    default: break
    }
    let day: Int32
    switch values[0] {
    case .day(let value): day = value
    case .period(let period, let unit): day = calendar.start(of: period, unit)
    default: throw .unsupported
    }
    let date = CivilDate(dayNumber: Int(day))
    switch operation {
    case .period(let unit): return .period(calendar.period(of: day, unit), unit)
    case .yearNumber: return whole(date.year)
    case .quarterNumber: return whole((date.month + 2) / 3)
    case .monthNumber: return whole(date.month)
    case .dayOfMonth: return whole(date.day)
    case .weekday: return whole(((Int(day) + 3) % 7 + 7) % 7 + 1)
    case .weekNumber:
      let text = calendar.description(of: calendar.period(of: day, .week), .week)
      return whole(Int(text.suffix(2)) ?? 0)
    case .periodStart: return .day(day)
    case .periodEnd:
      guard case .period(let period, let unit) = values[0] else { return values[0] }
      return .day(calendar.end(of: period, unit))
    case .daysBetween:
      guard case .day(let other) = values[1] else { throw .unsupported }
      return whole(Int(day) - Int(other))
    case .addDays:
      guard case .decimal(let count) = values[1] else { throw .unsupported }
      return .day(day + Int32(count.units))
    case .addMonths:
      guard case .decimal(let count) = values[1] else { throw .unsupported }
      return .day(Int32(date.adding(months: Int(count.units)).dayNumber))
    default: throw .unsupported
    }
  }

  /// Plain digits with a point, which is all that the tests' texts have.
  private static func number(_ text: String) -> Decimal? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let units = Int64(parts.joined()), !text.hasPrefix("+") else {
      return nil
    }
    return Decimal(units: units, scale: parts.count == 2 ? parts[1].count : 0)
  }

  private static func day(_ text: String) -> Int32? {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, text.utf8.count == 10 else { return nil }
    let date = CivilDate(year: parts[0], month: parts[1], day: parts[2])
    return date.isValid ? Int32(date.dayNumber) : nil
  }
}

extension ValueType {
  fileprivate var isChoice: Bool { if case .choice = self { true } else { false } }
}
