import Messages

/// Tokens that stand on one line or are broken together.
struct Group {
  /// Where lines may begin, with spaces beyond the group's own indentation.
  struct Break {
    var token: Int
    var indentation: Int
    /// Whether a blank line before it is kept.
    var keepsBlankLine = false
  }

  /// Indices of tokens.
  var range: Range<Int>
  var breaks: [Break]
  /// Whether broken lines are set under the group's first token rather than under its line's.
  var isAligned = false
  /// Whether lines begin only where the one before is full.
  var isFilled = false
  /// Whether the group is broken even where it would fit.
  var isForced = false
  /// Spaces to add before tokens where the group is broken, to set values under one another.
  var padding: [Int: Int] = [:]
}

/// What the tokens are that look alike.
struct TokenMarks {
  /// `(` behind what it belongs to, as in `sum(x)`.
  var callParentheses: Set<Int> = []
  var unaryMinuses: Set<Int> = []
  /// Verbs and statements' words, which are written in lower case.
  var keywords: Set<Int> = []
}

/// Finds in a tree where lines may be broken.
struct GroupBuilder: TreeVisitor, ~Copyable {
  private(set) var groups: [Group] = []
  private(set) var marks = TokenMarks()

  private let tokens: [Token]
  private let source: Source
  /// How far the stages of the query visited next are indented.
  private var stageIndentation: Int?

  init(_ parsed: Parsed) {
    tokens = parsed.tokens
    source = parsed.source
  }

  // MARK: Tokens

  /// The token that begins at an offset, or the first one behind it.
  private func token(at offset: Int) -> Int {
    var low = 0
    var high = tokens.count - 1
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func tokens(of span: Span) -> Range<Int> {
    let start = token(at: span.start)
    return start..<max(start, token(at: span.end))
  }

  /// The first token of the kind in a run of tokens, brackets inside it aside.
  private func first(_ kind: TokenKind, in range: Range<Int>) -> Int? {
    range.first { tokens[$0].kind == kind }
  }

  private mutating func add(
    _ range: Range<Int>, _ breaks: [Int], _ indentation: Int = 0, isAligned: Bool = false,
    isFilled: Bool = false, isForced: Bool = false, padding: [Int: Int] = [:]
  ) {
    guard !breaks.isEmpty else { return }
    groups.append(
      Group(
        range: range,
        breaks: breaks.map { Group.Break(token: $0, indentation: indentation) },
        isAligned: isAligned, isFilled: isFilled, isForced: isForced, padding: padding))
  }

  // MARK: Statements

  mutating func visit(_ script: Script) {
    let starts = script.statements.map { token(at: $0.span.start) }
    groups.append(
      Group(
        range: 0..<tokens.count,
        breaks: starts.map { Group.Break(token: $0, indentation: 0, keepsBlankLine: true) },
        isForced: true))
    for statement in script.statements { visit(statement) }
  }

  mutating func visit(_ statement: Statement) {
    let range = tokens(of: statement.span)
    stageIndentation = nil
    switch statement.kind {
    case .query: stageIndentation = 0
    case .let: stageIndentation = 2
    case .measure(let measure): breakDefinition(range, measure.body)
    case .field(let field): breakDefinition(range, field.body)
    case .function(let name, _, let body):
      markParenthesis(behind: name)
      breakDefinition(range, body)
    case .verb(let name, _, let stages):
      markParenthesis(behind: name)
      breakStages(range, stages)
    case .test(_, let body): breakBlock(range, body.map(\.span))
    case .forEach(_, let query, let body):
      stageIndentation = 0
      breakBlock(token(at: query.span.end)..<range.upperBound, body.map(\.span))
    case .scenario(_, _, let edits): breakBlock(range, edits.map(\.span))
    case .entity(let entity): breakBlock(range, entity.columns.map(\.span))
    default: break
    }
    if case .query = statement.kind {} else { marks.keywords.insert(range.lowerBound) }
    visitChildren(of: statement)
  }

  /// Breaks a long definition behind its `=`.
  private mutating func breakDefinition(_ range: Range<Int>, _ body: Expression) {
    add(range, [token(at: body.span.start)], 2)
  }

  private mutating func markParenthesis(behind name: Name) {
    marks.callParentheses.insert(token(at: name.span.end))
  }

  /// Breaks behind the `{` in a run of tokens, before each line and before the `}`.
  ///
  /// A block that was on one line stays there if it holds one thing and fits.
  private mutating func breakBlock(_ range: Range<Int>, _ lines: [Span]) {
    guard let opening = first(.leftBrace, in: range), let closing = closing(opening) else { return }
    let starts = lines.map { token(at: $0.start) }
    var breaks = starts.map { Group.Break(token: $0, indentation: 2, keepsBlankLine: true) }
    if !breaks.isEmpty { breaks[0].keepsBlankLine = false }
    breaks.append(Group.Break(token: closing, indentation: 0))
    let isForced = lines.count > 1 || !lines.isEmpty && tokens[opening + 1].isAfterLineBreak
    groups.append(
      Group(
        range: opening..<(closing + 1), breaks: breaks, isForced: isForced))
  }

  private func closing(_ opening: Int) -> Int? {
    var open = 0
    for index in opening..<tokens.count {
      switch tokens[index].kind {
      case .leftBrace: open += 1
      case .rightBrace:
        open -= 1
        if open == 0 { return index }
      default: break
      }
    }
    return nil
  }

  mutating func visit(_ edits: [Edit]) {
    for edit in edits {
      let range = tokens(of: edit.span)
      marks.keywords.insert(range.lowerBound)
      switch edit.kind {
      case .change(_, let condition, let items):
        let from = condition.map { token(at: $0.span.end) } ?? range.lowerBound
        if let set = (from..<range.upperBound).first(where: { tokens[$0].word == .set }) {
          add(range, [set], 2)
        }
        if let condition { visit(condition) }
        visit(items)
      case .remove(_, let condition): if let condition { visit(condition) }
      case .insert(_, let items):
        if let first = items.first, let last = items.last {
          breakBlock(range, [first.span.joined(with: last.span)])
        }
        visit(items)
      }
    }
  }

  mutating func visit(_ entity: EntityDeclaration) {
    for column in entity.columns { visit(column.type) }
  }

  mutating func visit(_ type: TypeName) {
    if !type.arguments.isEmpty { markParenthesis(behind: type.name) }
  }

  // MARK: Queries

  mutating func visit(_ query: Query) {
    let indentation = stageIndentation
    stageIndentation = nil
    let range = tokens(of: query.span)
    if let indentation {
      let pipes = query.stages.map { token(at: $0.span.start) }
      add(
        range, pipes, indentation, isForced: pipes.contains { tokens[$0].isAfterLineBreak })
    } else {
      add(range, query.stages.map { token(at: $0.span.start) }, isAligned: true)
    }
    switch query.source {
    case .compare(_, _, let inner), .with(_, let inner):
      breakBlock(range.lowerBound..<range.upperBound, [inner.span])
      marks.keywords.insert(range.lowerBound)
      stageIndentation = 0
      visit(inner)
      stageIndentation = nil
    case .expression(let expression): visit(expression)
    }
    for stage in query.stages { visit(stage) }
  }

  private mutating func breakStages(_ range: Range<Int>, _ stages: [Stage]) {
    let pipes = stages.map { token(at: $0.span.start) }
    add(range, pipes, 2, isForced: pipes.contains { tokens[$0].isAfterLineBreak })
    stageIndentation = nil
  }

  mutating func visit(_ stage: Stage) {
    let range = tokens(of: stage.span)
    marks.keywords.insert(token(at: stage.verb.start))
    add(range, clauses(of: stage, range), 2)
    switch stage.kind {
    case .apply(let name, _): markParenthesis(behind: name)
    case .hide(let names): breakList(names.map(\.span))
    case .rename(let renamings):
      breakList(renamings.map { $0.new.span.joined(with: $0.old.span) })
    case .unpivot(let paths, _, _): breakList(paths.map(\.span))
    default: break
    }
    visitChildren(of: stage)
  }

  /// The words of a stage that may begin a line.
  private func clauses(of stage: Stage, _ range: Range<Int>) -> [Int] {
    switch stage.kind {
    case .summarize(let items, let keys), .chart(_, let items, let keys):
      guard !items.isEmpty, let key = keys.first else { return [] }
      return [token(at: key.span.start) - 1]
    case .link(_, _, _, let condition): return [token(at: condition.span.start) - 1]
    case .pivot(_, let path, _): return [token(at: path.span.start) - 1]
    case .unpivot(_, let name, _): return [token(at: name.span.start) - 1]
    case .top(_, _, _, _, let per), .take(_, let per):
      return per.first.map { [token(at: $0.span.start) - 1] } ?? []
    default: return []
    }
  }

  // MARK: Lists

  /// Sets the elements of a list under one another, or fills lines with them.
  private mutating func breakList(
    _ spans: [Span], isFilled: Bool = true, padding: [Int: Int] = [:]
  ) {
    guard let first = spans.first, let last = spans.last, spans.count > 1 else { return }
    add(
      tokens(of: first.joined(with: last)), spans.dropFirst().map { token(at: $0.start) },
      isAligned: true, isFilled: isFilled, padding: padding)
  }

  mutating func visit(_ items: [Item]) {
    var padding: [Int: Int] = [:]
    let widths = items.compactMap { item in
      item.name.flatMap { $0.span.start < item.value.span.start ? source.text($0.span).count : nil }
    }
    let isAllNamed = widths.count == items.count
    if isAllNamed, let widest = widths.max() {
      for (item, width) in zip(items, widths) where width < widest {
        padding[token(at: item.value.span.start)] = widest - width
      }
    }
    breakList(items.map(\.span), isFilled: !isAllNamed, padding: padding)
    for item in items { visit(item) }
  }

  mutating func visit(_ keys: [GroupKey]) {
    breakList(keys.map(\.span))
    for key in keys {
      switch key {
      case .item(let item): visit(item)
      case .each(_, _, let range, _): if let range { visit(range) }
      }
    }
  }

  mutating func visit(_ keys: [SortKey]) {
    breakList(keys.map(\.span))
    for key in keys { visit(key.value) }
  }

  mutating func visit(_ arguments: CallArguments) {
    let opening = token(at: arguments.span.start)
    marks.callParentheses.insert(opening)
    var spans = arguments.arguments.map { argument in
      argument.name.map { $0.span.joined(with: argument.value.span) } ?? argument.value.span
    }
    spans += arguments.modifiers.map(\.span)
    breakList(spans)
    visitChildren(of: arguments)
  }

  // MARK: Expressions

  mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .negate:
      marks.unaryMinuses.insert(token(at: expression.span.start))
      visitChildren(of: expression)
    case .list(let elements):
      breakList(elements.map(\.span))
      visitChildren(of: expression)
    case .binary(let binary, _, _, _): breakChain(expression, binary)
    case .conditional: breakConditional(expression)
    default: visitChildren(of: expression)
    }
  }

  /// Breaks `a and b and c` before each `and`, `a + b - c` behind each sign.
  private mutating func breakChain(_ expression: Expression, _ binary: BinaryOperator) {
    let isLogic = binary == .and || binary == .or
    let level = Self.level(of: binary)
    guard level > 0 else { return visitChildren(of: expression) }
    var breaks: [Int] = []
    var operands: [Expression] = []
    var rest = expression
    while case .binary(let other, let operatorSpan, let left, let right) = rest.kind,
      Self.level(of: other) == level
    {
      let sign = token(at: operatorSpan.start)
      breaks.append(isLogic ? sign : sign + 1)
      operands.append(right)
      rest = left
    }
    add(tokens(of: expression.span), breaks.reversed(), isAligned: true)
    visit(rest)
    for operand in operands.reversed() { visit(operand) }
  }

  /// Operators of one level may be mixed in a chain; 0 for those that are no place to break.
  private static func level(of binary: BinaryOperator) -> Int {
    switch binary {
    case .or: 1
    case .and: 2
    case .add, .subtract: 3
    case .multiply, .divide: 4
    case .coalesce: 5
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .startsWith,
      .endsWith, .matches:
      0
    }
  }

  /// Breaks `if … then … else if … else …` before each `else`.
  private mutating func breakConditional(_ expression: Expression) {
    var breaks: [Int] = []
    var rest = expression
    while case .conditional(let condition, let then, let otherwise) = rest.kind {
      visit(condition)
      visit(then)
      breaks.append(token(at: otherwise.span.start) - 1)
      rest = otherwise
    }
    visit(rest)
    add(tokens(of: expression.span), breaks, isAligned: true)
  }
}
