package import Messages

/// A parsed text: `{ SEP } [ statement { SEP { SEP } statement } { SEP } ]`.
package struct Script: Sendable, Hashable {
  package var statements: [Statement]
  package var span: Span

  package init(statements: [Statement], span: Span) {
    self.statements = statements
    self.span = span
  }
}

package struct Statement: Sendable, Hashable {
  package indirect enum Kind: Sendable, Hashable {
    case entity(EntityDeclaration)
    case `let`(Name, Query)
    case measure(MeasureDeclaration)
    case field(FieldDeclaration)
    case function(Name, [Formal], body: Expression)
    case verb(Name, [Formal], stages: [Stage])
    case param(ParamDeclaration)
    case load(file: TextNode, isInto: Bool, target: Name, with: [Item])
    case open(TextNode)
    case save(TextNode)
    case adopt(Name)
    case include(TextNode)
    case run(TextNode, with: [Item])
    /// `option name = value`.
    case option(Name, Expression)
    case snapshot(Name, description: TextNode?)
    case scenario(Name, from: Name?, [Edit])
    case forEach(Name, in: Query, body: [Statement])
    case test(TextNode, body: [Statement])
    case describe(Path)
    case explain(Path)
    case assert(Expression, message: TextNode?)
    case query(Query)
    /// Where the parser found no statement and said so.
    case invalid
  }

  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// `entity name [ from "file" ] [ key … ] [ "summary" ] [ { columns } ]`.
package struct EntityDeclaration: Sendable, Hashable {
  package var name: Name
  package var file: TextNode?
  package var keys: [Name]
  package var summary: TextNode?
  /// Without one, an entity of the built-in model has the columns that it has there.
  package var hasBlock: Bool
  package var columns: [ColumnDeclaration]

  package init(
    name: Name, file: TextNode?, keys: [Name], summary: TextNode?, hasBlock: Bool,
    columns: [ColumnDeclaration]
  ) {
    self.name = name
    self.file = file
    self.keys = keys
    self.summary = summary
    self.hasBlock = hasBlock
    self.columns = columns
  }
}

/// `name: type { mark } [ "summary" ]`.
package struct ColumnDeclaration: Sendable, Hashable {
  package var name: Name
  package var type: TypeName
  package var marks: [ColumnMark]
  package var summary: TextNode?
  package var span: Span

  package init(
    name: Name, type: TypeName, marks: [ColumnMark], summary: TextNode?, span: Span
  ) {
    self.name = name
    self.type = type
    self.marks = marks
    self.summary = summary
    self.span = span
  }
}

package struct ColumnMark: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case from(TextNode)
    case currency(TextNode)
    case missing([TextNode])
    case orphansKeep
    case by(Name)
    case inverse(Name)
    case required
  }
  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// `name [ "(" argument { "," argument } ")" ]`: `money(EUR, "1.234,56")`, `choice(won, lost)`.
package struct TypeName: Sendable, Hashable {
  package enum Argument: Sendable, Hashable {
    case name(Name)
    case text(TextNode)
  }
  package var name: Name
  package var arguments: [Argument]
  package var span: Span

  package init(name: Name, arguments: [Argument], span: Span) {
    self.name = name
    self.arguments = arguments
    self.span = span
  }
}

/// `measure name on entity = expression [ over path ] [ "summary" ]`.
package struct MeasureDeclaration: Sendable, Hashable {
  package var name: Name
  package var entity: Name
  package var body: Expression
  package var over: Path?
  package var summary: TextNode?
  /// The whole declaration.
  package var span: Span

  package init(
    name: Name, entity: Name, body: Expression, over: Path?, summary: TextNode?, span: Span
  ) {
    self.name = name
    self.entity = entity
    self.body = body
    self.over = over
    self.summary = summary
    self.span = span
  }
}

/// `field name on entity = expression [ "summary" ]`.
package struct FieldDeclaration: Sendable, Hashable {
  package var name: Name
  package var entity: Name
  package var body: Expression
  package var summary: TextNode?
  /// The whole declaration.
  package var span: Span

  package init(name: Name, entity: Name, body: Expression, summary: TextNode?, span: Span) {
    self.name = name
    self.entity = entity
    self.body = body
    self.summary = summary
    self.span = span
  }
}

/// A parameter of a function or a verb: `name [ ":" type ] [ "=" default ]`.
package struct Formal: Sendable, Hashable {
  package var name: Name
  package var type: TypeName?
  package var defaultValue: Expression?

  package init(name: Name, type: TypeName?, defaultValue: Expression?) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
  }
}

/// `param name ":" type [ "=" default ] [ one of list ]`.
package struct ParamDeclaration: Sendable, Hashable {
  package var name: Name
  package var type: TypeName
  package var defaultValue: Expression?
  /// The list expression of `one of`.
  package var allowed: Expression?

  package init(name: Name, type: TypeName, defaultValue: Expression?, allowed: Expression?) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.allowed = allowed
  }
}

/// One line of a scenario.
package struct Edit: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case change(Path, where: Expression?, set: [Item])
    case remove(Path, where: Expression?)
    case insert(Path, [Item])
  }
  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}
