import Messages

/// Turns `value as name` into `name: value` in the items of a script.
enum NameFirst {
  /// The text with the outermost such items turned; nil where there is none.
  ///
  /// An item with a comment inside stays, as the comment would lose its place.
  static func rewrite(_ parsed: Parsed) -> String? {
    var finder = ItemFinder(parsed)
    finder.visit(parsed.script)
    let source = parsed.source
    var text = ""
    var position = 0
    for item in finder.items.sorted(by: { $0.span.start < $1.span.start }) {
      guard let name = item.name, item.span.start >= position else { continue }
      text += source.text(position..<item.value.span.start)
      text += source.text(name.span) + ": " + source.text(item.value.span)
      position = name.span.end
    }
    guard position > 0 else { return nil }
    return text + source.text(position..<source.bytes.count)
  }
}

/// Finds the items whose name stands behind the value.
private struct ItemFinder: TreeVisitor, ~Copyable {
  private let parsed: Parsed
  private let comments: [Int]
  private(set) var items: [Item] = []

  init(_ parsed: Parsed) {
    self.parsed = parsed
    comments = parsed.lexed.trivia.filter { $0.kind == .comment }.map(\.start)
  }

  mutating func visit(_ item: Item) {
    if let name = item.name, name.span.start > item.value.span.start,
      !comments.contains(where: { item.value.span.start < $0 && $0 < name.span.start })
    {
      items.append(item)
    }
    visitChildren(of: item)
  }
}
