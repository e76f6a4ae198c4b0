import Model
import Plan
import Syntax

/// What a measure comes to now, and from what: a rate never stands without its n.
extension Checking {
  /// - Parameter values: of all figures, each with its column; this one's are added.
  mutating func figures(
    of thing: Thing, among values: inout [TypedExpression]
  ) -> [Explanation.Figure] {
    guard case .measure(let declaration, _) = thing,
      let value = overhear({ $0.value(of: thing) }).result
    else { return [] }
    var figures: [Explanation.Figure] = []
    func add(_ words: String, _ value: TypedExpression) {
      if figures.contains(where: { $0.words == words }) { return }
      figures.append(Explanation.Figure(words: words, column: values.count))
      values.append(value)
    }
    let basis = basis(of: value)
    if basis.isEmpty { return [] }
    add(declaration.name.text, value)
    for (words, part) in basis { add(words, part) }
    return figures
  }

  /// Both sides of each division of figures, and how many values an average or a median is of.
  private func basis(of value: TypedExpression) -> [(words: String, value: TypedExpression)] {
    switch value.kind {
    case .operation(.divide, let sides) where !sides.contains(where: Self.isConstant):
      return sides.map { (text($0.span), $0) }
    case .aggregate(var aggregate):
      switch aggregate.function {
      case .average, .median, .percentile, .standardDeviation:
        let words = "the number of values in \(text(aggregate.span))"
        (aggregate.function, aggregate.type) = (.countPresent, .number)
        return [(words, TypedExpression(.aggregate(aggregate), type: .number, span: value.span))]
      case .sum, .minimum, .maximum, .count, .countPresent, .countDistinct, .first, .last,
        .sparkline, .any, .none, .every:
        return []
      }
    case .constant, .variable, .row, .column, .field, .operation, .conditional, .window:
      return value.parts.flatMap(basis)
    }
  }
}
