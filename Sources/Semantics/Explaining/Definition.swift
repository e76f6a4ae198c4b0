import Messages
import Model
import Syntax

/// A definition of the user's, as it is written.
enum Definition {
  case `let`(LetDefinition)
  case measure(MeasureDeclaration, on: EntityID)
  case field(FieldDeclaration, on: EntityID)
  case function(FunctionDeclaration)

  var name: Name {
    switch self {
    case .let(let definition): definition.name
    case .measure(let declaration, _): declaration.name
    case .field(let declaration, _): declaration.name
    case .function(let declaration): declaration.name
    }
  }

  /// The word that it begins with.
  var keyword: Word {
    switch self {
    case .let: .let
    case .measure: .measure
    case .field: .field
    case .function: .function
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
    }
  }

  var summary: String? {
    switch self {
    case .measure(let declaration, _): declaration.summary?.literal.plain
    case .field(let declaration, _): declaration.summary?.literal.plain
    case .let, .function: nil
    }
  }

  var owner: EntityID? {
    switch self {
    case .measure(_, let entity), .field(_, let entity): entity
    case .let, .function: nil
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

  /// Where something is written: `ecosystem.parley:57`.
  func place(_ span: Span) -> String? {
    guard let source = sources[span.source] else { return nil }
    if source.name == DiagnosticRenderer.promptName { return "typed at the prompt" }
    return "\(inWorkspace(source.name)):\(source.line(at: span.start))"
  }

  /// A path as seen from the workspace folder, where it lies in there.
  func inWorkspace(_ path: String) -> String {
    guard let folder = environment.workspace else { return path }
    let prefix = join(folder, "")
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  /// All definitions by the key under which a check enters them; see ``enter(_:_:at:)``.
  var definitionsByKey: [String: Definition] {
    var found: [String: Definition] = [:]
    let definitions = environment.definitions
    for (key, definition) in definitions.lets { found[Self.key(ofLet: key)] = .let(definition) }
    for (key, function) in definitions.functions {
      found[Self.key(ofFunction: key)] = .function(function)
    }
    for (owned, measure) in definitions.measures {
      guard let entity = catalog.entity(named: owned.entity) else { continue }
      found[Self.key(ofMeasure: owned)] = .measure(measure, on: entity)
    }
    for (owned, field) in definitions.fields {
      guard let entity = catalog.entity(named: owned.entity) else { continue }
      found[Self.key(ofField: owned)] = .field(field, on: entity)
    }
    return found
  }

  static func key(ofLet key: String) -> String { "let \(key)" }
  static func key(ofFunction key: String) -> String { "function \(key)" }
  static func key(ofMeasure owned: Definitions.Owned) -> String {
    "measure \(owned.entity).\(owned.name)"
  }
  static func key(ofField owned: Definitions.Owned) -> String {
    "field \(owned.entity).\(owned.name)"
  }
}
