import Columns
import Messages
import Model
import Plan
import Syntax

/// Why a text given with `--set` is no value of its param.
struct SettingProblem: Error {
  /// The value that was likely meant.
  var nearest: String?
  /// Ids of rows that all go by the name.
  var candidates: [String] = []
}

/// Values given as text, on the command line.
extension Checking {
  /// A text as a value: read as the language reads literals, never as more than a value.
  mutating func read(
    setting text: String, as parameter: Parameter
  ) -> Result<TypedExpression, SettingProblem> {
    func success(_ value: Value) -> Result<TypedExpression, SettingProblem> {
      .success(constant(value, parameter.type, parameter.name.span))
    }
    switch parameter.type {
    case .text, .id: return success(.text(text))
    case .choice(let list):
      if list.declared.isEmpty { return success(.text(text)) }
      guard let word = list.declared.first(where: { $0.lowercased() == text.lowercased() }) else {
        return .failure(SettingProblem(nearest: nearestName(to: text, among: list.declared)))
      }
      return success(.text(word))
    case .entity(let entity):
      if case .row(let row) = findRow(.text(text), of: entity) { return success(.row(row)) }
      return .failure(rowProblem(text, entity))
    case .bool:
      switch text.lowercased() {
      case "true", "yes": return success(.truth(true))
      case "false", "no": return success(.truth(false))
      default: return .failure(SettingProblem())
      }
    case .number, .money, .percent, .date, .period, .duration, .mixedMoney, .missing, .poison:
      return literal(text, as: parameter).map { .success($0) } ?? .failure(SettingProblem())
    }
  }

  /// A text that is a literal, or counts from today.
  private mutating func literal(_ text: String, as parameter: Parameter) -> TypedExpression? {
    let saved = (sources, diagnostics)
    defer { (sources, diagnostics) = saved }
    let parsed = parse(sources.add(name: "--set", text: text))
    guard parsed.diagnostics.isEmpty, parsed.script.statements.count == 1,
      case .query(let query) = parsed.script.statements[0].kind,
      let expression = query.expression, Self.isLiteral(expression),
      var value = settled(expression, as: parameter),
      case .constant(let constant) = value.kind, constant != .missing
    else { return nil }
    value.span = parameter.name.span
    return value
  }

  /// Whether an expression is written out, or counts from today.
  static func isLiteral(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .number, .percent, .money, .text, .date, .period, .boolean, .quantity, .relativePeriod:
      true
    case .name(let name, nil): name.key == "today"
    case .negate(let operand): isLiteral(operand)
    case .binary(.add, _, let left, let right), .binary(.subtract, _, let left, let right):
      isLiteral(left) && isLiteral(right)
    case .missing, .name, .member, .parenthesised, .list, .not, .binary, .textTest,
      .isMissing, .isIn, .between, .range, .conditional, .invalid:
      false
    }
  }

  // MARK: - Rows by name

  /// What a name or an id leads to.
  enum FoundRow {
    case row(Int32)
    /// The ids of the rows that have the name.
    case several([String])
    case none
  }

  /// Why a text leads to no row.
  func rowProblem(_ text: String, _ entity: EntityID) -> SettingProblem {
    if case .several(let ids) = findRow(.text(text), of: entity) {
      return SettingProblem(candidates: ids)
    }
    return SettingProblem(nearest: nearestName(to: text, among: names(in: entity)))
  }

  /// The row of an entity that goes by a name, else the one with an id.
  func findRow(_ given: Value, of entity: EntityID) -> FoundRow {
    let text = plainText(given)
    for field in [catalog[entity].displayField, catalog[entity].idField] {
      guard let field else { continue }
      let rows = rows(of: entity, where: field, reads: text)
      if rows.count == 1 { return .row(rows[0]) }
      if rows.count > 1 {
        let id = catalog[entity].idField ?? field
        return .several(
          rows.map { plainText(environment.world.table(entity).columns[id][Int($0)]) })
      }
    }
    return .none
  }

  private func rows(of entity: EntityID, where field: Int, reads text: String) -> [Int32] {
    let table = environment.world.table(entity)
    if case .text(let codes, let dictionary) = table.columns[field] {
      guard let code = dictionary.code(of: text) else { return [] }
      return codes.indices.filter { codes[$0] == code }.map { Int32($0) }
    }
    return (0..<table.rowCount).filter { plainText(table.columns[field][$0]) == text }
      .map { Int32($0) }
  }

  /// The texts that the rows of an entity go by.
  func names(in entity: EntityID) -> [String] {
    guard let field = catalog[entity].displayField, environment.world.table(entity).rowCount > 0,
      case .text(_, let dictionary) = environment.world.table(entity).columns[field],
      dictionary.count <= Self.listedTexts
    else { return [] }
    return (0..<dictionary.count).map { dictionary[$0] }
  }

  /// The value that a text which is none of the allowed ones likely means.
  func nearest(to text: String, _ parameter: Parameter) -> String? {
    nearestName(to: text, among: (parameter.allowed ?? []).map(plainText))
  }
}
