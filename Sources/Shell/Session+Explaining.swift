import Columns
import Messages
import Model
import Output
import Semantics

/// What `describe name` and `explain name` show.
extension Session {
  /// - Parameter facts: what the rows tell, in one row.
  static func table(
    of description: Description, _ facts: ResultTable?, calendar: Calendar
  ) -> ResultTable {
    var table: ResultTable
    var remarks = description.remarks
    switch description.content {
    case .list(let lines, let counts):
      table = ResultTable(
        ["name", "kind", "type", "from", "about"],
        lines.map { [$0.name, $0.kind, $0.type, $0.origin, $0.summary] }, calendar: calendar)
      table.reading = .list
      if let facts, let counts {
        let numbers = facts.columns.map { $0.values.wholeNumber ?? 0 }
        remarks.insert(ResultWriter.count(numbers[0], counts.one, counts.many), at: 0)
        var missing = [Int?](repeating: nil, count: lines.count)
        for (line, number) in zip(counts.lines, numbers.dropFirst()) { missing[line] = number }
        table.columns.insert(ResultColumn(name: "missing", numbers: missing), at: 3)
      }
    case .single(let line, let properties):
      let known: [(String, String?)] =
        [("name", line.name), ("kind", line.kind), ("type", line.type)]
        + properties.map { ($0.name, $0.value) } + [("from", line.origin)]
      let texts = known + [("about", line.summary)]
      table = ResultTable([], [[]], calendar: calendar)
      table.columns = texts.compactMap { name, text in
        text.map { ResultColumn(name: name, texts: [$0]) }
      }
      if let facts {
        let place = known.count { $0.1 != nil }
        table.columns.insert(contentsOf: facts.columns, at: place)
      }
      table.reading = .records
    }
    table.title = description.title
    table.footnotes = remarks.map { Footnote(text: $0) }
    return table
  }

  /// - Parameter figures: their values, in one row.
  static func table(
    of explanations: [Explanation], _ figures: ResultTable?, calendar: Calendar
  ) -> ResultTable {
    let explanations = explanations.map { figures.map($0.stating) ?? $0 }
    let entries = explanations.flatMap { $0.flattened(level: 0) }
    func joined(_ lines: [String]) -> String? {
      lines.isEmpty ? nil : lines.joined(separator: "; ")
    }
    var table = ResultTable(
      ["kind", "name", "definition", "place", "about", "reads", "counts_by", "notes"],
      entries.map { _, entry in
        [
          entry.kind, entry.name, entry.definition, entry.place, entry.summary,
          joined(entry.reads), entry.date, joined(entry.notes),
        ]
      }, calendar: calendar)
    table.columns.insert(
      ResultColumn(name: "level", numbers: entries.map { $0.level }), at: 0)
    let words = explanations.map { $0.lines.map { $0 + "\n" }.joined() }
    table.reading = .words(words.joined(separator: "\n"))
    return table
  }
}

extension Explanation {
  /// Itself and what it is built from, each with its depth below.
  fileprivate func flattened(level: Int) -> [(level: Int, entry: Explanation)] {
    [(level, self)] + uses.flatMap { $0.flattened(level: level + 1) }
  }

  /// With what it comes to now as the first of its notes.
  fileprivate func stating(_ values: ResultTable) -> Explanation {
    let said = figures.map { figure in
      "\(figure.words) is \(values.columns[figure.column].text(ofRow: 0, calendar: values.calendar))"
    }
    guard let first = said.first else { return self }
    var result = self
    result.notes.insert(
      "now \(first): \(said.dropFirst().joined(separator: ", "))", at: 0)
    return result
  }

  /// Lines for people.
  var lines: [String] {
    var lines = definition.split(separator: "\n").map(String.init)
    var below: [String] = []
    if let place { below.append(place) }
    if let summary { below.append(summary) }
    if !reads.isEmpty { below.append("reads \(reads.joined(separator: ", "))") }
    if let date { below.append("counts by \(date)") }
    below += notes
    if !uses.isEmpty {
      below.append("built from")
      below += uses.flatMap(\.lines).map { "  " + $0 }
    }
    lines += below.map { "  " + $0 }
    return lines
  }
}

extension Column {
  /// The only value of a column of counts.
  fileprivate var wholeNumber: Int? {
    if case .decimal(let units, scale: 0) = self { units.first.map { Int($0) } } else { nil }
  }
}
