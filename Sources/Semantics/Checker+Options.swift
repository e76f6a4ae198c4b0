package import Messages
import Model
import Syntax

extension Checker {
  /// An option, its value as `option` would set it, and a line of help.
  package struct OptionLine: Sendable, Hashable {
    package var name: String
    package var value: String
    /// Empty for a threshold: its name says what it is.
    package var summary: String
  }

  /// All options: those of the program, then the thresholds that definitions share.
  package func options(sources: SourceMap, in environment: Environment) -> [OptionLine] {
    let checking = Checking(self, sources: sources, environment: environment)
    return checking.optionNames.compactMap { name in
      if let option = OptionName(rawValue: name) {
        return OptionLine(
          name: name, value: option.value(in: environment.world.options), summary: option.summary)
      }
      return checking.optionDefinition(name).map { definition in
        OptionLine(
          name: definition.name.text, value: checking.text(definition.value.span), summary: "")
      }
    }
  }
}
