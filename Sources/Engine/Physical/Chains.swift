import Columns
import Messages
import Model
import Plan

/// The ways in which an expression reaches the rows around it.
///
/// A *chain* is a row or a column with the fields that are read from it, one after the other:
/// `deal.partner.region`. Its *prefixes* are the chain up to each of its steps.
struct Chains {
  /// As seen from outside of the expression.
  private(set) var chains: [TypedExpression] = []
  /// Whether there is something whose value depends on more than the row at hand.
  private(set) var hasWindow = false

  init(of expression: TypedExpression) {
    collect(expression, opened: 0)
  }

  private mutating func collect(_ expression: TypedExpression, opened: Int) {
    if let root = expression.chainRoot {
      // A chain that starts at a row which the expression itself has opened stays inside.
      if let depth = root.rowDepth {
        if depth >= opened { chains.append(expression.lifted(by: opened)) }
        return
      }
    }
    switch expression.kind {
    case .constant, .variable, .row, .column: break
    case .field(_, let row): collect(row, opened: opened)
    case .operation(_, let arguments):
      for argument in arguments { collect(argument, opened: opened) }
    case .conditional(let condition, let then, let otherwise):
      for part in [condition, then, otherwise] { collect(part, opened: opened) }
    case .aggregate(let aggregate): collect(aggregate, opened: opened)
    case .window: hasWindow = true
    }
  }

  private mutating func collect(_ aggregate: Aggregate, opened: Int) {
    var inside = opened + 1
    switch aggregate.rows {
    case .current: inside = opened
    case .reached(let owner, _): collect(owner, opened: opened)
    case .every: break
    case .pipeline(let plan):
      _ = plan.replacingReferences(opened: inside) { reference in
        chains.append(reference.expression.lifted(by: reference.opened))
        return reference.expression
      }
    }
    for part in [aggregate.condition, aggregate.value, aggregate.per, aggregate.time?.date] {
      if let part { collect(part, opened: inside) }
    }
  }

  /// The depths of the rows that the expression looks at.
  var depths: Set<Int> { Set(chains.compactMap { $0.chainRoot?.rowDepth }) }

  /// The prefixes that all chains share, the shortest first.
  var commonPrefixes: [TypedExpression] {
    guard var common = chains.first?.prefixes else { return [] }
    for chain in chains.dropFirst() {
      let other = chain.prefixes
      var length = 0
      while length < min(common.count, other.count), common[length] == other[length] {
        length += 1
      }
      common.removeLast(common.count - length)
    }
    return common
  }
}

extension TypedExpression {
  /// The row or column at the start, if the expression is a chain.
  var chainRoot: TypedExpression? {
    switch kind {
    case .row, .column: self
    case .field(_, let row): row.chainRoot
    case .constant, .variable, .operation, .conditional, .aggregate, .window: nil
    }
  }

  var rowDepth: Int? {
    switch kind {
    case .row(let depth), .column(_, let depth): depth
    case .constant, .variable, .field, .operation, .conditional, .aggregate, .window: nil
    }
  }

  /// A chain's prefixes, from its root to itself.
  var prefixes: [TypedExpression] {
    if case .field(_, let row) = kind { row.prefixes + [self] } else { [self] }
  }

  /// A chain as seen from `count` scopes further out.
  func lifted(by count: Int) -> TypedExpression {
    if count == 0 { return self }
    var result = self
    switch kind {
    case .row(let depth): result.kind = .row(depth: depth - count)
    case .column(let number, let depth): result.kind = .column(number, depth: depth - count)
    case .field(let field, let row): result.kind = .field(field, of: row.lifted(by: count))
    case .constant, .variable, .operation, .conditional, .aggregate, .window: break
    }
    return result
  }

  /// The same expression with a chain replaced wherever it occurs; both as seen from outside.
  func replacing(
    _ chain: TypedExpression, with replacement: TypedExpression, opened: Int = 0
  ) -> TypedExpression {
    func rewrite(_ expression: TypedExpression) -> TypedExpression {
      expression.replacing(chain, with: replacement, opened: opened)
    }
    if self == chain.shifted(by: opened) { return replacement.shifted(by: opened) }
    var result = self
    switch kind {
    case .constant, .variable, .row, .column, .window: break
    case .field(let field, let row): result.kind = .field(field, of: rewrite(row))
    case .operation(let operation, let arguments):
      result.kind = .operation(operation, arguments.map(rewrite))
    case .conditional(let condition, let then, let otherwise):
      result.kind = .conditional(
        rewrite(condition), then: rewrite(then), otherwise: rewrite(otherwise))
    case .aggregate(var aggregate):
      func inside(_ expression: TypedExpression?) -> TypedExpression? {
        expression?.replacing(chain, with: replacement, opened: opened + 1)
      }
      if case .reached(let owner, let hops) = aggregate.rows {
        aggregate.rows = .reached(owner: rewrite(owner), hops: hops)
      }
      if case .pipeline(let plan) = aggregate.rows {
        // Only whole references are collected from plans, so only those have to be replaced.
        aggregate.rows = .pipeline(
          plan.replacingReferences(opened: opened + 1) { reference in
            reference.expression.lifted(by: reference.opened) == chain
              ? replacement.shifted(by: reference.opened) : reference.expression
          })
      }
      aggregate.condition = inside(aggregate.condition)
      aggregate.value = inside(aggregate.value)
      aggregate.per = inside(aggregate.per)
      if let time = aggregate.time {
        aggregate.time?.date = time.date.replacing(
          chain, with: replacement, opened: opened + 1)
      }
      result.kind = .aggregate(aggregate)
    }
    return result
  }

  /// The same expression as the rows `count` scopes further out see it; it must not look at any
  /// nearer ones.
  func outwards(by count: Int) -> TypedExpression {
    replacingReferences { $0.expression.lifted(by: count) }
  }
}

extension Frame {
  /// The frame that a depth means for expressions over this one.
  func frame(atDepth depth: Int) -> Frame? {
    depth == 0 ? self : outer?.frame.frame(atDepth: depth - 1)
  }

  /// An expression with every column that is an unchanged field of the anchor read as that field, so
  /// that one thing has one form.
  func normalised(_ expression: TypedExpression) -> TypedExpression {
    expression.replacingReferences { reference in
      guard case .column(let number, let written) = reference.expression.kind,
        let frame = frame(atDepth: reference.depth), frame.columns.indices.contains(number),
        case .field(let field) = frame.columns[number], let anchor = frame.anchor
      else { return reference.expression }
      let row = TypedExpression(
        .row(depth: written), type: .entity(anchor.entity), span: reference.expression.span)
      var result = reference.expression
      result.kind = .field(field, of: row)
      return result
    }
  }
}
