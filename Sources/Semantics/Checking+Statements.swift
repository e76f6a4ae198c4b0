import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  mutating func check(_ statements: [Statement]) {
    for statement in statements {
      definitionsUsed = 0
      footnotes = []
      unknownNames = []
      shippedProblems = [:]
      check(statement, among: statements)
    }
  }

  private mutating func check(_ statement: Statement, among statements: [Statement]) {
    switch statement.kind {
    case .entity:
      if !didLoadEntities {
        didLoadEntities = true
        loadEntities(of: statements, folder: environment.workspace)
      }
    case .let(let name, let query):
      define(LetDefinition(name: name, query: query, span: statement.span))
    case .measure(let declaration): define(declaration)
    case .field(let declaration): define(declaration)
    case .function(let name, let formals, let body):
      define(
        FunctionDeclaration(name: name, formals: formals, body: body, span: statement.span))
    case .load(let file, let isInto, let target, let items):
      load(file, isInto: isInto, target, items)
    case .open(let folder): if let path = plainPath(folder) { open(path, at: folder.span) }
    case .include(let file): include(file)
    case .option(let name, let value): setOption(name, value, at: statement.span)
    case .assert(let condition, let message): checkAssertion(condition, message, statement.span)
    case .query(let query): checkShown(query, at: statement.span)
    case .verb(let name, let formals, let stages):
      define(VerbDeclaration(name: name, formals: formals, stages: stages, span: statement.span))
    case .param(let declaration): define(declaration)
    case .run(let file, let items): run(file, with: items, statement.span)
    case .forEach(let name, let query, let body): repeatFor(name, in: query, body, statement.span)
    case .test(let name, let body): checkTest(name, body, statement.span)
    case .save(let folder): save(folder, at: statement.span)
    case .adopt(let name): report(notYet("adopt", at: name.span))
    case .snapshot(let name, _): report(notYet("snapshot", at: name.span))
    case .scenario(let name, _, _): report(notYet("scenario", at: name.span))
    case .describe(let path): describe(path, at: statement.span)
    case .explain(let path): explain(path, at: statement.span)
    case .invalid: break
    }
  }

  /// A query whose rows are shown, or, where it ends in `describe` or `explain`, what there is to
  /// say of them.
  private mutating func checkShown(_ query: Query, at span: Span) {
    switch query.stages.last?.kind {
    case .explain: explain(query, at: span)
    case .describe:
      var described = query
      described.stages.removeAll { $0.kind.onlyLooks }
      if let checked = checkTappedQuery(described) { describeColumns(of: checked.query, at: span) }
    default:
      if let planned = planStatement(query, span) { steps.append(.query(planned)) }
    }
  }

  func planned(_ plan: LogicalPlan, _ span: Span) -> PlannedQuery {
    PlannedQuery(plan: plan, world: environment.world, footnotes: footnotes, span: span)
  }

  private mutating func checkAssertion(
    _ condition: Expression, _ message: TextNode?, _ span: Span
  ) {
    let value = checkCondition(condition)
    let words = words(message, or: condition)
    if value.type == .poison { return }
    let one = CheckedQuery(.one, RowScope(isStage: true), at: span)
    let plan = CheckedQuery(.assert(one.plan, value, message: words), one.scope, at: span).plan
    steps.append(.assertion(planned(plan, span)))
  }
}
