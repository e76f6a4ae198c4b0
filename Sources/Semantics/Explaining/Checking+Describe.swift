import Messages
import Model
import Plan
import Syntax

/// `describe name` and `| describe`.
extension Checking {
  mutating func describe(_ path: Path, at span: Span) {
    let things = things(at: path)
    guard let first = things.first else { return }
    if things.count > 1 {
      let lines = things.map { line(for: $0, isQualified: true) }
      let example = "describe \(lines[0].name)"
      steps.append(
        .describe(
          Description(
            content: .list(lines, nil), remarks: ["\(example) tells more of one"]),
          nil, span))
      return
    }
    switch first {
    case .entity(let entity): describeEntity(entity, at: span)
    case .let(let definition): describeLet(definition, at: span)
    case .field, .inverse, .computed, .measure, .function, .verb, .param, .builtIn, .aggregate,
      .option, .threshold:
      describeSingle(first, at: span)
    }
  }

  /// The columns of a query where it stands, without running it.
  mutating func describeColumns(of query: CheckedQuery, at span: Span) {
    var remarks = [grain(of: query.plan)]
    if query.scope.isOpen {
      remarks.append("the further columns depend on the data: they are known when it runs")
    }
    steps.append(
      .describe(
        Description(content: .list(columnLines(of: query), nil), remarks: remarks), nil, span))
  }

  // MARK: - Lists

  /// All members of all entities.
  mutating func overview() -> Description {
    var lines: [Description.Line] = []
    for entity in catalog.entities.indices.map(EntityID.init) {
      for thing in members(of: entity) { lines.append(line(for: thing, isQualified: true)) }
    }
    let hasMore = catalog.entities.indices.contains {
      !shippedMembers(of: EntityID(index: $0)).isEmpty
    }
    var remarks: [String] = []
    if hasMore { remarks.append("describe and the name of one lists its ready-made measures too") }
    let absent = prelude().entities.filter { catalog.entity(named: $0.name) == nil }
    if absent.count < prelude().entities.count, !absent.isEmpty {
      let names = absent.map(\.name).joined(separator: ", ")
      remarks.append("of the built-in model there are no \(names)")
    }
    return Description(content: .list(lines, nil), remarks: remarks)
  }

  private mutating func describeEntity(_ id: EntityID, at span: Span) {
    let entity = catalog[id]
    var lines: [Description.Line] = []
    var counted: [Int] = []
    var lacking: [TypedExpression] = []
    let scope = scanScope(id)
    for (number, thing) in (members(of: id) + shippedMembers(of: id)).enumerated() {
      lines.append(line(for: thing, isQualified: false))
      guard let value = value(of: thing, in: scope, at: span) else { continue }
      counted.append(number)
      lacking.append(absence(of: value, at: span))
    }
    let scan = CheckedQuery(.scan(id), scope, at: span)
    var remarks: [String] = []
    if let path = entity.path { remarks.append("read from \(inWorkspace(path))") }
    let counts = Description.Counts(lines: counted, one: entity.singular, many: entity.name)
    if let place = entity.span.flatMap(place) { remarks.append("declared in \(place)") }
    steps.append(
      .describe(
        Description(
          content: .list(lines, counts),
          title: entity.name + (entity.summary.map { ": \($0)" } ?? ""), remarks: remarks),
        facts(of: scan, [rowCount(at: span)] + lacking.map { count(where: $0, at: span) }, span),
        span))
  }

  private mutating func describeLet(_ definition: LetDefinition, at span: Span) {
    scopes = []
    guard case .rows(let set, _) = use(definition, at: span),
      let query = rows(of: set, at: span)
    else { return describeSingle(.let(definition), at: span) }
    let lacking = query.scope.columns.indices.map {
      absence(of: column($0, of: query.scope, depth: 0, at: span), at: span)
    }
    let lines = columnLines(of: query)
    let view = Owner.view(definition.name.key)
    var remarks: [String] = []
    if let place = place(definition.name.span) { remarks.append(place) }
    remarks.append(grain(of: query.plan))
    let counts = Description.Counts(
      lines: Array(lines.indices), one: "row in all", many: "rows in all")
    var defined: [Description.Line] = []
    for thing in self.defined(on: view) { defined.append(line(for: thing, isQualified: false)) }
    steps.append(
      .describe(
        Description(
          content: .list(lines + defined, counts), title: text(definition.span), remarks: remarks),
        facts(of: query, [rowCount(at: span)] + lacking.map { count(where: $0, at: span) }, span),
        span))
  }

  /// A line for each column of a query: which field it is, or what it is computed from.
  private func columnLines(of query: CheckedQuery) -> [Description.Line] {
    query.scope.columns.enumerated().map { number, column in
      var line = Description.Line(
        name: column.name, kind: "computed", type: column.type.words(in: catalog))
      if let anchor = query.scope.anchor, let field = column.anchorField {
        line.kind = Thing.field(field, of: anchor).kind(in: catalog)
        line.origin = "\(catalog[anchor].name).\(catalog[anchor].fields[field].name)"
        line.summary = catalog[anchor].fields[field].summary
      } else {
        let origins = query.plan.origins(ofColumn: number).map { text($0.value.span) }
        if !origins.isEmpty { line.origin = origins.joined(separator: ", ") }
      }
      return line
    }
  }

  /// What a member of an entity tells of one row: a value, or for a link back any row at all.
  private mutating func value(
    of thing: Thing, in scope: RowScope, at span: Span
  ) -> TypedExpression? {
    if case .computed(let declaration, let owner) = thing {
      let value = overhear { checking in
        var row = checking.scope(of: owner, in: scope)
        row.isStage = false
        return checking.inText(of: declaration, on: owner, rows: row, at: span)
      }.result
      return value.type == .poison ? nil : value
    }
    guard let entity = scope.anchor else { return nil }
    let row = row(of: entity, depth: 0, at: span)
    switch thing {
    case .field(let number, _):
      return TypedExpression(
        .field(number, of: row), type: catalog[entity].fields[number].type, span: span)
    case .inverse(let inverse, _):
      let hop = Hop.inverse(from: entity, field: inverse.field, to: inverse.source)
      let none = Aggregate(
        function: .none, rows: .reached(owner: row, hops: [hop]), type: .bool, span: span)
      return TypedExpression(.aggregate(none), type: .bool, span: span)
    case .entity, .computed, .measure, .let, .function, .verb, .param, .builtIn, .aggregate,
      .option, .threshold:
      return nil
    }
  }

  /// Whether a row lacks something; for a link back the value says so itself.
  private func absence(of value: TypedExpression, at span: Span) -> TypedExpression {
    if case .aggregate(let aggregate) = value.kind, aggregate.function == .none { return value }
    return operation(.isMissing, [value], .bool, span)
  }

  // MARK: - Single things

  private mutating func describeSingle(_ thing: Thing, at span: Span) {
    var line = line(for: thing, isQualified: true)
    var properties: [Description.Property] = []
    func add(_ name: String, _ value: String?) {
      if let value { properties.append(Description.Property(name: name, value: value)) }
    }
    if let definition = thing.definition {
      add("definition", "\(definition.keyword.rawValue) \(text(definition.span))")
    }
    switch thing {
    case .field(let number, let entity):
      line.origin = origin(of: catalog[entity].fields[number], in: entity)
      if case .choice(let list) = catalog[entity].fields[number].type {
        add("values", list.declared.joined(separator: ", "))
      }
    case .measure(let declaration, let owner):
      add("counts by", declaration.over.map { "\(name(of: owner)).\(text($0.span))" })
    case .function(let declaration):
      add("takes", declaration.formals.map(\.name.text).joined(separator: ", "))
    case .verb(let declaration):
      add("takes", declaration.formals.map(\.name.text).joined(separator: ", "))
    case .param(let parameter):
      add("value", words(forValueOf: parameter))
      add("one of", allowedWords(parameter))
    case .builtIn(let function): add("written", function.signature)
    case .aggregate(let aggregate): add("written", aggregate.signature)
    case .option(let option):
      add("value", option.value(in: environment.world.options))
      add("set by", option.example)
    case .threshold(let definition):
      add("set by", "option \(text(Definition.option(definition).span))")
    case .entity, .inverse, .computed, .let: break
    }
    steps.append(
      .describe(
        Description(content: .single(line, properties: properties), remarks: []),
        facts(of: thing, at: span), span))
  }

  /// How a single thing is distributed over the rows of its entity.
  private mutating func facts(of thing: Thing, at span: Span) -> PlannedQuery? {
    let owner: Owner
    switch thing {
    case .field(_, let entity), .inverse(_, let entity): owner = .entity(entity)
    case .computed(_, let other): owner = other
    case .entity, .measure, .let, .function, .verb, .param, .builtIn, .aggregate, .option,
      .threshold:
      return nil
    }
    guard let set = everyRow(of: owner, at: span), let rows = rows(of: set, at: span),
      let value = value(of: thing, in: rows.scope, at: span)
    else { return nil }
    let missing = Fact("missing", count(where: absence(of: value, at: span), at: span).aggregate)
    var facts = [rowCount(at: span), missing]
    if case .inverse = thing {
      facts[1].name = "without any"
    } else {
      func add(_ name: String, _ function: AggregateFunction, _ type: ValueType) {
        facts.append(
          Fact(
            name,
            Aggregate(
              function: function, rows: .current, value: value, type: type, span: span)))
      }
      add("distinct", .countDistinct, .number)
      if Self.hasRange(value.type) {
        add("smallest", .minimum, value.type)
        add("largest", .maximum, value.type)
      }
    }
    return self.facts(of: rows, facts, span)
  }

  /// Whether the smallest and the largest value say something.
  private static func hasRange(_ type: ValueType) -> Bool {
    switch type {
    case .number, .money, .percent, .date, .period, .duration: true
    case .mixedMoney, .text, .id, .bool, .choice, .entity, .missing, .poison: false
    }
  }

  // MARK: - Facts

  private struct Fact {
    var name: String
    var aggregate: Aggregate

    init(_ name: String, _ aggregate: Aggregate) {
      (self.name, self.aggregate) = (name, aggregate)
    }
  }

  private func rowCount(at span: Span) -> Fact {
    Fact("rows", Aggregate(function: .count, rows: .current, type: .number, span: span))
  }

  private func count(where condition: TypedExpression, at span: Span) -> Fact {
    Fact(
      "missing",
      Aggregate(
        function: .count, rows: .current, condition: condition, type: .number, span: span))
  }

  /// One row with all facts about the rows of a query.
  private mutating func facts(
    of query: CheckedQuery, _ facts: [Fact], _ span: Span
  ) -> PlannedQuery {
    let summary = Summary(
      keys: [], aggregates: facts.map { GroupAggregate(aggregate: $0.aggregate, keys: []) },
      items: facts.enumerated().map { number, fact in
        TypedExpression(.column(number, depth: 0), type: fact.aggregate.type, span: span)
      })
    let columns = facts.map { ScopeColumn(name: $0.name, type: $0.aggregate.type, grain: 0) }
    let checked = CheckedQuery(.summarize(query.plan, summary), detached(columns), at: span)
    return PlannedQuery(
      plan: checked.plan, world: environment.world, footnotes: [], span: span)
  }
}
