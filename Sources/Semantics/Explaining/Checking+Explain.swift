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
    var values: [TypedExpression] = []
    for thing in things {
      var explanation = explanation(of: thing)
      explanation.figures = figures(of: thing, among: &values)
      explanations.append(explanation)
    }
    let query = values.isEmpty ? nil : planned(oneRow(of: values, at: span).plan, span)
    steps.append(.explain(explanations, query, span))
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
    case .param(let parameter):
      words(forValueOf: parameter).map { explanation.definition += " = \($0)" }
    case .builtIn(let function): explanation.definition = "function \(function.signature)"
    case .aggregate(let aggregate): explanation.definition = "aggregate \(aggregate.signature)"
    case .option(let option):
      explanation.definition += " = \(option.value(in: environment.world.options))"
    case .computed, .measure, .let, .function, .verb, .threshold: break
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
    case .measure(let declaration, let owner):
      explanation.date = declaration.over.map { "\(name(of: owner)).\(text($0.span))" }
      read(.measure(declaration, on: owner), with: &words)
    case .field(let declaration, let owner):
      read(.computed(declaration, on: owner), with: &words)
    case .let(let definition):
      let (shape, footnotes) = overhear { checking in
        checking.scopes = []
        return checking.use(definition, at: definition.name.span)
      }
      words.hear(footnotes)
      switch shape {
      case .rows(let set, _):
        if case .pipeline(let plan) = set.rows {
          words.read(plan)
          explanation.notes.append(grain(of: plan))
        }
      case .value(let value): words.read(value, over: nil)
      case .gathered, .many, .periods, .list, .scopeRow, .linkRow, .loopRow, .poison: break
      }
    case .function(let declaration): enterBody(of: declaration)
    // What its stages build on depends on the rows that it is applied to.
    case .verb, .option: break
    }
    explanation.reads = words.reads
    explanation.notes += words.periods + words.notes
    let id = id(of: definition)
    var told = Told()
    told.definitions[id] = 0
    explanation.uses = explanations(usedBy: id, told: &told)
    return explanation
  }

  private mutating func read(_ thing: Thing, with words: inout PlainWords) {
    guard let (value, footnotes) = checked(thing) else { return }
    words.hear(footnotes)
    words.read(value, over: nil)
  }

  /// Looks into a function for the definitions that it uses; what its parameters are is not known.
  private mutating func enterBody(of function: FunctionDeclaration) {
    let span = function.body.span
    let unknown = function.formals.map { _ in
      Argument(
        name: nil,
        value: Query(Expression(.invalid, span: span)))
    }
    let call = CallArguments(arguments: unknown, modifiers: [], span: span)
    _ = overhear { $0.checkUserFunction(function, call, span) }
  }

  /// What has been told already.
  private struct Told {
    /// The number of the stage where a definition was told.
    var definitions: [DefinitionID: Int] = [:]
    var lets: Set<LogicalPlan> = []
    /// How many footnotes.
    var footnotes = 0
    /// The number of the stage being explained, from 1.
    var stage = 0
  }

  /// The definitions that one has looked into, with theirs; each is taken apart only once.
  private func explanations(usedBy user: DefinitionID?, told: inout Told) -> [Explanation] {
    let definitions = definitionsByID
    var found: [Explanation] = []
    for id in uses?.used(by: user) ?? [] {
      guard let definition = definitions[id] else { continue }
      var explanation = Explanation(
        kind: definition.keyword == .field ? "computed field" : definition.keyword.rawValue,
        name: (definition.owner.map { name(of: $0) + "." } ?? "") + definition.name.text,
        definition: formatted(definition), place: place(definition.name.span),
        summary: definition.summary, reads: [], notes: [], uses: [])
      if let stage = told.definitions[id], stage != told.stage {
        explanation.definition =
          "\(definition.keyword.rawValue) \(definition.name.text), see \(stage)"
        (explanation.place, explanation.summary) = (nil, nil)
      } else if told.definitions.updateValue(told.stage, forKey: id) == nil {
        explanation.uses = explanations(usedBy: id, told: &told)
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
    // An export or a print in it is left out: nothing is written.
    let checked = checkTappedQuery(asked) { checking, stage, current in
      told.stage += 1
      stages.append(
        checking.explained(stage, of: asked, from: previous, to: current.plan, told: &told))
      checking.uses = DefinitionUses()
      previous = current.plan
    }
    guard let checked else { return }
    // The stages tell of the footnotes; files and titles wait for the query itself.
    let planned = PlannedQuery(
      plan: checked.query.plan, world: environment.world, footnotes: [], span: span)
    steps.append(.profile(ExplainedQuery(stages: stages, query: planned)))
  }

  /// What there is to say of one stage (nil for the source), which leads from one plan to another.
  private func explained(
    _ stage: Stage?, of query: Query, from previous: LogicalPlan?, to plan: LogicalPlan,
    told: inout Told
  ) -> ExplainedQuery.Stage {
    var words = PlainWords(self, letsRead: told.lets)
    words.hear(Array(footnotes.dropFirst(told.footnotes)))
    told.footnotes = footnotes.count
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
      return "\(words): \(ends[0]) to \(ends[1]), \(PeriodSpan.words(days)), "
        + "also those without rows"
    }
  }
}
