package import Messages
package import Semantics
import Syntax

/// Where a text comes from, which decides what outlives it.
package enum TextKind: Sendable, Hashable {
  /// Typed: the options that it sets stay.
  case typed
  /// A script: the options that it sets end with it.
  case script
}

/// One text to run, with the name that messages give it and the values of its params.
package struct ScriptText: Sendable {
  package var name: String
  package var text: String
  package var kind: TextKind
  package var arguments: Arguments

  package init(name: String, text: String, kind: TextKind, arguments: Arguments) {
    self.name = name
    self.text = text
    self.kind = kind
    self.arguments = arguments
  }
}

/// A text that has been parsed and checked.
package struct PreparedText: Sendable {
  let source: Source
  let kind: TextKind
  let script: Script
  package var diagnostics: [Diagnostic]
  /// The names of its params, as written; nil where the text cannot even be read.
  package var parameters: [String]?
  /// Nil where it is wrong and cannot be run.
  var checked: CheckedScript?
  var times = PhaseTimes()

  package var name: String { source.name }

  /// How many tests it has.
  package var testCount: Int { checked?.tests.count ?? 0 }
}
