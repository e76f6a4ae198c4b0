import Columns
package import Syntax

/// A tree in one line, with prefix operators and without spans.
package enum TreeDump {
  package static func dump(_ script: Script) -> String {
    script.statements.map(dump).joined(separator: "\n")
  }

  static func dump(_ statement: Statement) -> String {
    switch statement.kind {
    case .entity(let entity): dump(entity)
    case .let(let name, let query): node("let", dump(name), dump(query))
    case .measure(let measure):
      node(
        "measure", dump(measure.name), "on", dump(measure.entity), dump(measure.body),
        measure.over.map { "over " + dump($0) }, measure.summary.map(dump))
    case .field(let field):
      node(
        "field", dump(field.name), "on", dump(field.entity), dump(field.body),
        field.summary.map(dump))
    case .function(let name, let formals, let body):
      node("function", dump(name), dump(formals), dump(body))
    case .verb(let name, let formals, let stages):
      node("verb", dump(name), dump(formals), list(stages.map(dump)))
    case .param(let param):
      node(
        "param", dump(param.name), dump(param.type), param.defaultValue.map { "= " + dump($0) },
        param.allowed.map { "of " + dump($0) })
    case .load(let file, let isInto, let target, let with):
      node(
        "load", dump(file), isInto ? "into" : "as", dump(target),
        with.isEmpty ? nil : "with " + list(with.map(dump)))
    case .open(let text): node("open", dump(text))
    case .save(let text): node("save", dump(text))
    case .adopt(let name): node("adopt", dump(name))
    case .include(let text): node("include", dump(text))
    case .run(let text, let with):
      node("run", dump(text), with.isEmpty ? nil : "with " + list(with.map(dump)))
    case .option(let name, let value): node("option", dump(name), dump(value))
    case .snapshot(let name, let description):
      node("snapshot", dump(name), description.map(dump))
    case .scenario(let name, let base, let edits):
      node("scenario", dump(name), base.map { "from " + dump($0) }, list(edits.map(dump)))
    case .forEach(let name, let query, let body):
      node("for-each", dump(name), dump(query), list(body.map(dump)))
    case .test(let text, let body): node("test", dump(text), list(body.map(dump)))
    case .describe(let path): node("describe", dump(path))
    case .explain(let path): node("explain", dump(path))
    case .assert(let value, let message): node("assert", dump(value), message.map(dump))
    case .query(let query): dump(query)
    case .invalid: "invalid"
    }
  }

  // MARK: Queries

  static func dump(_ query: Query) -> String {
    let source =
      switch query.source {
      case .expression(let expression): dump(expression)
      case .compare(let first, let second, let query):
        node("compare", dump(first), dump(second), dump(query))
      case .with(let world, let query): node("with", dump(world), dump(query))
      }
    return query.stages.isEmpty
      ? source : node("query", source, query.stages.map(dump).joined(separator: " "))
  }

  static func dump(_ count: Count) -> String {
    switch count {
    case .number(let number, _): "\(number)"
    case .word(let name): dump(name)
    }
  }

  static func dump(_ stage: Stage) -> String {
    switch stage.kind {
    case .where(let value): node("where", dump(value))
    case .add(let items): node("add", list(items.map(dump)))
    case .replace(let items): node("replace", list(items.map(dump)))
    case .show(let items): node("show", list(items.map(dump)))
    case .hide(let names): node("hide", list(names.map(dump)))
    case .rename(let renamings):
      node("rename", list(renamings.map { dump($0.new) + ": " + dump($0.old) }))
    case .sort(let keys): node("sort", list(keys.map(dump)))
    case .take(let count, let per): node("take", dump(count), dump(per: per))
    case .top(let count, let isBottom, let by, let then, let per):
      node(
        isBottom ? "bottom" : "top", dump(count), dump(by),
        then.isEmpty ? nil : "then " + list(then.map(dump)), dump(per: per))
    case .distinct(let items): node("distinct", items.isEmpty ? nil : list(items.map(dump)))
    case .summarize(let items, let keys):
      node("summarize", list(items.map(dump)), dump(by: keys))
    case .expand(let path, let name, let keepsEmpty):
      node(
        "expand", dump(path), name.map { "as " + dump($0) }, keepsEmpty ? "keep-empty" : nil)
    case .link(let isMany, let table, let name, let condition):
      node(isMany ? "link-many" : "link", dump(table), "as " + dump(name), dump(condition))
    case .append(let table): node("append", dump(table))
    case .pivot(let items, let path, let values):
      node(
        "pivot", list(items.map(dump)), "across " + dump(path), values.map { "in " + dump($0) })
    case .unpivot(let paths, let name, let value):
      node("unpivot", list(paths.map(dump)), dump(name), dump(value))
    case .chart(let name, let items, let keys):
      node("chart", dump(name), list(items.map(dump)), dump(by: keys))
    case .apply(let name, let arguments): node("apply", dump(name) + dump(arguments))
    case .assert(let value, let message): node("assert", dump(value), message.map(dump))
    case .export(let text): node("export", dump(text))
    case .print(let text): node("print", text.map(dump))
    case .describe: "(describe)"
    case .explain: "(explain)"
    case .invalid: "invalid"
    }
  }

  private static func dump(per paths: [Path]) -> String? {
    paths.isEmpty ? nil : "per " + list(paths.map(dump))
  }

  private static func dump(by keys: [GroupKey]) -> String? {
    keys.isEmpty ? nil : "by " + list(keys.map(dump))
  }

  static func dump(_ item: Item) -> String {
    item.name.map { dump($0) + ": " + dump(item.value) } ?? dump(item.value)
  }

  static func dump(_ key: GroupKey) -> String {
    switch key {
    case .item(let item): dump(item)
    case .each(let name, let unit, let range, _):
      (name.map { dump($0) + ": " } ?? "")
        + node("each", dump(unit), range.map { "in " + dump($0) })
    }
  }

  static func dump(_ key: SortKey) -> String { dump(key.value) + (key.isDescending ? " desc" : "") }

  // MARK: Expressions

  static func dump(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let number): number.description
    case .percent(let number): number.description + "%"
    case .money(let currency, let amount): currency + amount.description
    case .text(let literal): dump(literal)
    case .date(let day): CivilDate(dayNumber: Int(day)).description
    case .period(let period):
      Calendar(fiscalStart: 1).description(of: period.number, period.unit)
        + (period.unit == .year ? "y" : "")
    case .boolean(let value): value ? "true" : "false"
    case .missing: "missing"
    case .quantity(let number, let unit): number.description + "·" + dump(unit)
    case .relativePeriod(let period):
      node(
        period.direction.rawValue, "\(period.count)", dump(period.unit),
        period.isToDate ? "to-date" : nil)
    case .name(let name, let arguments): dump(name) + (arguments.map(dump) ?? "")
    case .member(let base, let name, let arguments):
      dump(base) + "." + dump(name) + (arguments.map(dump) ?? "")
    case .parenthesised(let query): "<" + dump(query) + ">"
    case .list(let elements): list(elements.map(dump))
    case .negate(let operand): node("-", dump(operand))
    case .not(let operand): node("not", dump(operand))
    case .binary(let binary, _, let left, let right):
      node(binary.rawValue, dump(left), dump(right))
    case .textTest(let test, _, let left, let right, let isNegated):
      node((isNegated ? "not " : "") + test.rawValue, dump(left), dump(right))
    case .isMissing(let operand, let isNegated):
      node(isNegated ? "is-not-missing" : "is-missing", dump(operand))
    case .isIn(let left, let right, let isNegated):
      node(isNegated ? "not in" : "in", dump(left), dump(right))
    case .between(let value, let low, let high, let isNegated):
      node(isNegated ? "not between" : "between", dump(value), dump(low), dump(high))
    case .range(let low, let high): node("..", dump(low), dump(high))
    case .conditional(let condition, let then, let otherwise):
      node("if", dump(condition), dump(then), dump(otherwise))
    case .invalid: "invalid"
    }
  }

  static func dump(_ arguments: CallArguments) -> String {
    var parts = arguments.arguments.map { argument in
      (argument.name.map { dump($0) + ": " } ?? "") + dump(argument.value)
    }
    parts += arguments.modifiers.map { "~" + dump($0) }
    return "(" + parts.joined(separator: ", ") + ")"
  }

  static func dump(_ modifier: Modifier) -> String {
    switch modifier.kind {
    case .condition(let value): "where " + dump(value)
    case .during(let period): "during " + dump(period)
    case .priorPeriod: "prior period"
    case .prior(let count, let unit): "prior \(count) " + dump(unit)
    case .withinAll: "within all"
    case .within(let paths): "within " + list(paths.map(dump))
    case .per(let path): "per " + dump(path)
    case .over(let path): "over " + dump(path)
    }
  }

  static func dump(_ literal: TextLiteral) -> String {
    let parts = literal.parts.map { part in
      switch part {
      case .characters(let characters):
        characters.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
          .replacing("\t", with: "\\t").replacing("\"", with: "\\\"").replacing("{", with: "\\{")
      case .interpolation(let expression): "{" + dump(expression) + "}"
      }
    }
    return "\"" + parts.joined() + "\""
  }

  static func dump(_ text: TextNode) -> String { dump(text.literal) }

  static func dump(_ unit: TimeUnit) -> String {
    (unit.isFiscal ? "fiscal-" : "") + unit.length.rawValue
  }

  static func dump(_ name: Name) -> String { name.isQuoted ? "`\(name.text)`" : name.text }

  static func dump(_ path: Path) -> String { path.names.map(dump).joined(separator: ".") }

  // MARK: Declarations

  private static func dump(_ entity: EntityDeclaration) -> String {
    node(
      "entity", dump(entity.name), entity.file.map { "from " + dump($0) },
      entity.keys.isEmpty ? nil : "key " + list(entity.keys.map(dump)),
      entity.summary.map(dump), list(entity.columns.map(dump)))
  }

  private static func dump(_ column: ColumnDeclaration) -> String {
    let marks = column.marks.map { mark in
      switch mark.kind {
      case .from(let text): "from " + dump(text)
      case .currency(let text): "currency " + dump(text)
      case .missing(let texts): "missing " + list(texts.map(dump))
      case .orphansKeep: "orphans-keep"
      case .by(let name): "by " + dump(name)
      case .inverse(let name): "inverse " + dump(name)
      case .required: "required"
      }
    }
    return node(
      dump(column.name) + ":", dump(column.type),
      marks.isEmpty ? nil : marks.joined(separator: " "), column.summary.map(dump))
  }

  private static func dump(_ type: TypeName) -> String {
    guard !type.arguments.isEmpty else { return dump(type.name) }
    let arguments = type.arguments.map { argument in
      switch argument {
      case .name(let name): dump(name)
      case .text(let text): dump(text)
      }
    }
    return dump(type.name) + "(" + arguments.joined(separator: ", ") + ")"
  }

  private static func dump(_ formals: [Formal]) -> String {
    list(
      formals.map { formal in
        dump(formal.name) + (formal.type.map { ": " + dump($0) } ?? "")
          + (formal.defaultValue.map { " = " + dump($0) } ?? "")
      })
  }

  private static func dump(_ edit: Edit) -> String {
    switch edit.kind {
    case .change(let path, let condition, let items):
      node(
        "change", dump(path), condition.map { "where " + dump($0) }, list(items.map(dump)))
    case .remove(let path, let condition):
      node("remove", dump(path), condition.map { "where " + dump($0) })
    case .insert(let path, let items): node("insert", dump(path), list(items.map(dump)))
    }
  }

  // MARK: Shapes

  private static func node(_ name: String, _ parts: String?...) -> String {
    "(" + ([name] + parts.compactMap(\.self)).joined(separator: " ") + ")"
  }

  private static func list(_ parts: [String]) -> String {
    "[" + parts.joined(separator: ", ") + "]"
  }
}
