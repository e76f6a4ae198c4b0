import Syntax

/// The words of a definition's text, by what they do in it.
struct Wording: TreeVisitor {
  /// Words alone and the first words of paths: what a parameter can stand for.
  private(set) var words: [Name] = []
  /// Words before parentheses.
  private(set) var calls: [Name] = []
  /// Verbs behind `apply`.
  private(set) var applied: [Name] = []
  /// Names that the text gives to columns and links.
  private(set) var labels: [Name] = []

  init(_ expression: Expression) { visit(expression) }

  init(_ stages: [Stage]) { for stage in stages { visit(stage) } }

  mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .name(let name, nil): words.append(name)
    case .name(let name, .some): calls.append(name)
    case .text(let literal):
      for case .interpolation(let inner) in literal.parts { visit(inner) }
    default: break
    }
    visitChildren(of: expression)
  }

  mutating func visit(_ arguments: CallArguments) {
    visitChildren(of: arguments)
    for modifier in arguments.modifiers {
      switch modifier.kind {
      case .within(let paths): visit(paths)
      case .per(let path), .over(let path): visit([path])
      case .condition, .during, .prior, .priorPeriod, .withinAll: break
      }
    }
  }

  mutating func visit(_ item: Item) {
    if let name = item.name { labels.append(name) }
    visitChildren(of: item)
  }

  mutating func visit(_ keys: [GroupKey]) {
    for key in keys {
      switch key {
      case .item(let item): visit(item)
      case .each(let name, _, let range, _):
        if let name { labels.append(name) }
        if let range { visit(range) }
      }
    }
  }

  mutating func visit(_ stage: Stage) {
    if case .replace(let items) = stage.kind {
      // What stands before the colon is a column that is there, and so may be a parameter.
      words += items.compactMap(\.name)
      for item in items { visit(item.value) }
      return
    }
    visitChildren(of: stage)
    switch stage.kind {
    case .hide(let names): words += names
    case .rename(let renamings):
      words += renamings.map(\.old)
      labels += renamings.map(\.new)
    case .take(let count, let per): visit(count, per)
    case .top(let count, _, _, _, let per): visit(count, per)
    case .expand(let path, let name, _):
      visit([path])
      if let name { labels.append(name) }
    case .link(_, _, let name, _): labels.append(name)
    case .pivot(_, let path, _): visit([path])
    case .unpivot(let paths, let name, let value):
      visit(paths)
      labels += [name, value]
    case .apply(let name, _): applied.append(name)
    case .where, .add, .replace, .show, .sort, .distinct, .summarize, .append, .chart, .assert,
      .export, .print, .describe, .explain, .invalid:
      break
    }
  }

  private mutating func visit(_ count: Count, _ per: [Path]) {
    if case .word(let name) = count { words.append(name) }
    visit(per)
  }

  private mutating func visit(_ paths: [Path]) {
    words += paths.compactMap(\.names.first)
  }
}

extension Stage {
  /// The names that the stage's own text gives to new columns and links.
  var labels: [Name] {
    switch kind {
    case .add(let items), .show(let items), .distinct(let items): return items.compactMap(\.name)
    case .summarize(let items, let keys):
      return items.compactMap(\.name)
        + keys.compactMap { key in
          switch key {
          case .item(let item): item.name
          case .each(let name, _, _, _): name
          }
        }
    case .rename(let renamings): return renamings.map(\.new)
    case .expand(_, let name, _): return name.map { [$0] } ?? []
    case .link(_, _, let name, _): return [name]
    case .unpivot(_, let name, let value): return [name, value]
    // What `replace` changes keeps its name, and stays what the word means from outside.
    case .replace, .where, .hide, .sort, .take, .top, .append, .pivot, .chart, .apply, .assert,
      .export, .print, .describe, .explain, .invalid:
      return []
    }
  }
}
