import Messages
import Model
import Syntax

/// A definition of the user's, as it is written.
enum Definition {
  case `let`(LetDefinition)
  case measure(MeasureDeclaration, on: Owner)
  case field(FieldDeclaration, on: Owner)
  case function(FunctionDeclaration)
  case verb(VerbDeclaration)
  case option(OptionDefinition)

  var name: Name {
    switch self {
    case .let(let definition): definition.name
    case .measure(let declaration, _): declaration.name
    case .field(let declaration, _): declaration.name
    case .function(let declaration): declaration.name
    case .verb(let declaration): declaration.name
    case .option(let definition): definition.name
    }
  }

  /// The word that it begins with.
  var keyword: Word {
    switch self {
    case .let: .let
    case .measure: .measure
    case .field: .field
    case .function: .function
    case .verb: .verb
    case .option: .option
    }
  }

  /// From the name to the end, without the summary.
  var span: Span {
    switch self {
    case .let(let definition): name.span.joined(with: definition.query.span)
    case .measure(let declaration, _):
      name.span.joined(with: declaration.over?.span ?? declaration.body.span)
    case .field(let declaration, _): name.span.joined(with: declaration.body.span)
    case .function(let declaration): name.span.joined(with: declaration.body.span)
    case .verb(let declaration):
      Span(source: name.span.source, start: name.span.start, end: declaration.span.end)
    case .option(let definition): name.span.joined(with: definition.value.span)
    }
  }

  var summary: String? {
    switch self {
    case .measure(let declaration, _): declaration.summary?.literal.plain
    case .field(let declaration, _): declaration.summary?.literal.plain
    case .let, .function, .verb, .option: nil
    }
  }

  var owner: Owner? {
    switch self {
    case .measure(_, let owner), .field(_, let owner): owner
    case .let, .function, .verb, .option: nil
    }
  }
}

extension Checking {
  /// A definition as it was written, laid out.
  func formatted(_ definition: Definition) -> String {
    let span = definition.span
    guard let source = sources[span.source] else { return "" }
    let text = "\(definition.keyword.rawValue) \(source.text(span))"
    let laidOut = format(Source(id: span.source, name: source.name, text: text)).text ?? text
    return laidOut.last == "\n" ? String(laidOut.dropLast()) : laidOut
  }

  /// Where something is written: `ecosystem.parley:57`. What ships with the program is in no file that
  /// one could open.
  func place(_ span: Span) -> String? {
    guard let source = sources[span.source] else { return nil }
    if source.isShipped { return "with Parley" }
    if source.name == DiagnosticRenderer.promptName { return "typed at the prompt" }
    return "\(inWorkspace(source.name)):\(source.line(at: span.start))"
  }

  /// A path as seen from the workspace folder, where it lies in there.
  func inWorkspace(_ path: String) -> String {
    guard let folder = environment.workspace else { return path }
    let prefix = join(folder, "")
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  /// All definitions that a check may look into.
  var definitionsByID: [DefinitionID: Definition] {
    var own = environment.definitions
    own.options.merge(environment.restated) { $1 }
    return definitionsByID(in: shipped).merging(definitionsByID(in: own)) { $1 }
  }

  private func definitionsByID(in definitions: Definitions) -> [DefinitionID: Definition] {
    var found: [DefinitionID: Definition] = [:]
    for definition in definitions.lets.values {
      found[DefinitionID(.let, definition.name)] = .let(definition)
    }
    for function in definitions.functions.values {
      found[DefinitionID(.function, function.name)] = .function(function)
    }
    for option in definitions.options.values {
      found[DefinitionID(.option, option.name)] = .option(option)
    }
    for verb in definitions.verbs.values { found[DefinitionID(.verb, verb.name)] = .verb(verb) }
    for (owned, measure) in definitions.measures {
      guard let owner = owner(named: owned.owner) else { continue }
      found[DefinitionID(.measure, owned)] = .measure(measure, on: owner)
    }
    for (owned, field) in definitions.fields {
      guard let owner = owner(named: owned.owner) else { continue }
      found[DefinitionID(.field, owned)] = .field(field, on: owner)
    }
    return found
  }

  func id(of definition: Definition) -> DefinitionID {
    switch definition {
    case .let(let definition): DefinitionID(.let, definition.name)
    case .function(let function): DefinitionID(.function, function.name)
    case .verb(let verb): DefinitionID(.verb, verb.name)
    case .option(let option): DefinitionID(.option, option.name)
    case .measure(let declaration, let owner):
      DefinitionID(.measure, declaration.name, of: key(of: owner))
    case .field(let declaration, let owner):
      DefinitionID(.field, declaration.name, of: key(of: owner))
    }
  }
}
