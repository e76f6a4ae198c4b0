import Messages
import Model
import Plan
import Syntax

/// The one place that puts a named thing into words.
extension Checking {
  /// - Parameter isQualified: whether its owner's name stands before its own.
  mutating func line(for thing: Thing, isQualified: Bool) -> Description.Line {
    var line = Description.Line(name: name(of: thing), kind: thing.kind(in: catalog))
    if !isQualified { line.name = bareName(of: thing) }
    switch thing {
    case .entity(let id):
      line.origin = catalog[id].path.map(inWorkspace)
      line.summary = catalog[id].summary
    case .field(let number, let entity):
      let field = catalog[entity].fields[number]
      line.type = field.type.words(in: catalog)
      line.origin = field.header
      line.summary = field.summary
    case .inverse(let inverse, _):
      let source = catalog[inverse.source]
      line.type = "many \(source.name)"
      line.origin = "\(source.name).\(source.fields[inverse.field].name)"
    case .computed, .measure:
      line.type = checked(thing)?.type.words(in: catalog)
    case .let, .function: break
    case .builtIn(let function): line.summary = function.summary
    case .aggregate(let aggregate): line.summary = aggregate.summary
    case .option(let option): line.summary = option.summary
    }
    if let definition = thing.definition {
      line.origin = place(definition.name.span)
      line.summary = definition.summary
    }
    return line
  }

  /// `column "Tier" of partners.csv`; nil for a field that no file holds.
  func origin(of field: Field, in entity: EntityID) -> String? {
    guard let header = field.header, let path = catalog[entity].path else { return nil }
    return "column \"\(header)\" of \(inWorkspace(path))"
  }

  /// `partners.tier`, or the name alone of what belongs to nothing.
  func name(of thing: Thing) -> String {
    switch thing {
    case .field(_, let entity), .inverse(_, let entity), .computed(_, let entity),
      .measure(_, let entity):
      "\(catalog[entity].name).\(bareName(of: thing))"
    case .entity, .let, .function, .builtIn, .aggregate, .option: bareName(of: thing)
    }
  }

  private func bareName(of thing: Thing) -> String {
    switch thing {
    case .entity(let id): catalog[id].name
    case .field(let number, let entity): catalog[entity].fields[number].name
    case .inverse(let inverse, _): inverse.name
    case .computed(let declaration, _): declaration.name.text
    case .measure(let declaration, _): declaration.name.text
    case .let(let definition): definition.name.text
    case .function(let declaration): declaration.name.text
    case .builtIn(let function): function.name
    case .aggregate(let aggregate): aggregate.name
    case .option(let option): option.rawValue
    }
  }

  /// The value that a measure or a computed field comes to, over all rows of its entity or for one;
  /// nil where it no longer checks.
  mutating func checked(_ thing: Thing) -> TypedExpression? {
    quietly { checking in
      checking.scopes = []
      switch thing {
      case .measure(let declaration, let entity):
        let all = RowSet(rows: .every(entity), scope: checking.entityScope(entity))
        let span = declaration.name.span
        let shape = checking.apply(declaration, on: entity, rows: all, arguments: nil, at: span)
        if case .gathered(let value) = shape { return value }
      case .computed(let declaration, let entity):
        let span = declaration.name.span
        let row = checking.row(of: entity, depth: 0, at: span)
        let shape = checking.memberOfEntity(row, entity, declaration.name, span: span)
        if case .value(let value)? = shape { return value }
      case .entity, .field, .inverse, .let, .function, .builtIn, .aggregate, .option: break
      }
      return nil
    }
  }

  /// Checks something whose mistakes were reported where it was defined.
  mutating func quietly<Result>(_ body: (inout Checking) -> Result) -> Result {
    let saved = (diagnostics, footnotes, scopes)
    defer { (diagnostics, footnotes, scopes) = saved }
    return body(&self)
  }
}

extension Thing {
  /// The user's own definition, where it is one.
  var definition: Definition? {
    switch self {
    case .computed(let declaration, let entity): .field(declaration, on: entity)
    case .measure(let declaration, let entity): .measure(declaration, on: entity)
    case .let(let definition): .let(definition)
    case .function(let declaration): .function(declaration)
    case .entity, .field, .inverse, .builtIn, .aggregate, .option: nil
    }
  }
}
