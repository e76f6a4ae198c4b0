/// Goes through a tree in the order of the text; a conforming type replaces the visits it cares for
/// and calls `visitChildren` to go on below.
package protocol TreeVisitor: ~Copyable {
  mutating func visit(_ script: Script)
  mutating func visit(_ statement: Statement)
  mutating func visit(_ query: Query)
  mutating func visit(_ stage: Stage)
  mutating func visit(_ items: [Item])
  mutating func visit(_ item: Item)
  mutating func visit(_ keys: [GroupKey])
  mutating func visit(_ keys: [SortKey])
  mutating func visit(_ expression: Expression)
  mutating func visit(_ arguments: CallArguments)
  mutating func visit(_ edits: [Edit])
  mutating func visit(_ entity: EntityDeclaration)
  mutating func visit(_ formals: [Formal])
  mutating func visit(_ type: TypeName)
}

extension TreeVisitor where Self: ~Copyable {
  package mutating func visit(_ script: Script) {
    for statement in script.statements { visit(statement) }
  }

  package mutating func visit(_ statement: Statement) { visitChildren(of: statement) }
  package mutating func visit(_ query: Query) { visitChildren(of: query) }
  package mutating func visit(_ stage: Stage) { visitChildren(of: stage) }
  package mutating func visit(_ items: [Item]) { for item in items { visit(item) } }
  package mutating func visit(_ item: Item) { visitChildren(of: item) }
  package mutating func visit(_ expression: Expression) { visitChildren(of: expression) }
  package mutating func visit(_ arguments: CallArguments) { visitChildren(of: arguments) }
  package mutating func visit(_ keys: [SortKey]) { for key in keys { visit(key.value) } }
  package mutating func visit(_ type: TypeName) {}

  package mutating func visit(_ keys: [GroupKey]) {
    for key in keys {
      switch key {
      case .item(let item): visit(item)
      case .each(_, _, let range, _): if let range { visit(range) }
      }
    }
  }

  package mutating func visit(_ edits: [Edit]) {
    for edit in edits {
      switch edit.kind {
      case .change(_, let condition, let items):
        if let condition { visit(condition) }
        visit(items)
      case .remove(_, let condition): if let condition { visit(condition) }
      case .insert(_, let items): visit(items)
      }
    }
  }

  package mutating func visit(_ entity: EntityDeclaration) {
    for column in entity.columns { visit(column.type) }
  }

  package mutating func visit(_ formals: [Formal]) {
    for formal in formals {
      if let type = formal.type { visit(type) }
      if let value = formal.defaultValue { visit(value) }
    }
  }

  // MARK: Below

  package mutating func visitChildren(of statement: Statement) {
    switch statement.kind {
    case .entity(let entity): visit(entity)
    case .let(_, let query), .query(let query): visit(query)
    case .measure(let measure): visit(measure.body)
    case .field(let field): visit(field.body)
    case .function(_, let formals, let body):
      visit(formals)
      visit(body)
    case .verb(_, let formals, let stages):
      visit(formals)
      for stage in stages { visit(stage) }
    case .param(let param):
      visit(param.type)
      if let value = param.defaultValue { visit(value) }
      if let allowed = param.allowed { visit(allowed) }
    case .load(_, _, _, let items), .run(_, let items): visit(items)
    case .option(_, let value): visit(value)
    case .scenario(_, _, let edits): visit(edits)
    case .forEach(_, let query, let body):
      visit(query)
      for statement in body { visit(statement) }
    case .test(_, let body): for statement in body { visit(statement) }
    case .assert(let value, _): visit(value)
    case .open, .save, .adopt, .include, .snapshot, .describe, .explain, .invalid: break
    }
  }

  package mutating func visitChildren(of query: Query) {
    switch query.source {
    case .expression(let expression): visit(expression)
    case .compare(_, _, let inner), .with(_, let inner): visit(inner)
    }
    for stage in query.stages { visit(stage) }
  }

  package mutating func visitChildren(of stage: Stage) {
    switch stage.kind {
    case .where(let value), .append(let value), .assert(let value, _): visit(value)
    case .add(let items), .replace(let items), .show(let items), .distinct(let items): visit(items)
    case .sort(let keys): visit(keys)
    case .top(_, _, let by, let then, _):
      visit(by)
      visit(then)
    case .summarize(let items, let keys), .chart(_, let items, let keys):
      visit(items)
      visit(keys)
    case .link(_, let table, _, let condition):
      visit(table)
      visit(condition)
    case .pivot(let items, _, let values):
      visit(items)
      if let values { visit(values) }
    case .apply(_, let arguments): visit(arguments)
    case .hide, .rename, .take, .expand, .unpivot, .export, .print, .describe, .explain, .invalid:
      break
    }
  }

  package mutating func visitChildren(of item: Item) { visit(item.value) }

  package mutating func visitChildren(of expression: Expression) {
    switch expression.kind {
    case .name(_, let arguments): if let arguments { visit(arguments) }
    case .member(let base, _, let arguments):
      visit(base)
      if let arguments { visit(arguments) }
    case .parenthesised(let query): visit(query)
    case .list(let elements): for element in elements { visit(element) }
    case .negate(let operand), .not(let operand), .isMissing(let operand, _): visit(operand)
    case .binary(_, _, let left, let right), .textTest(_, _, let left, let right, _),
      .isIn(let left, let right, _), .range(let left, let right):
      visit(left)
      visit(right)
    case .between(let value, let low, let high, _):
      visit(value)
      visit(low)
      visit(high)
    case .conditional(let condition, let then, let otherwise):
      visit(condition)
      visit(then)
      visit(otherwise)
    // What is interpolated belongs to its text, which stays as it is written.
    case .text, .number, .percent, .money, .date, .period, .boolean, .missing, .quantity,
      .relativePeriod, .invalid:
      break
    }
  }

  package mutating func visitChildren(of arguments: CallArguments) {
    for argument in arguments.arguments { visit(argument.value) }
    for modifier in arguments.modifiers {
      switch modifier.kind {
      case .condition(let value), .during(let value): visit(value)
      case .priorPeriod, .prior, .withinAll, .within, .per, .over: break
      }
    }
  }
}
