import Columns
import Messages
import Model
import Plan
import Syntax

/// Rows that an aggregate can run over, with what names mean among them.
struct RowSet: Hashable {
  var rows: AggregateRows
  /// What holds for the rows of the set itself, in their scope.
  var condition: TypedExpression?
  var scope: RowScope

  static func == (left: RowSet, right: RowSet) -> Bool {
    left.rows == right.rows && left.condition == right.condition
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(rows)
    hasher.combine(condition)
  }
}

/// Where many values came from, for the message about an expression that cannot hold them.
struct ManyOrigin: Hashable {
  /// The path itself.
  var span: Span
  var type: ValueType
  /// What it was compared with: `> $10k`.
  var relation: String
}

/// What an expression turned out to be.
indirect enum Shape {
  /// One value per row.
  case value(TypedExpression)
  /// The value of an aggregate: in a `summarize`, one per group. `check` turns it into a value.
  case gathered(TypedExpression)
  /// A set of rows: a to-many path, an entity, a pipeline in parentheses.
  case rows(RowSet, Span)
  /// One value per row of a set: the value is written in the set's scope.
  case many(RowSet, TypedExpression)
  case periods(PeriodSpan, Span)
  case list([TypedExpression], Span)
  /// The row of an enclosing scope by one of its names: `this`, `outer`, a link's name.
  case scopeRow(depth: Int, Span)
  case linkRow(LinkAlias, name: String, depth: Int, Span)
  /// The row of a loop around the statement.
  case loopRow(LoopRow, Span)
  /// Already reported.
  case poison

  /// Whether what is wrong with it has been said.
  var isPoison: Bool {
    switch self {
    case .poison: true
    case .value(let value), .gathered(let value), .many(_, let value): value.type == .poison
    case .rows, .periods, .list, .scopeRow, .linkRow, .loopRow: false
    }
  }
}

extension Checking {
  static func poison(_ span: Span) -> TypedExpression {
    TypedExpression(.constant(.missing), type: .poison, span: span)
  }

  func constant(_ value: Value, _ type: ValueType, _ span: Span) -> TypedExpression {
    TypedExpression(.constant(value), type: type, span: span)
  }

  func operation(
    _ operation: Operation, _ arguments: [TypedExpression], _ type: ValueType, _ span: Span
  ) -> TypedExpression {
    TypedExpression(.operation(operation, arguments), type: type, span: span)
  }

  /// Both conditions, where there are two.
  func both(_ first: TypedExpression?, _ second: TypedExpression?) -> TypedExpression? {
    guard let first else { return second }
    guard let second else { return first }
    return operation(.and, [first, second], .bool, second.span)
  }

  /// One value per row, or a message that says why it isn't.
  mutating func single(_ shape: Shape, at span: Span) -> TypedExpression {
    switch shape {
    case .value(let value), .gathered(let value): return value
    case .poison: return Self.poison(span)
    case .many(let set, let value):
      if value.type == .poison { return Self.poison(span) }
      let origin = manyOrigins[span] ?? ManyOrigin(span: span, type: value.type, relation: "")
      report(manyValues(set, origin))
      return Self.poison(span)
    case .rows(let set, let span):
      report(manyRows(set, at: span))
      return Self.poison(span)
    case .periods(_, let span):
      report(
        Diagnostic(
          .badPeriod, "a stretch of time stands only after in, during or each … in", at: span,
          suggestions: [Suggestion("dates in it", "closed_on in \(text(span))")]))
      return Self.poison(span)
    case .list(_, let span):
      report(
        Diagnostic(
          .typeMismatch, "a list stands only after in", at: span,
          suggestions: [Suggestion("one of them", "tier in \(text(span))")]))
      return Self.poison(span)
    case .scopeRow(let depth, let span):
      let scope = scopes[scopes.count - 1 - depth]
      if let anchor = scope.anchor { return row(of: anchor, depth: depth, at: span) }
      report(
        Diagnostic(
          .unknownName, "these rows are no longer rows of an entity", at: span,
          label: "name a column behind a point"))
      return Self.poison(span)
    case .loopRow(let loop, let span):
      if var row = loop.row {
        row.span = span
        return row
      }
      report(wholeRow(loop.name.text, "row of the loop", loop.columns.map(\.name), at: span))
      return Self.poison(span)
    case .linkRow(let link, let name, let depth, let span):
      let scope = scopes[scopes.count - 1 - depth]
      if let anchor = link.anchorColumn {
        return column(anchor, of: scope, depth: depth, at: span)
      }
      report(wholeRow(name, "linked row", link.names, at: span))
      return Self.poison(span)
    }
  }

  private func wholeRow(
    _ name: String, _ kind: String, _ columns: [String], at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "\(name) is a whole \(kind); name one of its columns", at: span,
      suggestions: columns.prefix(3).map { Suggestion("", "\(name).\($0)") })
  }

  /// Applies an operation to shapes: values give a value; one set of rows among them gives a value
  /// per row of that set; two different sets are an error.
  mutating func lift(
    _ shapes: [Shape], spans: [Span], at span: Span, relations: [String] = [],
    _ build: (inout Checking, [TypedExpression]) -> TypedExpression
  ) -> Shape {
    var set: RowSet?
    for (index, shape) in shapes.enumerated() {
      guard case .many(let other, _) = shape else { continue }
      if let first = set, first != other {
        report(
          Diagnostic(
            .mixedPaths, "one calculation goes over two different sets of rows", at: spans[index],
            label: "not the rows before it",
            notes: ["take the sum, count or average of each first, then combine the results"]))
        return .poison
      }
      set = other
    }
    guard let set else {
      var values: [TypedExpression] = []
      for (index, shape) in shapes.enumerated() {
        values.append(single(shape, at: spans[index]))
      }
      if values.contains(where: { $0.type == .poison }) { return .poison }
      return .value(build(&self, values))
    }
    var values: [TypedExpression] = []
    for (index, shape) in shapes.enumerated() {
      if case .many(_, let value) = shape {
        values.append(value)
        manyOrigins[span] =
          manyOrigins[spans[index]]
          ?? ManyOrigin(
            span: spans[index], type: value.type,
            relation: relations.indices.contains(index) ? relations[index] : "")
      } else {
        values.append(single(shape, at: spans[index]).shifted(by: 1))
      }
    }
    if values.contains(where: { $0.type == .poison }) { return .poison }
    scopes.append(set.scope)
    let value = build(&self, values)
    scopes.removeLast()
    return value.type == .poison ? .poison : .many(set, value)
  }
}
