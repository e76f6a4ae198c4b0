import Columns
import Messages
import Plan

extension Evaluator {
  func dateFunction(
    _ node: Node, _ operation: Operation, _ operands: [Node], _ batch: Batch
  ) throws(Diagnostic) -> Vector {
    switch operation {
    case .addMonths, .addDays: return try shifted(node, operation, operands, batch)
    case .daysBetween:
      let first = try evaluate(operands[0], batch).narrow
      let second = try evaluate(operands[1], batch).narrow
      return .wide(
        zipped(first, second) { left, right in
          left == Missing.day || right == Missing.day
            ? Missing.decimal : Int64(left) - Int64(right)
        })
    case .isInPeriod:
      let days = try evaluate(operands[0], batch).narrow
      let periods = try evaluate(operands[1], batch).narrow
      guard case .period(let unit) = operands[1].storage else {
        return repeated(.truth(0), batch.count)
      }
      return .truth(
        zipped(days, periods) { day, period in
          day != Missing.day && period != Missing.day && calendar.period(of: day, unit) == period
            ? 1 : 0
        })
    default: break
    }
    let values = firstDays(of: try evaluate(operands[0], batch).narrow, operands[0].storage)
    switch operation {
    case .period(let unit):
      return .narrow(map(values) { $0 == Missing.day ? $0 : calendar.period(of: $0, unit) })
    case .periodStart: return .narrow(values)
    case .periodEnd:
      guard case .period(let unit) = operands[0].storage else { return .narrow(values) }
      return .narrow(
        map(values) {
          $0 == Missing.day ? $0 : calendar.end(of: calendar.period(of: $0, unit), unit)
        })
    default:
      return .wide(
        map(values) { $0 == Missing.day ? Missing.decimal : Int64(part(operation, of: $0)) })
    }
  }

  /// The first days of periods; days stay.
  private func firstDays(of values: Buffer<Int32>, _ storage: Storage) -> Buffer<Int32> {
    guard case .period(let unit) = storage, unit != .day else { return values }
    return map(values) { $0 == Missing.day ? $0 : calendar.start(of: $0, unit) }
  }

  private func part(_ operation: Operation, of day: Int32) -> Int {
    let date = CivilDate(dayNumber: Int(day))
    switch operation {
    case .yearNumber: return date.year
    case .quarterNumber: return (date.month - 1) / 3 + 1
    case .monthNumber: return date.month
    case .dayOfMonth: return date.day
    case .weekday:
      // 1970-01-01, day 0, was a Thursday, the fourth day of its week.
      let shifted = (Int(day) + 3) % 7
      return (shifted < 0 ? shifted + 7 : shifted) + 1
    default:
      // The ISO week is numbered within the year of its Thursday.
      let thursday = Int(calendar.start(of: calendar.period(of: day, .week), .week)) + 3
      let year = CivilDate(dayNumber: thursday).year
      return (thursday - CivilDate(year: year, month: 1, day: 1).dayNumber) / 7 + 1
    }
  }

  /// Dates moved by months or days; a result outside of the years 1 to 9999 is an overflow.
  private func shifted(
    _ node: Node, _ operation: Operation, _ operands: [Node], _ batch: Batch
  ) throws(Diagnostic) -> Vector {
    let days = try evaluate(operands[0], batch).narrow
    let steps: Buffer<Int64>
    switch try evaluate(operands[1], batch) {
    case .wide(let values): steps = values
    case .real(let values):
      steps = map(values) { Int64(exactly: $0.rounded(.down)) ?? Missing.decimal }
    case .narrow, .truth: steps = Buffer(repeating: Missing.decimal, count: batch.count)
    }
    let divisor = Decimal.powers[operands[1].scale]
    var fault: Int?
    var index = 0
    let result = zipped(days, steps) { (day: Int32, step: Int64) -> Int32 in
      defer { index += 1 }
      if day == Missing.day || step == Missing.decimal { return Missing.day }
      let whole = Rounding.down(step, scale: operands[1].scale).map { $0 / divisor } ?? step
      if let moved = Self.moved(day, by: whole, isMonths: operation == .addMonths) { return moved }
      if fault == nil { fault = index }
      return Missing.day
    }
    if let fault { throw overflow(node, batch[fault]) }
    return .narrow(result)
  }

  private static func moved(_ day: Int32, by step: Int64, isMonths: Bool) -> Int32? {
    // Ten thousand years in either direction lead out of the calendar from anywhere in it.
    guard step.magnitude <= 3_652_500 else { return nil }
    let number: Int
    if isMonths {
      guard step.magnitude <= 120_000 else { return nil }
      number = CivilDate(dayNumber: Int(day)).adding(months: Int(step)).dayNumber
    } else {
      number = Int(day) + Int(step)
    }
    let first = CivilDate(year: 1, month: 1, day: 1).dayNumber
    let last = CivilDate(year: 9_999, month: 12, day: 31).dayNumber
    return number >= first && number <= last ? Int32(number) : nil
  }
}
