import Columns
import Messages
import Model
import Plan
import Syntax

/// Reads checked expressions and plans, and says in words what is easily overlooked in them: the days
/// of periods, where missing values count and where not, what counts once.
struct PlainWords {
  let checking: Checking
  /// The stored fields that are looked at: `deals.amount`.
  private(set) var reads: [String] = []
  private(set) var periods: [String] = []
  private(set) var notes: [String] = []
  /// The lets that have been read: what there is to say of them is said once.
  private(set) var letsRead: Set<LogicalPlan>

  init(_ checking: Checking, letsRead: Set<LogicalPlan> = []) {
    self.checking = checking
    self.letsRead = letsRead
  }

  private var catalog: Catalog { checking.catalog }
  private func text(_ span: Span) -> String { checking.text(span) }

  private static func add(_ line: String, to lines: inout [String]) {
    if !lines.contains(line) { lines.append(line) }
  }

  /// Takes over what checking has told of the periods.
  mutating func hear(_ footnotes: [Footnote]) {
    for footnote in footnotes { Self.add(footnote.text, to: &periods) }
  }

  /// Tells the days of something, unless its period or its own words have told them.
  private mutating func tell(_ words: String, _ name: String? = nil, days: ClosedRange<Int32>) {
    let ends = [days.lowerBound, days.upperBound].map { PeriodSpan.words($0...$0) }
    let days = PeriodSpan.words(days)
    if periods.contains(where: { $0.hasSuffix(": \(days)") }) { return }
    if ends.allSatisfy({ end in words.split(separator: " ").contains { $0 == end } }) { return }
    Self.add("\(words): \(name.map { "\($0), " } ?? "")\(days)", to: &periods)
  }

  // MARK: - Plans

  /// Reads a plan down to its sources, those of its lets included.
  mutating func read(_ plan: LogicalPlan) {
    if case .shared(_, let inner) = plan.node {
      if letsRead.insert(inner).inserted { read(inner) }
      return
    }
    for input in plan.node.inputs { read(input) }
    readStage(plan)
  }

  /// Reads one stage, without what it gets its rows from.
  mutating func readStage(_ plan: LogicalPlan) {
    let input = plan.node.inputs.first
    for expression in plan.node.expressions { read(expression, over: input) }
    for aggregate in plan.node.aggregates { read(aggregate, over: input) }
  }

  // MARK: - Expressions

  /// - Parameters:
  ///   - input: the plan whose columns the expression sees, where it sees any.
  ///   - isNegated: whether a `not` around it has said already what missing values do.
  mutating func read(
    _ expression: TypedExpression, over input: LogicalPlan?, isNegated: Bool = false
  ) {
    var isInside = isNegated
    switch expression.kind {
    case .constant(let value): readConstant(value, expression)
    case .field(let field, let row):
      if case .entity(let entity) = row.type {
        Self.add("\(catalog[entity].name).\(catalog[entity].fields[field].name)", to: &reads)
      }
    case .operation(let operation, let arguments):
      readOperation(operation, arguments, of: expression, over: input, isNegated: isNegated)
      if operation == .not { isInside = true }
    case .aggregate(let aggregate): return read(aggregate, over: nil)
    case .window(let window):
      if case .aggregate(let aggregate) = window.function {
        for part in window.partition { read(part, over: input) }
        return read(aggregate, over: input)
      }
    case .conditional(let condition, let then, _):
      if let date = Self.dateLookedBackTo(condition) {
        Self.addPast(text(then.span), text(date.span), to: &notes)
        return read(then, over: input)
      }
    case .variable, .row, .column: break
    }
    for part in expression.parts { read(part, over: input, isNegated: isInside) }
  }

  /// What stands for a constant: a period by its words, a param or an argument by its name.
  private mutating func readConstant(_ value: Value, _ expression: TypedExpression) {
    let words = text(expression.span)
    if case .period(let number, let unit) = value {
      let name = checking.calendar.description(of: number, unit)
      guard words.lowercased() != name.lowercased() else { return }
      return tell(words, name, days: checking.span(unit, number, number).days)
    }
    let isName =
      words.first?.isLetter == true
      && words.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    let literal = checking.literal(value, expression.type)
    // A truth and a choice stand for themselves.
    let itself = [words, "\"\(words)\""].map { $0.lowercased() }
    if isName, value != .missing, !itself.contains(literal.lowercased()) {
      Self.add("\(words): \(literal)", to: &periods)
    }
  }

  private mutating func readOperation(
    _ operation: Plan.Operation, _ arguments: [TypedExpression], of expression: TypedExpression,
    over input: LogicalPlan?, isNegated: Bool
  ) {
    let words = text(expression.span)
    switch operation {
    case .not: readNegation(arguments[0], words, over: input)
    case .notEqual:
      for operand in arguments {
        sayMissing("\(words) is also true", operand, over: input, evenIfNone: true)
      }
    case .isInDays(let days):
      // Without words of its own it is the time of an aggregate, which tells of it.
      if expression.span == arguments[0].span { return }
      tell(words, days: days)
      if !isNegated { sayMissing("\(words) is false", arguments[0], over: input) }
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .isInPeriod, .contains, .startsWith,
      .endsWith, .matches:
      if isNegated { return }
      for operand in arguments { sayMissing("\(words) is false", operand, over: input) }
    case .divide:
      if Checking.isConstant(arguments[1]) { return }
      let divisor = text(arguments[1].span)
      Self.add("dividing by \(divisor) gives missing, not 0, where that is 0", to: &notes)
    case .add, .subtract, .multiply, .negate, .equal, .and, .or, .isMissing, .coalesce, .isOneOf,
      .lower, .upper, .trim, .length, .left, .right, .replace, .concatenate, .toText, .toWords,
      .round,
      .floor, .ceiling, .absolute, .least, .greatest, .mean, .present, .period, .yearNumber,
      .quarterNumber, .monthNumber, .weekNumber, .weekday, .dayOfMonth, .periodStart, .periodEnd,
      .addMonths,
      .addDays, .daysBetween, .toNumber, .tryToNumber, .toDate, .tryToDate, .retype, .toReal:
      break
    }
  }

  /// `not` turns false to true also where a comparison is false only because a value is missing.
  private mutating func readNegation(
    _ condition: TypedExpression, _ words: String, over input: LogicalPlan?
  ) {
    let operands = Self.compared(condition)
    let isPlain = if case .operation(.and, _) = condition.kind { false } else { operands.count < 3 }
    for operand in operands {
      sayMissing(
        "\(words) \(isPlain ? "is" : "can be") also true", operand, over: input, evenIfNone: true)
    }
  }

  /// What the comparisons in a condition compare.
  private static func compared(_ condition: TypedExpression) -> [TypedExpression] {
    guard case .operation(let operation, let arguments) = condition.kind else { return [] }
    switch operation {
    case .and, .or: return arguments.flatMap(compared)
    case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual, .isInPeriod, .contains,
      .startsWith, .endsWith, .matches:
      return arguments.filter { !Checking.isConstant($0) }
    case .isOneOf, .isInDays: return [arguments[0]]
    default: return []
    }
  }

  // MARK: - Aggregates

  private mutating func read(_ aggregate: Aggregate, over input: LogicalPlan?) {
    let words = text(aggregate.span)
    let rows: LogicalPlan? = aggregate.rows == .current ? input : aggregate.pipeline
    if let value = aggregate.value, aggregate.function.skipsMissing {
      sayMissing("\(words) leaves out rows", value, over: rows)
    }
    for date in Self.dates(of: aggregate) {
      sayMissing("\(words) leaves out rows", date, over: rows)
    }
    if let time = aggregate.time, time.earliest != nil {
      Self.addPast(words, text(time.date.span), to: &notes)
    }
    if let per = aggregate.per {
      Self.add("\(words) counts each \(text(per.span)) once", to: &notes)
    }
    if case .reached(_, let hops) = aggregate.rows, hops.count > 1, let last = hops.last {
      let child = catalog[last.destination].singular
      Self.add("\(words) counts each \(child) once, however often it is reached", to: &notes)
    }
    if let plan = aggregate.pipeline { read(plan) }
    for part in aggregate.parts { read(part, over: rows) }
  }

  /// The dates by which an aggregate's time picks its rows.
  private static func dates(of aggregate: Aggregate) -> [TypedExpression] {
    let picked = (aggregate.condition?.conjuncts ?? []).compactMap { condition in
      if case .operation(.isInDays, let arguments) = condition.kind,
        condition.span == arguments[0].span
      {
        return arguments[0]
      }
      return nil
    }
    return picked + (aggregate.time.map { [$0.date] } ?? [])
  }

  // MARK: - The past

  /// The date whose first day limits how far back a figure is known; nil for a condition of the
  /// user's own.
  private static func dateLookedBackTo(_ condition: TypedExpression) -> TypedExpression? {
    guard case .operation(.lessOrEqual, let arguments) = condition.kind,
      arguments[1].span == condition.span, case .aggregate(let first) = arguments[0].kind
    else { return nil }
    return first.value
  }

  private static func addPast(_ words: String, _ date: String, to notes: inout [String]) {
    add("\(words) is missing, not 0, for a time before the first \(date)", to: &notes)
  }

  // MARK: - Missing

  /// Says what happens where an operand is missing, and how often that is the case now.
  ///
  /// - Parameter evenIfNone: whether it is worth saying where no value is missing now.
  private mutating func sayMissing(
    _ beginning: String, _ operand: TypedExpression, over input: LogicalPlan?,
    evenIfNone: Bool = false
  ) {
    let name = text(operand.span)
    switch absence(of: operand, over: input) {
    case .never: return
    case .unknown: Self.add("\(beginning) where \(name) is missing", to: &notes)
    case .counted(let missing, let count, let entity):
      if missing == 0, !evenIfNone { return }
      let now = "\(missing == 0 ? "none" : "\(missing)") of \(count) \(catalog[entity].name)"
      Self.add("\(beginning) where \(name) is missing (now \(now))", to: &notes)
    }
  }

  fileprivate enum Absence {
    case never
    case unknown
    /// So many of the rows of an entity lack the value.
    case counted(missing: Int, of: Int, EntityID)
  }

  private func absence(of expression: TypedExpression, over input: LogicalPlan?) -> Absence {
    switch expression.kind {
    case .constant, .row: return .never
    case .variable: return .unknown
    case .field(let field, let row):
      guard case .row = row.kind, case .entity(let entity) = row.type else { return .unknown }
      let table = checking.environment.world.table(entity)
      return .counted(
        missing: table.statistics[field].missingCount, of: table.rowCount, entity)
    case .column(let number, let depth):
      guard depth == 0, let input else { return .unknown }
      return absence(ofColumn: number, in: input)
    case .operation(let operation, let arguments):
      switch operation {
      case .coalesce: return absence(of: arguments[1], over: input)
      case .divide, .toNumber, .tryToNumber, .toDate, .tryToDate: return .unknown
      case .concatenate, .present: return .never
      case .least, .greatest, .mean: return .unknown
      default:
        if expression.type == .bool { return .never }
        let absences = arguments.map { absence(of: $0, over: input) }.filter(\.isPossible)
        return absences.count > 1 ? .unknown : absences.first ?? .never
      }
    case .aggregate(let aggregate): return aggregate.function.isNeverMissing ? .never : .unknown
    case .window(let window):
      switch window.function {
      case .aggregate(let aggregate): return aggregate.function.isNeverMissing ? .never : .unknown
      case .rank, .runningSum: return .never
      case .share, .runningShare, .shareAbove, .previous: return .unknown
      }
    case .conditional: return .unknown
    }
  }

  /// Whether a column can be missing, from the stage that has made it.
  private func absence(ofColumn number: Int, in plan: LogicalPlan) -> Absence {
    let origins = plan.origins(ofColumn: number)
    guard let stage = origins.first?.stage, let value = origins.first?.value, origins.count == 1
    else { return .unknown }
    guard case .summarize(let input, let summary) = stage.node else {
      return absence(of: value, over: stage.node.inputs.first)
    }
    // An item sees the columns of the result: the keys, then the aggregates.
    guard case .column(let cell, depth: 0) = value.kind else {
      return summary.keys.contains(.value(value)) ? absence(of: value, over: input) : .unknown
    }
    guard summary.aggregates.indices.contains(cell - summary.keys.count) else { return .unknown }
    let aggregate = summary.aggregates[cell - summary.keys.count].aggregate
    return aggregate.function.isNeverMissing ? .never : .unknown
  }
}

extension PlainWords.Absence {
  fileprivate var isPossible: Bool { if case .never = self { false } else { true } }
}

extension AggregateFunction {
  /// Whether rows without a value are left out, so that they count for nothing.
  fileprivate var skipsMissing: Bool {
    switch self {
    case .sum, .average, .minimum, .maximum, .median, .standardDeviation, .percentile,
      .countPresent, .countDistinct, .first, .last:
      true
    case .count, .sparkline, .any, .none, .every: false
    }
  }

  /// Whether there is a value even of no rows.
  fileprivate var isNeverMissing: Bool {
    switch self {
    case .sum, .count, .countPresent, .countDistinct, .any, .none, .every: true
    case .average, .minimum, .maximum, .median, .standardDeviation, .percentile, .first, .last,
      .sparkline:
      false
    }
  }
}
