package import Columns
import Messages
package import Model
import Plan
import Syntax

/// What a `param` stands for.
package struct Parameter: Sendable {
  var name: Name
  package var type: ValueType
  /// The type as written.
  var typeWords: String
  /// Whether days and months will do: a duration that doesn't say which.
  var isAnyDuration: Bool
  /// The values that it takes; nil where any of its type will do.
  package var allowed: [Value]?
  /// A constant, or a variable where another script computes it.
  var value: TypedExpression

  /// Whether a value that has its type is one that it takes.
  package func takes(_ value: Value) -> Bool { allowed?.contains(value) ?? true }
}

/// Where the values of a script's params come from.
package enum Arguments: Sendable {
  /// Nowhere: at the prompt a param has its default.
  case typed
  /// `--set name=value`, by lower-cased name.
  case commandLine([String: String])
  /// As from the command line, but the script will not run: what isn't given is made up.
  case checking([String: String])
  /// `run … with …`.
  case call(ScriptCall)
}

/// A `run` statement, as the script that it runs sees it.
package struct ScriptCall: Sendable {
  /// The file's name as written.
  var file: TextNode
  /// What `with` gives, by lower-cased name.
  var items: [String: Item]
  /// What the values are looked up in.
  var environment: Environment
}

/// The row of a loop, as its body sees it.
struct LoopRow: Sendable {
  struct Column: Sendable {
    var name: String
    var value: TypedExpression
  }
  var name: Name
  /// The anchor's row, where there is one.
  var row: TypedExpression?
  var columns: [Column]
}
