package import Messages
import Syntax

/// Laying a script out: what `parley format` does to a text.
package enum ScriptLayout {
  /// The text as the formatter writes it, or why it cannot be read.
  package static func laidOut(
    _ text: String, name: String
  ) throws(ScriptProblem) -> String {
    var sources = SourceMap()
    let source = sources.add(name: name, text: text)
    let formatted = format(source)
    guard let text = formatted.text else {
      throw ScriptProblem(diagnostics: formatted.diagnostics, sources: sources)
    }
    return text
  }
}

/// Why a script was not laid out, with the texts that the places are in.
package struct ScriptProblem: Error, Sendable {
  package let diagnostics: [Diagnostic]
  package let sources: SourceMap
}
