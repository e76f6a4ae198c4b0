import Messages
import Syntax

/// The definition whose text is being checked: what its parameters stand for, and how we came here.
struct Reading {
  /// By lower-cased name. In the text of a definition such a word always means the parameter.
  var parameters: [String: Binding] = [:]
  /// Names that a verb's stages gave to columns and links of their own, by the number of the scope
  /// from outside: an argument was written without them and never means them.
  var hidden: [Int: Set<String>] = [:]
  /// The definitions being looked into, the outermost first.
  var chain: [DefinitionID] = []
  /// The run of the verb whose stages are being checked.
  var run: VerbRun?
  /// How many of the outermost scopes no name in the text means: the rows around the use of a
  /// measure are not for its text to see.
  var floor = 0
  /// Whether the text comes with the program.
  var isShipped = false
}

/// One `apply`.
struct VerbRun {
  var number: Int
  /// The number of scopes at its stages, their own rows included.
  var depth: Int
}

/// A parameter of one run of a verb.
struct ParameterID: Hashable {
  var run: Int
  /// In lower case.
  var name: String
}

/// What a parameter stands for: an argument as it was written, and what the names in it mean.
struct Binding {
  /// Which rows the argument looks at.
  enum Sight {
    /// The first `count` scopes around the use, of which the outermost ones are known again by their
    /// grains: all of them for a function; for a verb all but the last, which are the rows of the
    /// stage that the parameter stands in.
    case rows(grains: [Int], count: Int)
    /// Those of the call, which are out of reach here: inside the source of a `link`.
    case lost([RowScope])
    /// None: an option, or the argument of a verb inside the source of a `link`.
    case none
  }

  var formal: Formal
  var argument: Query
  var sight: Sight
  /// For a call in the body of a measure on reached rows: the grain of the scope that those rows
  /// open inside its aggregates, which the argument looks at too.
  var measuredGrain: Int?
  /// The text that the call stands in.
  var reading: Reading
  /// The run of the verb that the parameter belongs to.
  var run: VerbRun?
  /// What was called.
  var callee: DefinitionID

  /// For the parameter of a verb.
  var id: ParameterID? { run.map { ParameterID(run: $0.number, name: formal.name.key) } }

  /// The argument, where it is one expression and no pipeline.
  var expression: Expression? { argument.expression }
}

extension Reading {
  /// The same text where the rows around it are out of sight: in a source of its own.
  func apart(from scopes: [RowScope]) -> Reading {
    var result = self
    result.hidden = [:]
    result.run = nil
    result.floor = 0
    result.parameters = parameters.mapValues { binding in
      guard case .rows(let grains, let count) = binding.sight else { return binding }
      var binding = binding
      if grains.count == count {
        let inner = binding.measuredGrain == nil ? count : count + 1
        binding.sight = .lost(Array(scopes.prefix(inner)))
      } else {
        binding.sight = .none
        binding.reading = binding.reading.apart(from: scopes)
      }
      return binding
    }
    return result
  }
}
