import Columns
import Messages
import Model
import Plan
import Syntax

/// What encloses statements in braces.
enum Block {
  case forEach
  case test
}

/// `for each`, `test` and `run`: statements inside statements.
extension Checking {
  /// The steps of a block. What it defines ends with it.
  private mutating func check(_ body: [Statement], in block: Block) -> [Step] {
    let saved = (steps, self.block, environment)
    steps = []
    self.block = block
    for statement in body {
      if let problem = misplaced(statement, in: block) {
        report(problem)
      } else {
        check([statement])
      }
    }
    defer { (steps, self.block, environment) = saved }
    return steps
  }

  /// Why a statement cannot stand in a block: all data and all params of a script are there before
  /// it runs.
  private func misplaced(_ statement: Statement, in block: Block) -> Diagnostic? {
    let word: String
    switch statement.kind {
    case .entity: word = "entity"
    case .load: word = "load"
    case .open: word = "open"
    case .include: word = "include"
    case .param: word = "param"
    case .option: word = "option"
    case .test: word = "test"
    case .save: word = "save"
    case .let, .measure, .field, .function, .verb, .adopt, .run, .snapshot, .scenario,
      .forEach, .describe, .explain, .assert, .query, .invalid:
      return nil
    }
    return Diagnostic(
      .misplacedStatement, "\(word) stands at the top of a script, not inside braces",
      at: statement.span, notes: ["put it before the \(block == .test ? "test" : "loop")"])
  }

  /// `for each name in query { … }`.
  mutating func repeatFor(
    _ name: Name, in query: Query, _ body: [Statement], _ span: Span
  ) {
    let rows = checkQuery(query)
    guard isFree(name, for: .row) else { return }
    guard let rows else {
      // The body would only repeat what is wrong with the rows.
      return
    }
    let planned = planned(rows.plan, query.span)
    var row: TypedExpression?
    let anchor = rows.scope.anchor.map { _ in freshVariable() }
    if let anchor, let entity = rows.scope.anchor {
      row = TypedExpression(.variable(anchor), type: .entity(entity), span: name.span)
    }
    var variables: [VariableID] = []
    var columns: [LoopRow.Column] = []
    for column in rows.scope.columns {
      let variable = freshVariable()
      variables.append(variable)
      guard column.isNamed else { continue }
      var value = TypedExpression(.variable(variable), type: column.type, span: name.span)
      if let field = column.anchorField, let row {
        // Reached from the row, so that what its column holds is known when names are compared.
        value.kind = .field(field, of: row)
      }
      columns.append(LoopRow.Column(name: column.name, value: value))
    }
    environment.loops.append(LoopRow(name: name, row: row, columns: columns))
    let steps = check(body, in: .forEach)
    environment.loops.removeLast()
    self.steps.append(
      .forEach(PlannedLoop(rows: planned, anchor: anchor, columns: variables, body: steps)))
  }

  /// `test "name" { … }`: checked always, run only when tests are asked for.
  mutating func checkTest(_ name: TextNode, _ body: [Statement], _ span: Span) {
    let saved = exports
    defer { exports = saved }
    exports = [:]
    let steps = check(body, in: .test)
    tests.append(PlannedTest(name: plainText(name), steps: steps, span: span))
  }

  private mutating func plainText(_ node: TextNode) -> String {
    node.literal.plain ?? text(node.span)
  }

  // MARK: - Other scripts

  /// `run "file" with …`: the script's statements, which see what is defined here.
  mutating func run(_ file: TextNode, with items: [Item], _ span: Span) {
    var call = ScriptCall(file: file, items: [:], environment: environment)
    for item in items {
      guard let name = item.name else {
        report(
          Diagnostic(
            .unnamedColumn, "say which param gets this value", at: item.span,
            suggestions: [Suggestion("", "with area: \(text(item.value.span))")]))
        continue
      }
      call.items[name.key] = item
    }
    guard let (opened, script) = readScript(file, verb: "run") else { return }
    let saved = (
      steps, environment, arguments, parameters, block, laterArguments, tests, didLoadEntities
    )
    (steps, parameters, block, laterArguments) = ([], [], nil, [])
    didLoadEntities = false
    environment = environment.forCallee
    arguments = .call(call)
    openFiles.append(opened)
    check(script.statements)
    openFiles.removeLast()
    for item in items {
      guard let name = item.name, !parameters.contains(where: { $0.key == name.key }) else {
        continue
      }
      report(unknownArgument(name, file.literal.plain ?? opened.name, among: parameters))
    }
    let run = PlannedRun(arguments: laterArguments, steps: steps, span: span)
    (steps, environment, arguments, parameters, block, laterArguments, tests, didLoadEntities) =
      saved
    steps.append(.run(run))
  }
}
