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
      line.type = checked(thing)?.value.type.words(in: catalog)
    case .let, .function, .verb, .threshold: break
    case .param(let parameter):
      line.type = parameter.type.words(in: catalog)
      line.origin = place(parameter.name.span)
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
    case .field(_, let entity), .inverse(_, let entity):
      "\(catalog[entity].name).\(bareName(of: thing))"
    case .computed(_, let owner), .measure(_, let owner):
      "\(name(of: owner)).\(bareName(of: thing))"
    case .entity, .let, .function, .verb, .param, .builtIn, .aggregate, .option, .threshold:
      bareName(of: thing)
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
    case .verb(let declaration): declaration.name.text
    case .param(let parameter): parameter.name.text
    case .builtIn(let function): function.name
    case .aggregate(let aggregate): aggregate.name
    case .option(let option): option.rawValue
    case .threshold(let definition): definition.name.text
    }
  }

  /// The value that a measure or a computed field comes to, over all rows of its owner or for one,
  /// and what there is to tell of it; nil where it no longer checks.
  mutating func checked(_ thing: Thing) -> (value: TypedExpression, footnotes: [Footnote])? {
    for isUndecided in [false, true] {
      let (value, footnotes) = overhear { checking in
        checking.at(TimeFrame(isUndecided: isUndecided)) { $0.value(of: thing) }
      }
      if let value { return (value, footnotes) }
    }
    return nil
  }

  /// The same in the time around it; messages are the caller's to keep or not.
  mutating func value(of thing: Thing) -> TypedExpression? {
    scopes = []
    switch thing {
    case .measure(let declaration, let owner):
      guard let rows = everyRow(of: owner, at: declaration.name.span) else { return nil }
      let span = declaration.name.span
      let shape = apply(declaration, on: owner, rows: rows, arguments: nil, at: span)
      if case .gathered(let value) = shape { return value }
    case .computed(let declaration, let owner):
      guard let rows = everyRow(of: owner, at: declaration.name.span) else { return nil }
      var row = scope(of: owner, in: rows.scope)
      row.isStage = false
      let value = inText(of: declaration, on: owner, rows: row, at: declaration.name.span)
      if value.type != .poison { return value }
    case .entity, .field, .inverse, .let, .function, .verb, .param, .builtIn, .aggregate, .option,
      .threshold:
      break
    }
    return nil
  }

  /// Checks something whose mistakes were reported where it was defined, and gives what there is to
  /// tell of it.
  mutating func overhear<Result>(
    _ body: (inout Checking) -> Result
  ) -> (result: Result, footnotes: [Footnote]) {
    let saved = (diagnostics, footnotes, scopes)
    defer { (diagnostics, footnotes, scopes) = saved }
    footnotes = []
    let result = body(&self)
    return (result, footnotes)
  }
}

extension Thing {
  /// The user's own definition, where it is one.
  var definition: Definition? {
    switch self {
    case .computed(let declaration, let owner): .field(declaration, on: owner)
    case .measure(let declaration, let owner): .measure(declaration, on: owner)
    case .let(let definition): .let(definition)
    case .function(let declaration): .function(declaration)
    case .verb(let declaration): .verb(declaration)
    case .threshold(let definition): .option(definition)
    case .entity, .field, .inverse, .param, .builtIn, .aggregate, .option: nil
    }
  }
}
