import Columns
import Engine
import Messages
import Model
import Output
import Plan
import Semantics

/// A query that was explained and has run: what `| explain` shows.
struct ProfiledQuery {
  let explained: ExplainedQuery
  let operators: [OperatorProfile]
  let milliseconds: Double
  let sources: SourceMap
  let catalog: Catalog

  /// For programs a row per fact, for people the same in words.
  func table(calendar: Calendar) -> ResultTable {
    let facts = stageFacts + operatorLines.map(\.fact)
    var table = ResultTable(
      ["what", "text"], facts.map { [$0.what, $0.text] }, calendar: calendar)
    table.columns.insert(ResultColumn(name: "stage", numbers: facts.map(\.stage)), at: 0)
    table.columns += [
      ResultColumn(name: "level", numbers: facts.map(\.level)),
      ResultColumn(name: "rows_read", numbers: facts.map(\.rowsRead)),
      ResultColumn(name: "rows", numbers: facts.map(\.rows)),
      ResultColumn(
        name: "milliseconds", numbers: facts.map { $0.nanoseconds.map { Int($0 / 1_000) } },
        scale: 3),
      ResultColumn(name: "threads", numbers: facts.map(\.threads)),
    ]
    table.reading = .words(words)
    return table
  }

  /// One thing to say.
  private struct Fact {
    var stage: Int?
    /// `stage`, `grain`, `definition`, `period`, `note` or `operator`.
    var what: String
    var text: String
    var level = 0
    var rowsRead: Int?
    var rows: Int?
    var nanoseconds: Int64?
    var threads: Int?
  }

  // MARK: - Stages

  private var stageFacts: [Fact] {
    explained.stages.enumerated().flatMap { number, stage -> [Fact] in
      func fact(_ what: String, _ text: String) -> Fact {
        Fact(stage: number + 1, what: what, text: text)
      }
      var head = fact("stage", stage.text)
      head.rows = rows(behind: stage)
      var facts = [head]
      if let grain = stage.grain { facts.append(fact("grain", grain)) }
      for definition in stage.definitions.flatMap(\.all) {
        facts.append(fact("definition", definition.definition))
      }
      facts += stage.periods.map { fact("period", $0) }
      return facts + stage.notes.map { fact("note", $0) }
    }
  }

  /// How many rows a stage passed on: what its last operator did.
  private func rows(behind stage: ExplainedQuery.Stage) -> Int? {
    var current = operators.last
    while let entry = current {
      if case .stage(let plan, _) = entry.work, plan.span == stage.span { return entry.rows }
      current = entry.inputs.first
    }
    return nil
  }

  /// The number of the stage that an operator belongs to.
  private func stageNumber(of plan: LogicalPlan) -> Int? {
    explained.stages.firstIndex { $0.span == plan.span }.map { $0 + 1 }
  }

  private var stageLines: [String] {
    explained.stages.enumerated().flatMap { number, stage in
      let rows = rows(behind: stage).map { ResultWriter.count($0, "row", "rows") }
      let shape = [stage.grain, rows].compactMap(\.self).joined(separator: ": ")
      let lines =
        [shape] + stage.definitions.flatMap(\.lines) + stage.periods + stage.notes
      return ["\(number + 1)  \(stage.text)"] + lines.filter { !$0.isEmpty }.map { "   \($0)" }
    }
  }

  // MARK: - Operators

  private struct OperatorLine {
    var fact: Fact
    /// What stands behind the time: `2 threads`.
    var remark = ""
  }

  /// Each operator behind those that it gets its rows from, and what it does besides below it.
  private var operatorLines: [OperatorLine] {
    var lines: [OperatorLine] = []
    for entry in operators { add(entry, level: 0, stage: nil, to: &lines) }
    return lines
  }

  private func add(
    _ entry: OperatorProfile, level: Int, stage: Int?, to lines: inout [OperatorLine]
  ) {
    var (besides, stage) = (entry.inputs[...], stage)
    if case .stage(let plan, _) = entry.work {
      // The operators of a verb belong to the stage that applies it.
      if level == 0 { stage = stageNumber(of: plan) ?? stage }
      if isLet(plan) {
        // What a let consists of stands below its name.
      } else if let input = besides.first, case .stage = input.work {
        add(input, level: level, stage: stage, to: &lines)
        besides = besides.dropFirst()
      }
    }
    lines.append(line(of: entry, level: level, stage: stage))
    if case .scan(_, _, .remarks) = entry.work { return }
    // An aggregate that is computed in two ways is told once.
    var told: Set<String> = []
    for other in besides {
      if case .taken(let aggregate) = other.work,
        !told.insert("\(other.rows) \(sources.line(aggregate.span))").inserted
      {
        continue
      }
      add(other, level: level + 1, stage: stage, to: &lines)
    }
  }

  private func line(of entry: OperatorProfile, level: Int, stage: Int?) -> OperatorLine {
    var fact = Fact(stage: stage, what: "operator", text: "", level: level, rows: entry.rows)
    fact.nanoseconds = entry.nanoseconds
    var remark = ""
    switch entry.work {
    case .stage(let plan, let isPartOfScan):
      fact.text = words(for: plan)
      if isLet(plan), entry.inputs.isEmpty { remark = "computed before" }
      if isPartOfScan {
        fact.nanoseconds = nil
        remark = "during the scan"
      }
    case .scan(let entity, let aggregates, let purpose):
      fact.text = "scan \(entity.map { catalog[$0].name } ?? "rows")"
      if aggregates.isEmpty { fact.text += " for the groups" }
      if purpose == .remarks { fact.text += " for a footnote" }
      if entry.repetitions > 1 { fact.text += ", \(entry.repetitions) times" }
      fact.rowsRead = entry.rowsRead
      fact.threads = entry.threads
      remark = ResultWriter.count(entry.threads, "thread", "threads")
    case .taken(let aggregate):
      fact.text = sources.line(aggregate.span)
      fact.nanoseconds = nil
    }
    return OperatorLine(fact: fact, remark: remark)
  }

  /// Whether it is the rows of a `let`; those that an `export` or `print` takes are shared, too.
  private func isLet(_ plan: LogicalPlan) -> Bool {
    guard case .shared = plan.node else { return false }
    return sources.line(plan.span).first != "|"
  }

  /// An operator in the user's own words, where a stage is just that operator.
  private func words(for plan: LogicalPlan) -> String {
    switch plan.node {
    case .scan(let entity): "read \(catalog[entity].name)"
    case .one: "one row"
    case .reached(_, let hops):
      "follow to \(hops.last.map { catalog[$0.destination].name } ?? "rows")"
    case .shared(let name, _) where isLet(plan): "let \(name)"
    case .extend: "add \(plan.columns.last?.name ?? "")"
    case .shared, .filter, .project, .sort, .take, .top, .distinct, .summarize, .expand, .link,
      .append,
      .pivot, .unpivot, .assert:
      String(sources.line(plan.span).drop { $0 == "|" || $0 == " " })
    }
  }

  // MARK: - Words

  /// Longer operators are cut: their text stands above in full.
  private static let widestOperator = 56
  /// Room for seconds: most columns of times then stand in the same place.
  private static let narrowestTime = 10

  private var words: String {
    let lines = operatorLines
    var columns = lines.map { line in
      let fact = line.fact
      let rows = fact.rowsRead ?? fact.rows ?? 0
      return [
        Self.cut(String(repeating: "  ", count: fact.level) + fact.text),
        ResultWriter.count(rows, "row ", "rows"),
        fact.nanoseconds.map { Self.time(Double($0) / 1e6) } ?? "", line.remark,
      ]
    }
    func width(_ column: Int) -> Int { columns.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    let widths = [width(0), width(1), max(Self.narrowestTime, width(2))]
    for index in columns.indices {
      for (column, width) in widths.enumerated() {
        let space = String(repeating: " ", count: width - DisplayWidth.of(columns[index][column]))
        columns[index][column] =
          column == 0 ? columns[index][column] + space : space + columns[index][column]
      }
    }
    let rows = columns.map { cells in
      var line = "   " + cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    let total = "What ran, in \(Self.time(milliseconds)):"
    return (stageLines + ["", total] + rows).map { $0 + "\n" }.joined()
  }

  private static func cut(_ text: String) -> String {
    text.count > widestOperator ? text.prefix(widestOperator - 1) + "…" : text
  }

  private static func time(_ milliseconds: Double) -> String {
    let hundredths = Int((milliseconds * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) ms"
  }
}

extension Explanation {
  fileprivate var all: [Explanation] { [self] + uses.flatMap(\.all) }
}
