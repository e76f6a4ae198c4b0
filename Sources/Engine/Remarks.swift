import Messages
import Model
import Plan
import Synchronization

/// What a run has noticed and the result should mention.
struct Remarks {
  /// Rows on which a division had a zero divisor, by the division. The same division may be
  /// evaluated for more than one purpose; the largest count is the one over all of its rows.
  var zeroDivisions: [TypedExpression: Int] = [:]
  /// Rows that an aggregate skipped because its value is missing there, likewise.
  var skipped: [Aggregate: Int] = [:]
  /// Rows that a running share left out because their value is negative, by the window.
  var negatives: [TypedExpression: Int] = [:]
  /// Rows that an aggregate counts in more than one group, and what they are rows of.
  var shared: [Aggregate: (count: Int, noun: String)] = [:]

  var isEmpty: Bool {
    zeroDivisions.isEmpty && skipped.isEmpty && negatives.isEmpty && shared.isEmpty
  }

  mutating func note(zeroDivisions count: Int, in expression: TypedExpression) {
    zeroDivisions[expression] = max(zeroDivisions[expression] ?? 0, count)
  }

  mutating func note(skipped count: Int, by aggregate: Aggregate) {
    skipped[aggregate] = max(skipped[aggregate] ?? 0, count)
  }

  mutating func note(negatives count: Int, in expression: TypedExpression) {
    negatives[expression] = max(negatives[expression] ?? 0, count)
  }

  mutating func merge(_ other: Remarks) {
    for (expression, count) in other.zeroDivisions { note(zeroDivisions: count, in: expression) }
    for (aggregate, count) in other.skipped { note(skipped: count, by: aggregate) }
    for (expression, count) in other.negatives { note(negatives: count, in: expression) }
  }

  /// In the order of their places in the text.
  var footnotes: [Footnote] {
    var footnotes: [Footnote] = []
    // One line for all of them: ready-made definitions divide in places that nobody sees.
    let divisions = zeroDivisions.values.reduce(0, +)
    if divisions > 0 {
      let text =
        divisions == 1
        ? "1 division by zero is missing" : "\(divisions) divisions by zero are missing"
      let span = zeroDivisions.keys.map(\.span).min { $0.start < $1.start }
      footnotes.append(Footnote(text: text, span: span))
    }
    for (aggregate, count) in skipped where count > 0 {
      let rows = count == 1 ? "1 row has" : "\(count) rows have"
      footnotes.append(
        Footnote(
          text: "\(rows) no value and \(count == 1 ? "was" : "were") left out",
          span: aggregate.span, subject: aggregate.span))
    }
    for (expression, count) in negatives where count > 0 {
      let rows = count == 1 ? "1 row has" : "\(count) rows have"
      let text =
        "\(rows) a negative value, which has no share, and \(count == 1 ? "was" : "were") left out"
      footnotes.append(Footnote(text: text, span: expression.span, subject: expression.span))
    }
    for (aggregate, rows) in shared where rows.count > 0 {
      let text =
        "\(rows.count) \(rows.noun) \(rows.count == 1 ? "is" : "are") counted in more than one group"
      footnotes.append(Footnote(text: text, span: aggregate.span, subject: aggregate.span))
    }
    return footnotes.sorted { left, right in
      let (first, second) = (left.span?.start ?? 0, right.span?.start ?? 0)
      return first != second ? first < second : left.text < right.text
    }
  }
}

extension Execution {
  /// Computes something that later runs use again, with what there is to remark on it.
  func remembering<Result: Sendable>(
    _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> WorldWork.Remembered<Result> {
    let before = remarks.withLock { remarks in
      defer { remarks = Remarks() }
      return remarks
    }
    let result = try body()
    let own = remarks.withLock { remarks in
      let own = remarks
      remarks.merge(before)
      return own
    }
    return WorldWork.Remembered(result: result, remarks: own)
  }

  /// What an earlier run has computed: its remarks hold for this one too.
  func recall<Result: Sendable>(_ known: WorldWork.Remembered<Result>) -> Result {
    remarks.withLock { $0.merge(known.remarks) }
    return known.result
  }

  func note(zeroDivisions count: Int, in expression: TypedExpression) {
    if count > 0 { remarks.withLock { $0.note(zeroDivisions: count, in: expression) } }
  }

  func note(negatives count: Int, in expression: TypedExpression) {
    if count > 0 { remarks.withLock { $0.note(negatives: count, in: expression) } }
  }

  func note(skipped count: Int, by aggregate: Aggregate) {
    if count > 0 { remarks.withLock { $0.note(skipped: count, by: aggregate) } }
  }

  func note(shared count: Int, of entity: EntityID, by aggregate: Aggregate) {
    if count == 0 { return }
    let names = world.catalog[entity]
    let noun = count == 1 ? names.singular : names.name
    remarks.withLock {
      if count > $0.shared[aggregate]?.count ?? 0 { $0.shared[aggregate] = (count, noun) }
    }
  }
}
