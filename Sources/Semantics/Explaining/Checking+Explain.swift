import Columns
import Messages
import Model
import Plan
import Syntax

/// `explain name` and `| explain`.
extension Checking {
  mutating func explain(_ path: Path, at span: Span) {
    let things = things(at: path)
    if things.isEmpty { return }
    var explanations: [Explanation] = []
    for thing in things { explanations.append(explanation(of: thing)) }
    steps.append(.explain(explanations, span))
  }

  private mutating func explanation(of thing: Thing) -> Explanation {
    let line = line(for: thing, isQualified: true)
    var explanation = Explanation(
      kind: line.kind, name: line.name, definition: "\(line.kind) \(line.name)",
      place: line.origin, summary: line.summary, reads: [], notes: [], uses: [])
    if let definition = thing.definition { return explained(definition, explanation) }
    if let type = line.type { explanation.definition += ": \(type)" }
    switch thing {
    case .entity(let id):
      explanation.place = catalog[id].span.flatMap(place)
      if let path = line.origin { explanation.notes.append("read from \(path)") }
    case .field(let number, let entity):
      let field = catalog[entity].fields[number]
      explanation.place = field.span.flatMap(place)
      if let origin = origin(of: field, in: entity) {
        explanation.notes.append("read from \(origin)")
      }
    case .inverse(let inverse, let entity):
      let source = catalog[inverse.source]
      let field = source.fields[inverse.field]
      explanation.place = field.span.flatMap(place)
      explanation.notes.append(
        "the \(source.name) whose \(field.name) is this \(catalog[entity].singular)")
    case .builtIn(let function): explanation.definition = "function \(function.signature)"
    case .aggregate(let aggregate): explanation.definition = "aggregate \(aggregate.signature)"
    case .option(let option):
      explanation.definition += " = \(option.value(in: environment.world.options))"
    case .computed, .measure, .let, .function: break
    }
    return explanation
  }

  /// What a definition reads, by which date it counts and what it is built from.
  private mutating func explained(
    _ definition: Definition, _ start: Explanation
  ) -> Explanation {
    var explanation = start
    explanation.definition = formatted(definition)
    uses = DefinitionUses()
    defer { uses = nil }
    var words = PlainWords(self)
    switch definition {
    case .measure(let declaration, let entity):
      explanation.date = declaration.over.map { "\(catalog[entity].name).\(text($0.span))" }
      if let value = checked(.measure(declaration, on: entity)) { words.read(value, over: nil) }
    case .field(let declaration, let entity):
      if let value = checked(.computed(declaration, on: entity)) { words.read(value, over: nil) }
    case .let(let definition):
      let shape = quietly { checking in
        checking.scopes = []
        return checking.use(definition, at: definition.name.span)
      }
      switch shape {
      case .rows(let set, _):
        if case .pipeline(let plan) = set.rows {
          words.read(plan)
          explanation.notes.append(grain(of: plan))
        }
      case .value(let value): words.read(value, over: nil)
      case .gathered, .many, .periods, .list, .scopeRow, .linkRow, .poison: break
      }
    case .function(let declaration): enterBody(of: declaration)
    }
    explanation.reads = words.reads
    explanation.notes += words.periods + words.notes
    let key = key(of: definition)
    var told = Told()
    told.definitions[key] = 0
    explanation.uses = explanations(usedBy: key, told: &told)
    return explanation
  }

  /// Looks into a function for the definitions that it uses; what its parameters are is not known.
  private mutating func enterBody(of function: FunctionDeclaration) {
    let span = function.body.span
    let unknown = function.formals.map { _ in
      Argument(
        name: nil,
        value: Query(
          source: .expression(Expression(.invalid, span: span)), stages: [], span: span))
    }
    let call = CallArguments(arguments: unknown, modifiers: [], span: span)
    _ = quietly { $0.checkUserFunction(function, function.name, call, span) }
  }

  private func key(of definition: Definition) -> String {
    let key = definition.name.key
    func owned(_ entity: EntityID) -> Definitions.Owned {
      Definitions.Owned(entity: catalog[entity].name.lowercased(), name: key)
    }
    switch definition {
    case .let: return Self.key(ofLet: key)
    case .function: return Self.key(ofFunction: key)
    case .measure(_, let entity): return Self.key(ofMeasure: owned(entity))
    case .field(_, let entity): return Self.key(ofField: owned(entity))
    }
  }

  /// What has been told already.
  private struct Told {
    /// By its key the number of the stage where a definition was told.
    var definitions: [String: Int] = [:]
    var lets: Set<LogicalPlan> = []
    /// The number of the stage being explained, from 1.
    var stage = 0
  }

  /// The definitions that one has looked into, with theirs; each is taken apart only once.
  private func explanations(usedBy user: String?, told: inout Told) -> [Explanation] {
    let definitions = definitionsByKey
    var found: [Explanation] = []
    for key in uses?.used(by: user) ?? [] {
      guard let definition = definitions[key] else { continue }
      var explanation = Explanation(
        kind: definition.keyword == .field ? "computed field" : definition.keyword.rawValue,
        name: (definition.owner.map { catalog[$0].name + "." } ?? "") + definition.name.text,
        definition: formatted(definition), place: place(definition.name.span),
        summary: definition.summary, reads: [], notes: [], uses: [])
      if let stage = told.definitions[key], stage != told.stage {
        explanation.definition =
          "\(definition.keyword.rawValue) \(definition.name.text), see \(stage)"
        (explanation.place, explanation.summary) = (nil, nil)
      } else if told.definitions.updateValue(told.stage, forKey: key) == nil {
        explanation.uses = explanations(usedBy: key, told: &told)
      }
      found.append(explanation)
    }
    return found
  }

  // MARK: - Queries

  /// Checks a query that ends in `| explain` and keeps what there is to say of each stage.
  mutating func explain(_ query: Query, at span: Span) {
    var stages: [ExplainedQuery.Stage] = []
    var previous: LogicalPlan?
    var told = Told()
    uses = DefinitionUses()
    defer { uses = nil }
    var asked = query
    asked.stages.removeLast()
    let checked = checkQuery(asked) { checking, stage, current in
      told.stage += 1
      stages.append(
        checking.explained(stage, of: asked, from: previous, to: current.plan, told: &told))
      checking.uses = DefinitionUses()
      previous = current.plan
    }
    guard let checked else { return }
    let planned = PlannedQuery(
      plan: checked.plan, world: environment.world, footnotes: footnotes, span: span)
    steps.append(.profile(ExplainedQuery(stages: stages, query: planned)))
  }

  /// What there is to say of one stage (nil for the source), which leads from one plan to another.
  private func explained(
    _ stage: Stage?, of query: Query, from previous: LogicalPlan?, to plan: LogicalPlan,
    told: inout Told
  ) -> ExplainedQuery.Stage {
    var words = PlainWords(self, letsRead: told.lets)
    if let previous {
      // One stage may have added several operators; the rows that it brings in are its own too.
      var operators: [LogicalPlan] = []
      var current = plan
      while current.height > previous.height, let input = current.node.inputs.first {
        operators.append(current)
        current = input
      }
      for added in operators.reversed() {
        for other in added.node.inputs.dropFirst() { words.read(other) }
        words.readStage(added)
      }
    } else {
      words.read(plan)
    }
    told.lets = words.letsRead
    let definitions = explanations(usedBy: nil, told: &told)
    let noun = noun(of: plan)
    let isNews = noun != nil && noun != previous.flatMap { self.noun(of: $0) }
    return ExplainedQuery.Stage(
      text: stage.map(words(for:)) ?? text(query.sourceSpan), span: plan.span,
      grain: isNews ? grain(of: plan) : nil,
      definitions: definitions, periods: words.periods + (stage.map { ranges(of: $0, plan) } ?? []),
      notes: words.notes)
  }

  /// A stage without its bar.
  private func words(for stage: Stage) -> String {
    text(Span(source: stage.span.source, start: stage.verb.start, end: stage.span.end))
  }

  /// The periods of an `each` key.
  private func ranges(of stage: Stage, _ plan: LogicalPlan) -> [String] {
    guard case .summarize(_, let keys) = stage.kind, case .summarize(_, let summary) = plan.node
    else { return [] }
    return zip(keys, summary.keys).compactMap { key, planned in
      guard case .each(let name, _, _, var span) = key,
        case .each(let unit, let range) = planned
      else { return nil }
      if let name { span.start = name.span.end }
      let words = text(span).drop { $0 == ":" || $0 == " " }
      guard let range else {
        return "\(words): from the first to the last with a row, also those without"
      }
      let days = self.span(unit, range.lowerBound, range.upperBound).days
      let ends = [range.lowerBound, range.upperBound].map { calendar.description(of: $0, unit) }
      return "\(words): \(ends[0]) to \(ends[1]), \(PlainWords.days(days)), "
        + "also those without rows"
    }
  }
}
