import Columns
import Messages
import Model
import Plan
import Syntax

/// The wording of mistakes in names.
extension Checking {
  func unknownName(_ name: Name, isCall: Bool) -> Diagnostic {
    if let scope = scopes.last, scope.anchor != nil || !scope.columns.isEmpty {
      return unknownField(name, in: scope, others: knownNames())
    }
    let names = knownNames()
    let near = nearestName(to: name.text, among: names)
    if let absent = absentEntity(name, near: near) { return absent }
    var diagnostic = Diagnostic(
      .unknownEntity, "there is nothing called \"\(name.text)\" to ask about", at: name.span,
      label: near.map { "did you mean \($0)?" } ?? "")
    let members = near == nil ? membersOfTables(name) : []
    if let near {
      diagnostic.suggestions = [Suggestion("", near)]
    } else if !members.isEmpty {
      (diagnostic.label, diagnostic.suggestions) = ("of what?", members)
    } else {
      let entities = catalog.entities.map(\.name)
      diagnostic.notes =
        entities.isEmpty
        ? ["no data is open yet: open \"folder\", or load \"file.csv\" as name"]
        : ["there are: \(entities.joined(separator: ", "))"]
    }
    if name.text.wholeMatch(of: #/_\d*/#) != nil {
      diagnostic.notes = ["at the prompt _ is the last result, _2 the one before, up to _9"]
    }
    return diagnostic
  }

  /// What a word alone may be meant as: a measure of some table, else a column of one.
  private func membersOfTables(_ name: Name) -> [Suggestion] {
    let columns = catalog.entities.enumerated().compactMap { index, table -> String? in
      let entity = EntityID(index: index)
      let isField =
        table.fieldIndex(name.key) != nil || fieldDeclaration(name.key, on: .entity(entity)) != nil
        || shippedDefinitions(on: entity).fields.contains { $0.name.key == name.key }
      return isField ? "\(table.name) | show \(name.text)" : nil
    }
    return (measuresOfTables(name) + columns).prefix(3).map { Suggestion("", $0) }
  }

  /// The tables' measures of a name: `deals.revenue`.
  private func measuresOfTables(_ name: Name) -> [String] {
    catalog.entities.enumerated().compactMap { index, table in
      let entity = EntityID(index: index)
      let isMeasure =
        measureDeclaration(name.key, on: .entity(entity)) != nil
        || shippedDefinitions(on: entity).measures.contains { $0.name.key == name.key }
      return isMeasure ? "\(table.name).\(name.text)" : nil
    }
  }

  /// Where a measure that is none of these rows is to be found: one link away, or in the tables.
  private func measuresElsewhere(_ name: Name) -> [String] {
    guard let scope = scopes.last else { return Array(measuresOfTables(name).prefix(3)) }
    return scope.anchor.map { paths(to: name, from: $0) } ?? []
  }

  func rowIsLost(_ name: Name) -> Diagnostic {
    Diagnostic(
      .unknownName, "\(name.text) is a row of a table that has been loaded anew since",
      at: name.span, notes: ["load the files first, then say which row is meant"])
  }

  func tooManyStages(_ limit: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep, "a query has at most \(limit) stages and added columns", at: span,
      label: "this is one too many",
      notes: ["long lists of values or columns are better kept in a file and loaded"])
  }

  /// - Parameter arguments: what stands in parentheses behind the name, as only behind a measure.
  func unknownField(
    _ name: Name, in scope: RowScope, arguments: CallArguments? = nil, others: [String] = []
  ) -> Diagnostic {
    let owner = scope.anchor.map { catalog[$0].name } ?? "these rows"
    if arguments != nil, names(in: scope).contains(where: { $0.lowercased() == name.key }) {
      return Diagnostic(
        .modifierNotAllowed, "\(name.text) is no measure, so nothing goes behind it in parentheses",
        at: name.span, label: "clauses go into an aggregate, behind the value")
    }
    var diagnostic = unknown(
      name, what: owner, of: scope.anchor, among: names(in: scope), others: others)
    if siblings.contains(name.key) {
      diagnostic.notes = [
        "\(name.text) is made in this same stage, whose items all see the incoming rows; "
          + "make it in an add before"
      ]
      diagnostic.suggestions = []
      diagnostic.label = ""
    } else if let unnamed = scope.columns.first(where: {
      !$0.isNamed && $0.name.lowercased().hasPrefix(name.key + "(")
    }) {
      diagnostic.notes = [
        "\(unnamed.name) has no name yet: write \(name.text): \(unnamed.name) where it is made"
      ]
    } else if diagnostic.suggestions.isEmpty, let anchor = scope.anchor {
      let paths = paths(to: name, from: anchor)
      diagnostic.suggestions = paths.map { Suggestion("", $0) }
      if !paths.isEmpty { diagnostic.notes = [] }
    }
    return diagnostic
  }

  /// Where a name is to be found one link away: a field of what a row belongs to, a measure of what
  /// it has many of.
  private func paths(to name: Name, from anchor: EntityID) -> [String] {
    var paths: [String] = []
    for field in catalog[anchor].fields {
      guard let target = field.target else { continue }
      let owned = Definitions.Owned(owner: key(of: .entity(target)), name: name.key)
      if catalog[target].fieldIndex(name.text) != nil
        || environment.definitions.fields[owned] != nil || shipped.fields[owned] != nil
      {
        paths.append("\(field.name).\(name.text)")
      }
    }
    for inverse in catalog[anchor].inverses {
      let owned = Definitions.Owned(owner: key(of: .entity(inverse.source)), name: name.key)
      if environment.definitions.measures[owned] != nil || shipped.measures[owned] != nil {
        paths.append("\(inverse.name).\(name.text)")
      }
    }
    return Array(paths.prefix(2))
  }

  /// No such name in `what`, with the nearest one that there is.
  ///
  /// - Parameter entity: whose members are meant, where they are those of one.
  func unknown(
    _ name: Name, what: String, of entity: EntityID? = nil, among names: [String],
    others: [String] = []
  ) -> Diagnostic {
    let owner = what == "these rows" ? "these rows have" : "\(what) has"
    let near = nearestName(to: name.text, among: names)
    if let entity, !siblings.contains(name.key),
      let absent = absentMember(name, of: entity, near: near) ?? absentEntity(name, near: near)
    {
      return absent
    }
    return unknown(
      name, owner: owner, near: near ?? nearestName(to: name.text, among: others), among: names)
  }

  private func unknown(
    _ name: Name, owner: String, near: String?, among names: [String]
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      .unknownField, "\(owner) no field called \"\(name.text)\"", at: name.span,
      label: near.map { "did you mean \($0)?" } ?? "")
    if let near {
      diagnostic.suggestions = [Suggestion("", near)]
    } else {
      // A part of a longer name helps; two letters that happen to occur do not.
      let contained = names.filter { other in
        let key = other.lowercased()
        return min(key.count, name.key.count) > 2
          && (key.contains(name.key) || name.key.contains(key))
      }
      let listed = contained.isEmpty ? names : contained
      diagnostic.notes = listed.isEmpty ? [] : ["there are: \(shortList(listed))"]
    }
    if near == nil, !name.isQuoted, let meant = wordOfTime(name.key) ?? figureOfRows(name.key) {
      diagnostic.suggestions = [Suggestion("", meant)]
      diagnostic.notes = []
    } else if near == nil, !name.isQuoted, let holder = choiceHolder(name) {
      diagnostic.suggestions = [Suggestion("", "\(holder) = \(name.text)")]
      diagnostic.notes = ["\(name.text) is a value of \(holder)"]
    }
    return diagnostic
  }

  /// What a word of other languages says about time: `yesterday`, `now`, `ytd`, `march`, `q3`.
  private func wordOfTime(_ word: String) -> String? {
    let year = calendar.description(of: calendar.period(of: today, .year), .year)
    if let month = CivilDate.month(named: word) {
      return "\(year)-\(month < 10 ? "0" : "")\(month)"
    }
    if word.wholeMatch(of: #/q[1-4]|h[12]/#) != nil { return "\(year)-\(word.uppercased())" }
    return switch word {
    case "yesterday": "today - 1 day"
    case "tomorrow": "today + 1 day"
    case "now", "current_date", "sysdate": "today"
    case "ytd": "this year to date"
    case "qtd": "this quarter to date"
    case "mtd": "this month to date"
    case "lastyear", "last_year": "last year"
    case "lastquarter", "last_quarter": "last quarter"
    case "lastmonth", "last_month": "last month"
    default: nil
    }
  }

  /// What counts or numbers rows and has nothing between its parentheses.
  private func figureOfRows(_ word: String) -> String? {
    word == "count" || word == "rank" ? word + "()" : nil
  }

  /// A field of the rows in sight that holds the word as a value.
  private func choiceHolder(_ name: Name) -> String? {
    guard let anchor = scopes.last?.anchor else { return nil }
    for field in catalog[anchor].fields {
      if case .choice(let list) = field.type,
        list.declared.contains(where: { $0.lowercased() == name.key })
      {
        return field.name
      }
    }
    return nil
  }

  /// `by month`, where the rows have no column of that name.
  ///
  /// - Parameter items: what is summed up; a measure among it knows which date counts.
  func bareUnit(_ name: Name, of items: [Item], at span: Span) -> Diagnostic {
    let unit = name.key
    let dates = scopes.last.map { scope in
      let counted = datesOfMeasures(among: items, in: scope)
      return counted.isEmpty
        ? scope.columns.filter { $0.isNamed && $0.type == .date }.prefix(1).map(\.name) : counted
    }
    var suggestions = (dates ?? []).map { Suggestion("by its date", "\(unit)(\($0))") }
    suggestions.append(Suggestion("every \(unit), also without rows", "each \(unit)"))
    return Diagnostic(
      .unknownField, "\(unit) of what? A group needs a date", at: span, suggestions: suggestions)
  }

  /// The dates that measures of the rows go by, as they are written in a group's key.
  private func datesOfMeasures(among items: [Item], in scope: RowScope) -> [String] {
    var dates: [String] = []
    for case .name(let name, _) in items.map(\.value.kind) {
      let shipped = scope.anchor.flatMap { anchor in
        shippedDefinitions(on: anchor).measures.first { $0.name.key == name.key }
      }
      guard let over = (measure(name.key, in: scope.owners)?.declaration ?? shipped)?.over else {
        continue
      }
      let date = over.names.map(\.text).joined(separator: ".")
      if !dates.contains(date) { dates.append(date) }
    }
    return dates
  }

  /// The first names of a list, and how many more there are.
  func shortList(_ names: [String]) -> String {
    let shown = names.prefix(12).joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }

  func noFields(_ value: TypedExpression, _ name: Name) -> Diagnostic {
    if let problem = plainLink(value, name) { return problem }
    var diagnostic = Diagnostic(
      .unknownField, "\(text(value.span)) is \(describe(value.type)), so it has no fields",
      at: name.span)
    let asCall = ["year", "quarter", "month", "week", "weekday", "day", "length", "upper", "lower"]
    if asCall.contains(name.key) {
      diagnostic.suggestions = [Suggestion("", "\(name.text)(\(text(value.span)))")]
    }
    return diagnostic
  }

  /// An entity's name among the rows of another, which has no link of that name.
  func wholeEntity(_ name: Name, _ entity: EntityID, from here: EntityID) -> Diagnostic {
    let (rows, single) = (catalog[here].name, catalog[here].singular)
    var suggestions: [Suggestion] = []
    if here != entity, let path = path(from: here, to: entity) {
      suggestions.append(Suggestion("those of each \(single)", path))
    }
    suggestions.append(
      Suggestion(
        "all of them, whatever the \(single)",
        "let all_\(catalog[entity].name) = \(catalog[entity].name)"))
    return Diagnostic(
      .wholeEntity, "\(rows) have no link called \(name.text)", at: name.span,
      label: here == entity
        ? "all \(rows), the same for every row?" : "all of them, the same for every \(single)?",
      suggestions: suggestions,
      notes: here == entity ? ["the current rows together are written within all"] : [])
  }

  /// The shortest way along links, of at most three steps.
  private func path(from start: EntityID, to end: EntityID) -> String? {
    var ways: [(entity: EntityID, words: [String])] = [(start, [])]
    for _ in 0..<3 {
      var longer: [(entity: EntityID, words: [String])] = []
      for way in ways {
        for inverse in catalog[way.entity].inverses {
          longer.append((inverse.source, way.words + [inverse.name]))
        }
        for field in catalog[way.entity].fields {
          if let target = field.target { longer.append((target, way.words + [field.name])) }
        }
      }
      if let found = longer.first(where: { $0.entity == end }) {
        return found.words.joined(separator: ".")
      }
      ways = longer
    }
    return nil
  }

  func unquotedText(_ name: Name, _ text: String) -> Diagnostic {
    Diagnostic(
      .unknownName, "\(name.text) is a text here, and texts stand in quotes", at: name.span,
      suggestions: [Suggestion("", "\"\(text)\"")])
  }

  func unknownChoice(
    _ name: Name, _ subject: TypedExpression, among values: [String]
  ) -> Diagnostic {
    let near = nearestName(to: name.text, among: values)
    var diagnostic = Diagnostic(
      .unknownChoice, "no \(text(subject.span)) is called \"\(name.text)\"", at: name.span,
      label: near.map { "did you mean \($0)?" } ?? "")
    if let near { diagnostic.suggestions = [Suggestion("", near)] }
    diagnostic.notes = ["there are: \(shortList(values))"]
    return diagnostic
  }

  func noSuchText(
    _ word: String, in column: TypedExpression, among values: [String], at span: Span
  ) -> Diagnostic {
    let near =
      values.first { $0.lowercased() == word.lowercased() } ?? nearestName(to: word, among: values)
    let subject = text(column.span)
    var diagnostic = Diagnostic(
      .unknownText, "no \(subject) is \"\(word)\"", at: span,
      label: near.map { "did you mean \"\($0)\"?" } ?? "", severity: .warning,
      suggestions: near.map { [Suggestion("", "\"\($0)\"")] } ?? [])
    // Half of a name is typed more often than a wrong letter. One letter is in most names.
    let longer = values.filter { word.count > 1 && $0.lowercased().contains(word.lowercased()) }
    if near == nil, let first = longer.first {
      if longer.count == 1 {
        diagnostic.label = "did you mean \"\(first)\"?"
        diagnostic.suggestions = [Suggestion("", "\"\(first)\"")]
      } else {
        diagnostic.suggestions = [
          Suggestion("each that has it in it", "\(subject) contains \"\(word)\"")
        ]
        diagnostic.notes = ["there are: \(shortList(longer.map { "\"\($0)\"" }))"]
      }
    }
    return diagnostic
  }

  func unknownFunction(_ name: Name, _ call: CallArguments) -> Diagnostic {
    let spreadsheet: [String: String] = [
      "average": "avg", "mean": "avg", "countif": "count", "sumif": "sum", "iif": "if",
      "isnull": "??", "ifnull": "??", "nvl": "??", "coalesce": "??", "len": "length",
      "ucase": "upper", "lcase": "lower", "concat": "text", "substring": "left", "substr": "left",
      "getdate": "today", "stdev": "stddev", "ceiling": "ceil",
      "row_number": "rank",
      "counta": "count", "countrows": "count", "distinctcount": "count_distinct",
      "vlookup": "link", "xlookup": "link", "hlookup": "link", "lookup": "link", "related": "link",
      "lag": "previous", "cumsum": "running_sum", "distinct": "count_distinct", "datediff": "-",
      "growth": "change", "yoy": "change", "pct_change": "change", "percent_change": "change",
      "sameperiodlastyear": "prior", "dateadd": "prior", "parallelperiod": "prior",
    ]
    var diagnostic = Diagnostic(
      .unknownFunction, "there is no function called \"\(name.text)\"", at: name.span)
    if let known = spreadsheet[name.key] {
      let arguments = call.arguments.map { text($0.value.span) }
      switch known {
      case "??":
        let pair = arguments.count == 2 ? arguments : ["value", "0"]
        diagnostic.suggestions = [Suggestion("", "\(pair[0]) ?? \(pair[1])")]
      case "text":
        diagnostic.suggestions = [
          Suggestion("", "\"" + arguments.map { "{\($0)}" }.joined(separator: " ") + "\"")
        ]
      case "change":
        let figure = arguments.first ?? "revenue"
        diagnostic.suggestions = [
          Suggestion("against the year before", "change(\(figure) prior year)"),
          Suggestion("against the period before", "change(\(figure) prior period)"),
        ]
      case "prior":
        diagnostic.suggestions = [Suggestion("the year before", "revenue(prior year)")]
      case "today": diagnostic.suggestions = [Suggestion("", "today")]
      case "link":
        diagnostic.label = "follow the link with a point"
        diagnostic.notes = ["for instance: deals | show id, partner.name"]
      case "-":
        let pair = arguments.count >= 2 ? Array(arguments.suffix(2)) : ["start", "end"]
        diagnostic.suggestions = [Suggestion("days between", "\(pair[1]) - \(pair[0])")]
      default:
        diagnostic.label = "did you mean \(known)?"
        diagnostic.suggestions = [
          Suggestion("", "\(known)(\(arguments.joined(separator: ", ")))")
        ]
      }
      return diagnostic
    }
    if call.arguments.isEmpty, let word = name.key == "today" ? "today" : wordOfTime(name.key) {
      diagnostic.label = "it takes no parentheses"
      diagnostic.suggestions = [Suggestion("", word)]
      return diagnostic
    }
    let names =
      vocabulary.names + environment.definitions.functions.values.map(\.name.text)
      + environment.definitions.measures.values.map(\.name.text)
    if let near = nearestName(to: name.text, among: names) {
      diagnostic.label = "did you mean \(near)?"
      diagnostic.suggestions = [Suggestion("", near)]
      return diagnostic
    }
    let measures = measuresElsewhere(name)
    if !measures.isEmpty {
      let period = call.arguments.count == 1 ? "during " : ""
      let clauses = (call.arguments.map(\.value.span) + call.modifiers.map(\.span)).map(text)
      let words = period + clauses.joined(separator: " ")
      diagnostic.label = "a measure of what?"
      diagnostic.suggestions = measures.map { Suggestion("", "\($0)(\(words))") }
    }
    return diagnostic
  }

  func duplicateColumn(_ name: String, _ item: Item, verb: String) -> Diagnostic {
    Diagnostic(
      .duplicateName, "there is already a column called \"\(name)\"",
      at: item.name?.span ?? item.span,
      suggestions: [
        Suggestion("another name", "\(freshName(name, item)): \(text(item.value.span))")
      ]
        + (verb == "add"
          ? [Suggestion("change it", "replace \(name): \(text(item.value.span))")] : []))
  }

  /// `manager_name` for `manager.name`.
  private func freshName(_ name: String, _ item: Item) -> String {
    guard case .member(let base, _, _) = item.value.kind else { return "\(name)_2" }
    switch base.kind {
    case .name(let owner, nil), .member(_, let owner, nil): return "\(owner.text)_\(name)"
    default: return "\(name)_2"
    }
  }

  func replaceNeedsColumn(_ item: Item, in scope: RowScope) -> Diagnostic {
    guard let name = item.name else {
      return Diagnostic(
        .unnamedColumn, "say which column to replace", at: item.span,
        suggestions: [Suggestion("", "replace name: \(text(item.value.span))")])
    }
    var diagnostic = unknown(name, what: "these rows", among: scope.columns.map(\.name))
    diagnostic.suggestions.append(
      Suggestion("a new column", "add \(name.text): \(text(item.value.span))"))
    return diagnostic
  }

  func noOuter(_ name: Name) -> Diagnostic {
    Diagnostic(
      .noSuchOuter, "there are no rows around these that outer could mean", at: name.span,
      label: scopes.isEmpty ? "" : "leave it out, or write this")
  }

  func notYet(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .notYet, "\(what) is part of the language, but this version cannot run it yet", at: span)
  }
}
