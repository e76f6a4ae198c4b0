package import Messages

/// `source { "|" stage }`.
package struct Query: Sendable, Hashable {
  package var source: QuerySource
  package var stages: [Stage]
  package var span: Span

  package init(source: QuerySource, stages: [Stage], span: Span) {
    self.source = source
    self.stages = stages
    self.span = span
  }

  /// A query that is nothing but an expression.
  package init(_ expression: Expression) {
    self.init(source: .expression(expression), stages: [], span: expression.span)
  }

  /// What stands before the first stage.
  package var sourceSpan: Span {
    if case .expression(let expression) = source { return expression.span }
    return Span(source: span.source, start: span.start, end: stages.first?.span.start ?? span.end)
  }

  /// The expression, where the query is nothing but one.
  package var expression: Expression? {
    if stages.isEmpty, case .expression(let expression) = source { expression } else { nil }
  }
}

package indirect enum QuerySource: Sendable, Hashable {
  case expression(Expression)
  /// `compare a, b { query }`.
  case compare(Name, Name, Query)
  /// `with world { query }`.
  case with(Name, Query)
}

/// `name: expression`, `expression as name`, or an expression alone.
package struct Item: Sendable, Hashable {
  package var name: Name?
  package var value: Expression
  package var span: Span

  package init(name: Name?, value: Expression, span: Span) {
    self.name = name
    self.value = value
    self.span = span
  }
}

/// A key of `by`.
package enum GroupKey: Sendable, Hashable {
  case item(Item)
  /// `[ name ":" ] "each" unit [ "in" range ]`.
  case each(name: Name?, unit: TimeUnit, range: Expression?, span: Span)

  package var span: Span {
    switch self {
    case .item(let item): item.span
    case .each(_, _, _, let span): span
    }
  }
}

package struct SortKey: Sendable, Hashable {
  package var value: Expression
  package var isDescending: Bool
  package var span: Span

  package init(value: Expression, isDescending: Bool, span: Span) {
    self.value = value
    self.isDescending = isDescending
    self.span = span
  }
}

/// `verb …` behind a `|`.
package struct Stage: Sendable, Hashable {
  package indirect enum Kind: Sendable, Hashable {
    case `where`(Expression)
    case add([Item])
    case replace([Item])
    case show([Item])
    case hide([Name])
    case rename([Renaming])
    case sort([SortKey])
    case take(Count, per: [Path])
    case top(Count, isBottom: Bool, by: Expression, then: [SortKey], per: [Path])
    case distinct([Item])
    case summarize([Item], by: [GroupKey])
    case expand(Path, as: Name?, keepsEmpty: Bool)
    /// `link [many] source as name on condition`.
    case link(isMany: Bool, Expression, as: Name, on: Expression)
    case append(Expression)
    case pivot([Item], across: Path, in: Expression?)
    case unpivot([Path], into: Name, value: Name)
    case chart(Name, [Item], by: [GroupKey])
    case apply(Name, CallArguments)
    case assert(Expression, message: TextNode?)
    case export(TextNode)
    case print(TextNode?)
    case describe
    case explain
    /// Where the parser found no stage and said so.
    case invalid
  }

  package var kind: Kind
  /// The verb's word.
  package var verb: Span
  package var span: Span

  package init(_ kind: Kind, verb: Span, span: Span) {
    self.kind = kind
    self.verb = verb
    self.span = span
  }
}

/// How many: `take 5`, or a word that stands for a number.
package enum Count: Sendable, Hashable {
  case number(Int, Span)
  case word(Name)

  package var span: Span {
    switch self {
    case .number(_, let span): span
    case .word(let name): name.span
    }
  }
}

/// `rename new: old`.
package struct Renaming: Sendable, Hashable {
  package var new: Name
  package var old: Name

  package init(new: Name, old: Name) {
    self.new = new
    self.old = old
  }
}
