import Columns
import Messages
import Model
import Plan
import Syntax

/// From `entity … { … }` as written to what the loader needs.
extension Checking {
  mutating func entitySpec(_ declaration: EntityDeclaration, folder: String?) -> EntitySpec? {
    var spec = EntitySpec(name: declaration.name.text, path: nil)
    if !declaration.hasBlock, let builtIn = builtInSpec(declaration.name.key) { spec = builtIn }
    spec.name = declaration.name.text
    spec.pathSpan = declaration.file?.span
    spec.keys = declaration.keys.map(\.text)
    spec.summary = declaration.summary?.literal.plain ?? spec.summary
    spec.span = declaration.name.span
    if let file = declaration.file {
      guard let written = plainPath(file) else { return nil }
      spec.path = folder.map { join($0, written) } ?? resolved(written, beside: file.span.source)
    } else {
      let wanted = "/\(declaration.name.key).csv"
      spec.path = folderTables.first { "/\($0)".lowercased().hasSuffix(wanted) }
    }
    for column in declaration.columns {
      if spec.columns.contains(where: { $0.name.lowercased() == column.name.key }) {
        report(
          Diagnostic(
            .duplicateName,
            "\(declaration.name.text) has two columns called "
              + "\"\(column.name.text)\"", at: column.name.span))
        continue
      }
      guard let columnSpec = columnSpec(column) else { return nil }
      spec.columns.append(columnSpec)
    }
    declaredSpecs[declaration.name.key] = spec
    return spec
  }

  mutating func columnSpec(_ column: ColumnDeclaration) -> ColumnSpec? {
    guard let kind = columnKind(column.type) else { return nil }
    var spec = ColumnSpec(
      name: column.name.text, kind: kind, summary: column.summary?.literal.plain,
      span: column.span)
    for mark in column.marks {
      switch mark.kind {
      case .from(let header): spec.header = header.literal.plain
      case .currency(let header): spec.currencyHeader = header.literal.plain
      case .missing(let texts): spec.missingTexts = texts.compactMap(\.literal.plain)
      case .orphansKeep: spec.keepsOrphans = true
      case .by(let name): spec.matchedBy = name.text
      case .inverse(let name): spec.inverseName = name.text
      case .required: spec.isRequired = true
      }
    }
    return spec
  }

  /// The words for types; any other word names the entity that a link leads to.
  mutating func columnKind(_ type: TypeName) -> ColumnKind? {
    switch type.name.key {
    case "number": return numberFormat(type).map { .number($0) }
    case "percent": return numberFormat(type).map { .percent($0) }
    case "money":
      guard let format = numberFormat(type) else { return nil }
      var currency: Currency?
      for case .name(let name) in type.arguments {
        currency = Currency(code: name.text.uppercased())
      }
      return .money(currency, format)
    case "text": return .text
    case "id": return .id
    case "bool": return .bool
    case "date":
      guard let argument = type.arguments.first else { return .date(nil) }
      guard case .text(let node) = argument, let word = node.literal.plain,
        let order = DateOrder(rawValue: word.lowercased())
      else {
        report(
          Diagnostic(
            .badDeclaration, "a date is written in one of the orders ymd, dmy and mdy",
            at: type.span, suggestions: [Suggestion("", "date(\"dmy\")")]))
        return nil
      }
      return .date(order)
    case "period":
      let units: [String: PeriodUnit] = [
        "day": .day, "week": .week, "month": .month, "quarter": .quarter, "half": .half,
        "year": .year, "fiscal_quarter": .fiscalQuarter, "fiscal_half": .fiscalHalf,
        "fiscal_year": .fiscalYear,
      ]
      guard case .name(let name)? = type.arguments.first, let unit = units[name.key] else {
        report(
          Diagnostic(
            .badDeclaration, "say which periods", at: type.span,
            suggestions: [Suggestion("", "period(quarter)"), Suggestion("", "period(month)")]))
        return nil
      }
      return .period(unit)
    case "duration":
      if case .name(let name)? = type.arguments.first, name.key.hasPrefix("month") {
        return .duration(.months)
      }
      return .duration(.days)
    case "choice":
      return .choice(
        type.arguments.compactMap { argument in
          switch argument {
          case .name(let name): name.text
          case .text(let node): node.literal.plain
          }
        })
    default: return link(type)
    }
  }

  private mutating func link(_ type: TypeName) -> ColumnKind? {
    let elsewhere = [
      "integer": "number", "int": "number", "decimal": "number", "float": "number",
      "double": "number", "numeric": "number", "string": "text", "varchar": "text",
      "boolean": "bool", "datetime": "date", "timestamp": "date", "currency": "money",
      "percentage": "percent", "enum": "choice",
    ]
    if let word = elsewhere[type.name.key], catalog.entity(named: type.name.text) == nil {
      report(
        Diagnostic(
          .badDeclaration, "the type is called \(word) here", at: type.name.span,
          suggestions: [Suggestion("", word)]))
      return nil
    }
    if type.arguments.isEmpty { return .link(entity: type.name.text) }
    let words = ["number", "money", "percent", "text", "id", "bool", "date", "period", "choice"]
    let near = nearestName(to: type.name.text, among: words)
    report(
      Diagnostic(
        .badDeclaration, "there is no type called \"\(type.name.text)\"", at: type.name.span,
        label: near.map { "did you mean \($0)?" } ?? "",
        suggestions: near.map { [Suggestion("", $0)] } ?? [],
        notes: ["types are: \(words.joined(separator: ", ")), or the name of an entity"]))
    return nil
  }

  /// `"1.234,56"`: an example that shows the marks.
  private mutating func numberFormat(_ type: TypeName) -> NumberFormat? {
    for case .text(let node) in type.arguments {
      guard let example = node.literal.plain else { return .plain }
      let marks = example.utf8.filter { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      let known: [[UInt8]: NumberFormat] = [
        [UInt8(ascii: "."), UInt8(ascii: ",")]: NumberFormat(
          decimalMark: UInt8(ascii: ","), groupMark: UInt8(ascii: ".")),
        [UInt8(ascii: ","), UInt8(ascii: ".")]: .plain,
        [UInt8(ascii: " "), UInt8(ascii: ",")]: NumberFormat(
          decimalMark: UInt8(ascii: ","), groupMark: UInt8(ascii: " ")),
        [UInt8(ascii: "'"), UInt8(ascii: ".")]: NumberFormat(
          decimalMark: UInt8(ascii: "."), groupMark: UInt8(ascii: "'")),
        [UInt8(ascii: ",")]: NumberFormat(decimalMark: UInt8(ascii: ","), groupMark: nil),
        [UInt8(ascii: ".")]: NumberFormat(decimalMark: UInt8(ascii: "."), groupMark: nil),
      ]
      guard let format = known[Array(marks)] else {
        report(
          Diagnostic(
            .badDeclaration, "show how numbers are written by an example", at: node.span,
            suggestions: [Suggestion("", "number(\"1.234,56\")")]))
        return nil
      }
      return format
    }
    return .plain
  }
}
