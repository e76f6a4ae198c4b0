import Columns
import Model
package import Plan

// Plans in one line, for messages of failing tests.

extension TypedExpression {
  package var brief: String {
    switch kind {
    case .constant(let value): "\(value)"
    case .variable: "variable"
    case .row(let depth): "row\(depth)"
    case .column(let number, let depth): "column\(depth)[\(number)]"
    case .field(let field, let row): "\(row.brief).\(field)"
    case .operation(let operation, let arguments):
      "\(operation)(\(arguments.map(\.brief).joined(separator: ", ")))"
    case .conditional(let condition, let then, let otherwise):
      "if \(condition.brief) then \(then.brief) else \(otherwise.brief)"
    case .aggregate(let aggregate): aggregate.brief
    case .window: "window"
    }
  }
}

extension Aggregate {
  package var brief: String {
    var text = "\(function)("
    switch rows {
    case .current: text += "current"
    case .every(let entity): text += "every \(entity.index)"
    case .reached(let owner, let hops):
      let steps = hops.map { hop in
        switch hop {
        case .forward(_, let field, let to): "→\(field):\(to.index)"
        case .inverse(_, let field, let to): "←\(field):\(to.index)"
        }
      }
      text += "\(owner.brief)\(steps.joined())"
    case .pipeline(let plan): text += "(\(plan.brief))"
    }
    if let value { text += " value \(value.brief)" }
    if let condition { text += " where \(condition.brief)" }
    if let per { text += " per \(per.brief)" }
    if let time {
      text += " over \(time.date.brief)\(time.isBucketed ? " bucketed" : "")"
      for shift in time.shifts { text += " prior \(shift.count) \(shift.unit)" }
    }
    return text + ")"
  }
}

extension LogicalPlan {
  package var brief: String {
    switch node {
    case .scan(let entity): "scan \(entity.index)"
    case .reached(let owner, _): "reached \(owner.brief)"
    case .filter(let input, let predicate): "\(input.brief) | where \(predicate.brief)"
    case .extend(let input, let value): "\(input.brief) | add \(value.brief)"
    case .project(let input, let values):
      "\(input.brief) | show \(values.map(\.brief).joined(separator: ", "))"
    case .summarize(let input, let summary):
      "\(input.brief) | summarize "
        + summary.aggregates.map { "\($0.aggregate.brief) within \($0.keys)" }
        .joined(separator: ", ") + " by "
        + summary.keys.map { key in
          switch key {
          case .value(let value): value.brief
          case .each(let unit, let range): "each \(unit) \(range.map { "\($0)" } ?? "")"
          }
        }.joined(separator: ", ")
    default: "\(node)"
    }
  }
}
