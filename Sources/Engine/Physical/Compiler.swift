import Columns
import Messages
import Model
import Plan
import Synchronization

/// Collects what evaluation notices, apart from the run: a look-up table is computed for values that
/// no row may have, so what happens there does not count.
final class RemarkSink: Sendable {
  let zeroDivisions = Mutex<Int>(0)

  var isEmpty: Bool { zeroDivisions.withLock { $0 == 0 } }
}

/// Prepares typed expressions for the rows of one frame.
struct Compiler {
  let execution: Execution
  let frame: Frame
  /// Whether products that leave 64 bits look for a smaller scale that holds them: slower, so used
  /// only after an overflow.
  let isCareful: Bool
  /// Where divisions by zero are counted; nil for the run's footnotes.
  let sink: RemarkSink?

  init(_ execution: Execution, _ frame: Frame, isCareful: Bool = false, sink: RemarkSink? = nil) {
    self.execution = execution
    self.frame = frame
    self.isCareful = isCareful
    self.sink = sink
  }

  var world: World { execution.world }

  /// A node for an expression over the frame.
  func compile(_ expression: TypedExpression) throws(Diagnostic) -> Node {
    try node(frame.normalised(expression))
  }

  func node(_ expression: TypedExpression) throws(Diagnostic) -> Node {
    switch expression.kind {
    case .constant(let value):
      return constant(value, expression)
    case .variable:
      preconditionFailure("variables are bound before a plan runs")
    case .row, .column, .field:
      if let lifted = try liftedOutwards(expression) { return lifted }
      if expression.prefixes.count > 2, let lifted = try lifted(expression) { return lifted }
      return try chain(expression)
    case .operation(let operation, let arguments):
      if !isDirectTest(operation, arguments), let lifted = try lifted(expression) {
        return lifted
      }
      return try self.operation(operation, arguments, expression)
    case .conditional(let condition, let then, let otherwise):
      if let lifted = try lifted(expression) { return lifted }
      return try conditional(
        node(condition), then: node(then), otherwise: node(otherwise), expression)
    case .aggregate(let aggregate):
      if let lifted = try lifted(expression) { return lifted }
      return try base(
        execution.aggregateColumn(aggregate, of: expression, over: frame), expression)
    case .window(let window):
      return try base(
        execution.window(
          window, type: expression.type, span: expression.span, over: frame), expression)
    }
  }

  /// Whether a comparison of a column that stands at hand with a literal: quicker done than looked up.
  private func isDirectTest(_ operation: Operation, _ arguments: [TypedExpression]) -> Bool {
    guard let first = arguments.first, first.prefixes.count <= 2, first.chainRoot?.rowDepth == 0,
      arguments.dropFirst().allSatisfy({ if case .constant = $0.kind { true } else { false } })
    else { return false }
    switch operation {
    case .equal, .notEqual: return true
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      switch first.type {
      case .text, .id, .choice, .entity: return false
      default: return true
      }
    case .isInDays, .isInPeriod: return true
    default: return false
    }
  }

  // MARK: - Leaves

  /// A column with a value per frame row.
  func base(_ column: Column, _ source: TypedExpression) throws(Diagnostic) -> Node {
    base(column, statistics: try execution.statistics(of: column), source)
  }

  func base(
    _ column: Column, statistics: ColumnStatistics, zones: Zones? = nil,
    _ source: TypedExpression
  ) -> Node {
    Node(
      .base(column), Storage(column), bounds: statistics.range,
      mayBeMissing: statistics.missingCount > 0, source: source, zones: zones)
  }

  private func chain(_ expression: TypedExpression) throws(Diagnostic) -> Node {
    switch expression.kind {
    case .row(depth: 0):
      guard let anchor = frame.anchor else { return try base(.row([]), expression) }
      let size = Int64(world.table(anchor.entity).rowCount)
      switch anchor.rows {
      case .identity(let count):
        return Node(
          .rowNumber, .row, bounds: count > 0 ? 0...Int64(count - 1) : nil, mayBeMissing: false,
          source: expression)
      case .list(let rows):
        return Node(
          .base(.row(rows)), .row, bounds: size > 0 ? 0...(size - 1) : nil,
          mayBeMissing: true, source: expression)
      }
    case .column(let number, depth: 0):
      return try base(execution.column(number, of: frame), expression)
    case .field(let field, let row):
      guard case .entity(let entity) = row.type else { return try base(.row([]), expression) }
      let table = world.table(entity)
      let column = table.columns[field]
      let statistics = table.statistics[field]
      let index = try node(row)
      if case .rowNumber = index.kind {
        return base(column, statistics: statistics, zones: table.zones[field], expression)
      }
      return Node(
        .gather(column, by: index), Storage(column), bounds: statistics.range,
        mayBeMissing: index.mayBeMissing || statistics.missingCount > 0, source: expression)
    case .row, .column, .constant, .variable, .operation, .conditional, .aggregate, .window:
      // Outer rows have been lifted outwards.
      return try base(.row([]), expression)
    }
  }

  func constant(_ value: Value, _ source: TypedExpression) -> Node {
    func make(_ scalar: Scalar, _ storage: Storage, _ bound: Int64? = nil) -> Node {
      Node(
        .constant(scalar), storage, bounds: bound.map { $0...$0 }, mayBeMissing: bound == nil,
        source: source)
    }
    switch value {
    case .missing: return missing(Self.storage(of: source.type), source)
    case .decimal(let decimal):
      return make(.wide(decimal.units), .decimal(scale: decimal.scale), decimal.units)
    case .real(let number): return make(.real(number), .real)
    case .day(let day): return make(.narrow(day), .day, Int64(day))
    case .truth(let truth): return make(.truth(truth ? 1 : 0), .truth, truth ? 1 : 0)
    case .text(let text): return make(.narrow(0), .text(TextDictionary([text])), 0)
    case .row(let row): return make(.narrow(row), .row, Int64(row))
    case .period(let period, let unit):
      return make(.narrow(period), .period(unit), Int64(period))
    }
  }

  func missing(_ storage: Storage, _ source: TypedExpression) -> Node {
    let scalar: Scalar
    switch storage {
    case .decimal: scalar = .wide(Missing.decimal)
    case .real: scalar = .real(Missing.real)
    case .day, .period: scalar = .narrow(Missing.day)
    case .truth: scalar = .truth(Missing.truth)
    case .text, .row: scalar = .narrow(Missing.code)
    }
    return Node(.constant(scalar), storage, mayBeMissing: true, source: source)
  }

  /// How a type's values are stored where no column says it.
  static func storage(of type: ValueType) -> Storage {
    switch type {
    case .number, .money, .mixedMoney, .percent, .duration, .missing, .poison:
      .decimal(scale: 0)
    case .text, .id, .choice: .text(TextDictionary([]))
    case .bool: .truth
    case .date: .day
    case .period(let unit): .period(unit)
    case .entity: .row
    }
  }
}
