package import Messages
import Syntax

/// Definitions that ship with the program, written in the language itself.
///
/// They are the weakest: a definition of the same name on the same rows takes the place of one, and
/// one that does not check against the model is absent.
package struct Prelude: Sendable {
  /// Numbered below zero, so that they never meet the texts of a session.
  package let sources: [Source]
  package let definitions: Definitions

  package init(_ texts: [(name: String, text: String)] = []) {
    sources = texts.enumerated().map { index, text in
      Source(id: SourceID(index: -1 - index), name: text.name, text: text.text)
    }
    var definitions = Definitions()
    for source in sources {
      for statement in parse(source).script.statements { definitions.take(statement) }
    }
    self.definitions = definitions
  }
}

extension Definitions {
  /// Keeps what a statement defines, unchecked; other statements mean nothing here.
  fileprivate mutating func take(_ statement: Statement) {
    switch statement.kind {
    case .measure(let declaration):
      measures[Owned(owner: declaration.entity.key, name: declaration.name.key)] = declaration
    case .field(let declaration):
      fields[Owned(owner: declaration.entity.key, name: declaration.name.key)] = declaration
    case .let(let name, let query):
      lets[name.key] = LetDefinition(name: name, query: query, span: statement.span)
    case .function(let name, let formals, let body):
      functions[name.key] = FunctionDeclaration(
        name: name, formals: formals, body: body, span: statement.span)
    case .verb(let name, let formals, let stages):
      verbs[name.key] = VerbDeclaration(
        name: name, formals: formals, stages: stages, span: statement.span)
    case .option(let name, let value):
      options[name.key] = OptionDefinition(name: name, value: value, span: statement.span)
    case .entity, .param, .load, .open, .save, .adopt, .include, .run, .snapshot, .scenario,
      .forEach, .test, .describe, .explain, .assert, .query, .invalid:
      break
    }
  }
}

extension Source {
  /// Whether it is one of the prelude's.
  var isShipped: Bool { id.index < 0 }
}
