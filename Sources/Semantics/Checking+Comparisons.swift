import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// In a column of more different texts no near one is looked for: it would take too long.
  static let listedTexts = 20_000

  mutating func checkComparison(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, span: Span
  ) -> Shape {
    let (first, second) = checkPair(left, right)
    let relations = ["\(op.rawValue) \(text(right.span))", ""]
    return lift(
      [first, second], spans: [left.span, right.span], at: span, relations: relations
    ) { checking, values in
      checking.comparison(op, values[0], values[1], span: span)
    }
  }

  /// Two operands, of which a bare word opposite a choice is one of its values, and a bare number of
  /// four digits opposite a year that year.
  mutating func checkPair(_ left: Expression, _ right: Expression) -> (Shape, Shape) {
    let isBare = bareWord(left) != nil || year(left) != nil
    if isBare, bareWord(right) == nil, year(right) == nil {
      let second = check(right)
      return (checkOpposite(left, second), second)
    }
    let first = check(left)
    return (first, checkOpposite(right, first))
  }

  private func bareWord(_ expression: Expression) -> Name? {
    if case .name(let name, nil) = written(expression).kind { name } else { nil }
  }

  /// An operand whose bare word means a choice value, where the other operand is a choice, and whose
  /// bare number a year, where it is one.
  mutating func checkOpposite(_ expression: Expression, _ other: Shape) -> Shape {
    if notice(at: expression.span, opposite: other) { return .poison }
    if let binding = binding(expression) {
      return look(through: binding, at: expression.span) { checking, argument in
        argument.expression.map { checking.checkOpposite($0, other) }
          ?? checking.checkArgumentQuery(argument)
      }
    }
    if let year = year(expression), case .period(.year)? = subject(of: other)?.type,
      literalOrColumn(written(expression)) == nil
    {
      return .value(constant(.period(year, .year), .period(.year), expression.span))
    }
    guard let name = bareWord(expression), !name.isQuoted else { return check(expression) }
    if case .poison = other {
      // The other side is wrong already; this word may be a value of what was meant.
      return isKnownHere(name) ? check(expression) : .poison
    }
    guard let subject = subject(of: other) else { return check(expression) }
    guard case .choice = subject.type else {
      guard let message = unquoted(name, opposite: subject) else { return check(expression) }
      report(message)
      return .poison
    }
    let values = choiceValues(of: subject)
    if let value = values.first(where: { $0.lowercased() == name.key }) {
      return .value(constant(.text(value), subject.type, name.span))
    }
    if isKnownHere(name) { return check(expression) }
    report(unknownChoice(name, subject, among: values))
    return .poison
  }

  /// A word opposite a text that is no name here but a text of that column.
  private func unquoted(_ name: Name, opposite subject: TypedExpression) -> Diagnostic? {
    let column: TypedExpression
    switch subject.type {
    case .text: column = subject
    case .entity: column = displayed(subject) ?? subject
    default: return nil
    }
    guard !isKnown(name) else { return nil }
    let texts: [String]
    if let dictionary = dictionary(behind: column) {
      if dictionary.count > Self.listedTexts { return nil }
      texts = (0..<dictionary.count).map { dictionary[$0] }
    } else {
      texts = Self.writtenTexts(in: column)
    }
    guard let text = texts.first(where: { $0.lowercased() == name.key }) else { return nil }
    return unquotedText(name, text)
  }

  /// The texts that a computed value says it can be: `if sold > $0 then "active" else "quiet"`.
  private static func writtenTexts(in value: TypedExpression) -> [String] {
    switch value.kind {
    case .constant(.text(let text)): [text]
    case .conditional(_, let then, let otherwise):
      writtenTexts(in: then) + writtenTexts(in: otherwise)
    case .operation(.coalesce, let values): values.flatMap(writtenTexts)
    case .constant, .variable, .row, .column, .field, .operation, .aggregate, .window: []
    }
  }

  func subject(of shape: Shape) -> TypedExpression? {
    switch shape {
    case .value(let value), .gathered(let value), .many(_, let value): value
    case .rows, .periods, .list, .scopeRow, .linkRow, .loopRow, .poison: nil
    }
  }

  /// Whether a word means something in the rows in sight or is a let, a param or a loop's row.
  func isKnownHere(_ name: Name) -> Bool {
    let key = name.key
    return reading.parameters[key] != nil
      || scopes.dropFirst(reading.floor).contains { knows(key, in: $0) }
      || environment.definitions.lets[key] != nil || environment.parameters[key] != nil
      || environment.loops.contains { $0.name.key == key } || ships(key)
  }

  /// Whether a word means anything at all: here, or as an entity.
  func isKnown(_ name: Name) -> Bool {
    isKnownHere(name) || catalog.entity(named: name.text) != nil
  }

  /// The declared values of a choice, then those that its column holds besides.
  func choiceValues(of expression: TypedExpression) -> [String] {
    guard case .choice(let list) = expression.type else { return [] }
    var values = list.declared
    if let dictionary = dictionary(behind: expression), dictionary.count <= 10_000 {
      for code in 0..<dictionary.count {
        let value = dictionary[code]
        if !values.contains(value) { values.append(value) }
      }
    }
    return values
  }

  /// All texts that an unchanged text field holds.
  func dictionary(behind expression: TypedExpression) -> TextDictionary? {
    guard case .field(let field, let row) = expression.kind, case .entity(let entity) = row.type,
      environment.world.tables.indices.contains(entity.index)
    else { return nil }
    let columns = environment.world.table(entity).columns
    guard columns.indices.contains(field), case .text(_, let dictionary) = columns[field] else {
      return nil
    }
    return dictionary
  }

  mutating func comparison(
    _ op: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, span: Span
  ) -> TypedExpression {
    let operation: Operation =
      switch op {
      case .equal: .equal
      case .notEqual: .notEqual
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .greater: .greater
      default: .greaterOrEqual
      }
    if op == .equal || op == .notEqual {
      // `= missing` asks for missing, whatever the type.
      for (one, other) in [(left, right), (right, left)] where one.type == .missing {
        let test = self.operation(.isMissing, [other], .bool, span)
        return op == .equal ? test : self.operation(.not, [test], .bool, span)
      }
    }
    guard let (one, other) = comparable(left, right, isEquality: op == .equal || op == .notEqual)
    else {
      report(comparisonProblem(op, left, right, at: span))
      return Self.poison(span)
    }
    return self.operation(operation, [one, other], .bool, span)
  }

  /// Both operands brought to one type, or nil where no order or equality joins them.
  mutating func comparable(
    _ left: TypedExpression, _ right: TypedExpression, isEquality: Bool
  ) -> (TypedExpression, TypedExpression)? {
    switch (left.type, right.type) {
    case (.missing, _), (_, .missing): return (left, right)
    case (.number, .number), (.number, .percent), (.percent, .number), (.percent, .percent),
      (.date, .date), (.bool, .bool):
      return (left, right)
    case (.money(let one), .money(let two)): return one == two ? (left, right) : nil
    case (.duration(let one), .duration(let two)): return one == two ? (left, right) : nil
    case (.period(let one), .period(let two)): return one == two ? (left, right) : nil
    case (.text, .text):
      // In an order a text need not be one that a row holds.
      return isEquality ? (warned(left, right), warned(right, left)) : (left, right)
    case (.choice, .choice): return (left, right)
    case (.choice, .text): return (left, asChoice(right, of: left))
    case (.text, .choice): return (asChoice(left, of: right), right)
    case (.entity(let one), .entity(let two)):
      return one == two && isEquality ? (left, right) : nil
    case (.entity(let entity), .id), (.entity(let entity), .number):
      return identity(left, entity, opposite: right).flatMap {
        comparableIds($0, right, isEquality: isEquality)
      }
    case (.id, .entity(let entity)), (.number, .entity(let entity)):
      return identity(right, entity, opposite: left).flatMap {
        comparableIds(left, $0, isEquality: isEquality)
      }
    case (.entity, .text): return displayed(left).map { ($0, warned(right, $0)) }
    case (.text, .entity): return displayed(right).map { (warned(left, $0), $0) }
    case (.id, .id), (.id, .number), (.number, .id), (.id, .text), (.text, .id):
      return comparableIds(left, right, isEquality: isEquality)
    default: return nil
    }
  }

  /// The id of an entity row, opposite an id of the same entity or a number written out.
  private func identity(
    _ row: TypedExpression, _ entity: EntityID, opposite other: TypedExpression
  ) -> TypedExpression? {
    guard let id = catalog[entity].idField else { return nil }
    switch other.kind {
    case .constant, .variable: break
    case .field(id, let owner) where owner.type == row.type: break
    default: return nil
    }
    return TypedExpression(
      .field(id, of: row), type: catalog[entity].fields[id].type, span: row.span)
  }

  func displayed(_ value: TypedExpression) -> TypedExpression? {
    guard case .entity(let entity) = value.type, let display = catalog[entity].displayField else {
      return nil
    }
    return TypedExpression(
      .field(display, of: value), type: catalog[entity].fields[display].type, span: value.span)
  }

  /// What an id is stored as.
  private enum IdForm { case number, text }

  /// Ids are whole numbers or texts, as their file has them, and a literal follows. Where the file
  /// has no rows, or an id has gone through a stage, that is known only when it runs: then their
  /// texts are compared.
  private func comparableIds(
    _ left: TypedExpression, _ right: TypedExpression, isEquality: Bool
  ) -> (TypedExpression, TypedExpression)? {
    let one = left.type == .id ? left : follow(left, right)
    let other = right.type == .id ? right : follow(right, left)
    switch (form(of: one), form(of: other)) {
    case (.number?, .number?), (.text?, .text?): return (one, other)
    case (.number?, .text?), (.text?, .number?): return nil
    case (nil, _), (_, nil): return isEquality ? (idText(one), idText(other)) : (one, other)
    }
  }

  /// A literal in the form of the id that it is compared with.
  private func follow(_ literal: TypedExpression, _ id: TypedExpression) -> TypedExpression {
    guard case .constant(let value) = literal.kind else { return literal }
    switch (value, form(of: id)) {
    case (.text(let text), .number?):
      guard let number = Int64(text) else { return literal }
      return constant(.decimal(Decimal(units: number, scale: 0)), .id, literal.span)
    case (.decimal(let number), .text?):
      return constant(.text(number.description), .id, literal.span)
    case (.missing, _), (.decimal, _), (.text, _), (.real, _), (.day, _), (.truth, _), (.row, _),
      (.period, _):
      return literal
    }
  }

  private func form(of value: TypedExpression) -> IdForm? {
    switch value.kind {
    case .constant(.text): return .text
    case .constant(.decimal): return .number
    case .field(let field, let row):
      guard value.type == .id, case .entity(let entity) = row.type,
        environment.world.tables.indices.contains(entity.index)
      else { break }
      let table = environment.world.table(entity)
      guard table.rowCount > 0, table.columns.indices.contains(field) else { return nil }
      if case .text = table.columns[field] { return .text }
      return .number
    case .constant, .variable, .row, .column, .operation, .conditional, .aggregate, .window: break
    }
    switch value.type {
    case .text: return .text
    case .number: return .number
    default: return nil
    }
  }

  private func idText(_ value: TypedExpression) -> TypedExpression {
    switch value.kind {
    case .constant(.text): return value
    case .constant(.decimal(let number)):
      return constant(.text(number.description), .text, value.span)
    default:
      return value.type == .text ? value : operation(.toText, [value], .text, value.span)
    }
  }

  /// A text opposite a choice, in the choice's own spelling.
  private mutating func asChoice(
    _ text: TypedExpression, of choice: TypedExpression
  ) -> TypedExpression {
    guard case .constant(.text(let word)) = text.kind else { return text }
    let values = choiceValues(of: choice)
    if let value = values.first(where: { $0.lowercased() == word.lowercased() }) {
      return constant(.text(value), choice.type, text.span)
    }
    report(noSuchText(word, in: choice, among: values, at: text.span))
    return constant(.text(word), choice.type, text.span)
  }

  /// Warns where a literal equals no text of the column that it is compared with.
  private mutating func warned(
    _ literal: TypedExpression, _ column: TypedExpression
  ) -> TypedExpression {
    guard case .constant(.text(let word)) = literal.kind,
      let dictionary = dictionary(behind: column), dictionary.count > 0,
      dictionary.code(of: word) == nil
    else { return literal }
    let values =
      dictionary.count <= Self.listedTexts ? (0..<dictionary.count).map { dictionary[$0] } : []
    report(noSuchText(word, in: column, among: values, at: literal.span))
    return literal
  }
}
