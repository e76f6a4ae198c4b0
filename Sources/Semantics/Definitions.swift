package import Messages
package import Syntax

/// What a session has defined: each definition as it was written. Names inside one are looked up
/// when it is used, so it follows the data that is there then.
package struct Definitions: Sendable {
  /// A name that belongs to the rows of one entity or let, both in lower case.
  package struct Owned: Hashable, Sendable, Comparable {
    package var owner: String
    package var name: String

    package init(owner: String, name: String) {
      self.owner = owner
      self.name = name
    }

    package static func < (left: Self, right: Self) -> Bool {
      (left.owner, left.name) < (right.owner, right.name)
    }
  }

  package var lets: [String: LetDefinition] = [:]
  package var measures: [Owned: MeasureDeclaration] = [:]
  package var fields: [Owned: FieldDeclaration] = [:]
  package var functions: [String: FunctionDeclaration] = [:]
  package var verbs: [String: VerbDeclaration] = [:]
  package var options: [String: OptionDefinition] = [:]

  package init() {}
}

/// `let name = query`.
package struct LetDefinition: Sendable, Hashable {
  package var name: Name
  package var query: Query
  /// The whole statement.
  package var span: Span
}

/// `function name(formals) = body`.
package struct FunctionDeclaration: Sendable, Hashable {
  package var name: Name
  package var formals: [Formal]
  package var body: Expression
  /// The whole statement.
  package var span: Span
}

/// `verb name(formals) = | stage | stage …`.
package struct VerbDeclaration: Sendable, Hashable {
  package var name: Name
  package var formals: [Formal]
  package var stages: [Stage]
  /// The whole statement.
  package var span: Span
}

/// `option name = value`, for a name that is not one of the program's own options.
package struct OptionDefinition: Sendable, Hashable {
  package var name: Name
  package var value: Expression
  /// The whole statement.
  package var span: Span
}

/// Names one definition among all, of whatever kind.
struct DefinitionID: Hashable, CustomStringConvertible {
  enum Kind: String, Hashable {
    case `let`, measure, field, function, verb, option
  }
  var kind: Kind
  /// The entity or let that it belongs to, for measures and fields.
  var owner: String?
  /// In lower case.
  var name: String

  init(_ kind: Kind, _ name: Name, of owner: String? = nil) {
    self.init(kind, name.key, of: owner)
  }

  /// - Parameter name: in lower case.
  init(_ kind: Kind, _ name: String, of owner: String? = nil) {
    self.kind = kind
    self.owner = owner
    self.name = name
  }

  init(_ kind: Kind, _ owned: Definitions.Owned) {
    self.kind = kind
    owner = owned.owner
    name = owned.name
  }

  /// As in the chain of a circle: `measure deals.revenue`.
  var description: String {
    "\(kind.rawValue) \(owner.map { "\($0)." } ?? "")\(name)"
  }
}
