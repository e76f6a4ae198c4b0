import Model
import Plan

extension Checking {
  /// What one row of a plan stands for: `one row per partner`.
  func grain(of plan: LogicalPlan) -> String {
    noun(of: plan).map { "one row per \($0)" } ?? "one row"
  }

  /// `partner`, `deal of each partner`, `region and quarter`; nil for a single row.
  func noun(of plan: LogicalPlan) -> String? {
    switch plan.node {
    case .scan(let entity): return catalog[entity].singular
    case .one: return nil
    case .reached(_, let hops): return hops.last.map { catalog[$0.destination].singular }
    case .shared(_, let input), .filter(let input, _), .extend(let input, _),
      .project(let input, _), .sort(let input, _), .take(let input, _, _),
      .top(let input, _, _, _), .link(let input, _, _, _), .assert(let input, _, _):
      return noun(of: input)
    case .distinct: return "different " + list(plan.columns.map(\.name))
    case .summarize(_, let summary):
      return summary.keys.isEmpty ? nil : list(plan.columns.prefix(summary.keys.count).map(\.name))
    case .expand(let input, _, let hops, let keepsEmpty):
      guard let child = hops.last.map({ catalog[$0.destination].singular }) else { return nil }
      let parent = noun(of: input) ?? "row"
      return "\(child) of each \(parent)"
        + (keepsEmpty ? ", and one for each \(parent) without any" : "")
    case .append(let first, let second):
      let nouns = [noun(of: first) ?? "row", noun(of: second) ?? "row"]
      return nouns[0] == nouns[1] ? nouns[0] : "\(nouns[0]), then one per \(nouns[1])"
    case .pivot(_, let pivot):
      return pivot.keep.isEmpty ? nil : list(plan.columns.prefix(pivot.keep.count).map(\.name))
    case .unpivot(let input, let keep, _):
      let name = plan.columns[keep.count].name
      return noun(of: input).map { "\($0) and \(name)" } ?? name
    }
  }

  /// `a`, `a and b`, `a, b and c`.
  private func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "row" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
