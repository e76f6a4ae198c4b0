import Columns
import Messages
import Model
import Plan
import Syntax

/// What `export`, `print` and `chart` hand out, and texts that are one for all rows.
extension Checking {
  /// A query as a statement, which alone may hand rows out on their way.
  mutating func planStatement(_ query: Query, _ span: Span) -> PlannedQuery? {
    guard let (checked, taps) = checkTappedQuery(query) else { return nil }
    var result = planned(checked.plan, span)
    result.taps = taps
    switch query.stages.last?.kind {
    case .chart, .export, .print: result.isShown = false
    default: break
    }
    return result
  }

  mutating func checkExport(
    _ name: TextNode, _ stage: Stage, _ current: CheckedQuery
  ) -> CheckedQuery {
    let ending: String
    if case .characters(let characters)? = name.literal.parts.last {
      ending = characters
    } else {
      ending = ""
    }
    guard let format = OutputFormat(fileName: ending) else {
      report(unknownEnding(name))
      return current
    }
    guard allowsExports else {
      report(.refused(.writing, name.literal.plain ?? "the file", at: name.span))
      return current
    }
    guard isNewFile(name), let path = plannedText(name, for: "a file's name", isRaw: true, current)
    else {
      return current
    }
    return tap(.file(path, format), stage, current)
  }

  mutating func checkPrint(
    _ title: TextNode?, _ stage: Stage, _ current: CheckedQuery
  ) -> CheckedQuery {
    guard let title else { return tap(.screen(title: nil), stage, current) }
    guard let words = plannedText(title, for: "a title", current) else { return current }
    return tap(.screen(title: words), stage, current)
  }

  /// From here on the rows are computed once for what takes them here and what comes behind.
  ///
  /// - Parameter taken: the plan of what is taken, from that of the rows.
  mutating func tap(
    _ target: Tap.Target, _ stage: Stage, _ current: CheckedQuery,
    taking taken: (LogicalPlan) -> LogicalPlan = { $0 }
  ) -> CheckedQuery {
    guard taps != nil else {
      report(tapInside(stage))
      return current
    }
    let shared = current.shared(named: text(stage.verb), at: stage.span)
    taps?.append(Tap(target: target, plan: taken(shared.plan), span: stage.span))
    return shared
  }

  /// Whether a script writes a file of this name for the first time, as far as its name tells.
  private mutating func isNewFile(_ name: TextNode) -> Bool {
    guard let plain = name.literal.plain else { return true }
    if block == .forEach {
      report(oneFileForAllRounds(name))
      return false
    }
    let path = Self.tidied(plain)
    if let first = exports[path] {
      report(exportedTwice(name, first))
      return false
    }
    exports[path] = name.span
    return true
  }

  // MARK: - Texts

  /// What an assertion says where it does not hold.
  mutating func words(_ message: TextNode?, or condition: Expression) -> TypedExpression? {
    guard let message else {
      return constant(.text(text(condition.span)), .text, condition.span)
    }
    guard seesNoRows(message, for: "a message") else { return nil }
    let value = outsideOfRows { checking in
      checking.checkValue(Expression(.text(message.literal), span: message.span))
    }
    return value.type == .poison ? nil : value
  }

  /// A text whose values are computed when its statement runs.
  private mutating func plannedText(
    _ node: TextNode, for what: String, isRaw: Bool = false, _ current: CheckedQuery
  ) -> PlannedText? {
    guard seesNoRows(node, for: what) else { return nil }
    var parts: [PlannedText.Part] = []
    var values: [TypedExpression] = []
    for part in node.literal.parts {
      switch part {
      case .characters(let characters): parts.append(.characters(characters))
      case .interpolation(let inner):
        let value = outsideOfRows { $0.checkValue(inner) }
        if value.type == .poison { return nil }
        parts.append(.value(values.count, inner.span))
        values.append(asText(value, isRaw: isRaw))
      }
    }
    let plan = oneRow(of: values, at: node.span).plan
    return PlannedText(parts: parts, values: plan, span: node.span)
  }

  /// Whether a text names no field of the rows in sight, which would be a value for each of them.
  private mutating func seesNoRows(_ node: TextNode, for what: String) -> Bool {
    guard let scope = scopes.last else { return true }
    let fields = Set(names(in: scope).map { $0.lowercased() })
    for case .interpolation(let inner) in node.literal.parts {
      var root = inner
      while case .member(let base, _, _) = root.kind { root = base }
      guard case .name(let name, nil) = root.kind, fields.contains(name.key) else { continue }
      let isOutside =
        environment.parameters[name.key] != nil || environment.definitions.lets[name.key] != nil
        || environment.loops.contains { $0.name.key == name.key }
      if isOutside { continue }
      report(oneTextForAllRows(name, inner, what))
      return false
    }
    return true
  }
}
