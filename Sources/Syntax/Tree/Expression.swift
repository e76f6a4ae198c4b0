package import Columns
package import Messages

package enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
  case or, and
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contains
  case startsWith = "starts with"
  case endsWith = "ends with"
  case matches
  case coalesce = "??"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
}

/// An expression of the language, before names and types are known.
package struct Expression: Sendable, Hashable {
  package indirect enum Kind: Sendable, Hashable {
    case number(Decimal)
    /// A number with `%`: the written number, so `80%` holds 80.
    case percent(Decimal)
    /// The currency's ISO code and the amount.
    case money(currency: String, Decimal)
    case text(TextLiteral)
    /// Days since 1970-01-01.
    case date(Int32)
    case period(PeriodLiteral)
    case boolean(Bool)
    case missing
    /// `90 days`.
    case quantity(Decimal, TimeUnit)
    case relativePeriod(RelativePeriod)
    /// `name` or `name(arguments)`.
    case name(Name, CallArguments?)
    /// `base.name` or `base.name(arguments)`.
    case member(Expression, Name, CallArguments?)
    /// `( query )`; a plain parenthesised expression is a query without stages.
    case parenthesised(Query)
    case list([Expression])
    case negate(Expression)
    case not(Expression)
    case binary(BinaryOperator, operatorSpan: Span, Expression, Expression)
    /// A text test with `not` before it, `name not contains "x"`, is `not` around the binary one:
    /// `isNegated` keeps how it was written.
    case textTest(BinaryOperator, operatorSpan: Span, Expression, Expression, isNegated: Bool)
    case isMissing(Expression, isNegated: Bool)
    case isIn(Expression, Expression, isNegated: Bool)
    case between(Expression, low: Expression, high: Expression, isNegated: Bool)
    case range(Expression, Expression)
    case conditional(condition: Expression, then: Expression, otherwise: Expression)
    /// Where the parser found no expression and said so: checks as poison.
    case invalid
  }

  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// What stands between the parentheses of a call.
package struct CallArguments: Sendable, Hashable {
  package var arguments: [Argument]
  package var modifiers: [Modifier]
  /// From `(` to `)`.
  package var span: Span

  package init(arguments: [Argument], modifiers: [Modifier], span: Span) {
    self.arguments = arguments
    self.modifiers = modifiers
    self.span = span
  }
}

/// `[ name ":" ] query`.
package struct Argument: Sendable, Hashable {
  package var name: Name?
  package var value: Query

  package init(name: Name?, value: Query) {
    self.name = name
    self.value = value
  }
}

/// A clause inside an aggregate's or a measure's parentheses.
package struct Modifier: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case condition(Expression)
    case during(Expression)
    /// `prior period`.
    case priorPeriod
    /// `prior [ count ] unit`; 1 where no count is written.
    case prior(count: Int, TimeUnit)
    case withinAll
    case within([Path])
    case per(Path)
    case over(Path)
  }
  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}
