import Messages
import Model
import Plan
import Syntax

/// Parameters of functions and verbs: an argument is checked where its parameter stands, among the
/// rows that the call saw. So no name in it is ever taken for a field of rows that only the
/// definition's own text looks at.
extension Checking {
  /// What an expression stands for, where it is a parameter's word or an option.
  func binding(_ expression: Expression) -> Binding? { binding(expression, in: reading) }

  private func binding(_ expression: Expression, in reading: Reading) -> Binding? {
    if let binding = reading.binding(expression) { return binding }
    return optionName(expression).flatMap { optionDefinition($0.key) }
      .flatMap { binding(of: $0, in: reading) }
  }

  /// The expression that was written, behind any parameters: for rules about its form.
  func written(_ expression: Expression) -> Expression {
    var (expression, reading) = (expression, reading)
    while let binding = binding(expression, in: reading), let argument = binding.expression {
      (expression, reading) = (argument, binding.reading)
    }
    return expression
  }

  /// The column that a word of a stage names, itself or by the parameter that it is; nil after a
  /// message.
  mutating func columnIndex(_ name: Name, verb: String, in scope: RowScope) -> Int? {
    var expression = Expression(.name(name, nil), span: name.span)
    if let index = scope.columnIndex(of: binding(expression)?.id) { return index }
    var isHidden = false
    var reading = reading
    while let binding = reading.binding(expression), let argument = binding.expression {
      if case .name(let word, nil) = argument.kind, let run = binding.run {
        isHidden = isHidden || ownNames[run.number]?.contains(word.key) == true
      }
      (expression, reading) = (argument, binding.reading)
    }
    guard case .name(let word, nil) = expression.kind else {
      report(needsColumnName(verb, name, expression))
      return nil
    }
    if !isHidden, let index = scope.columnIndex(word.key) { return index }
    report(unknown(word, what: "these rows", among: scope.columns.map(\.name)))
    return nil
  }

  /// Whether a column or link of this name is out of sight: a verb's own text named it, and this is
  /// an argument.
  func isHidden(_ key: String, depth: Int) -> Bool {
    !reading.hidden.isEmpty
      && reading.hidden[scopes.count - 1 - depth]?.contains(key) == true
  }

  /// The argument that a parameter stands for, written for where the parameter stands.
  ///
  /// - Parameters:
  ///   - word: the place of the parameter in the definition's text.
  ///   - check: how to read the argument; it sees the rows, the parameters and the gathering that
  ///     the call saw.
  mutating func look(
    through binding: Binding, at word: Span,
    _ check: (inout Checking, Query) -> Shape = { $0.checkArgumentQuery($1) }
  ) -> Shape {
    lookAtAll(through: binding, at: word) { [check(&$0, $1)] }.first ?? .poison
  }

  /// As `look`, where the argument is read as several; none after a message.
  mutating func lookAtAll(
    through binding: Binding, at word: Span, _ check: (inout Checking, Query) -> [Shape]
  ) -> [Shape] {
    guard let base = scopesInSight(of: binding) else {
      report(outOfSight(binding))
      return []
    }
    if let tooDeep = goDeeper(binding.callee.name, at: word) {
      report(tooDeep)
      return []
    }
    if binding.callee.kind == .option { uses?.note(binding.callee, by: reading.chain.last) }
    let outer = (scopes, reading)
    let gathering = (group, measure, frame)
    let isAtCall = base.count == scopes.count
    scopes = base
    reading = sight(of: binding)
    if !isAtCall { (group, measure, frame) = (nil, nil, TimeFrame()) }
    let arguments: [Shape]
    if let column = column(for: binding, at: word) {
      arguments = [
        isAtCall && (group != nil || measure != nil) ? gather(column, at: word) : .value(column)
      ]
    } else {
      arguments = check(&self, binding.argument)
    }
    (scopes, reading) = outer
    if !isAtCall { (group, measure, frame) = gathering }
    depth -= 1
    return arguments.map { argument in
      guard isWanted(argument, by: binding) else { return .poison }
      if case .lost = binding.sight, reachesOut(argument) {
        report(outOfSight(binding))
        return .poison
      }
      let shifted = argument.shifted(by: scopes.count - base.count)
      return standing(shifted, for: binding, at: word, isAtCall)
    }
  }

  /// The column that the parameter of a verb has become in an earlier stage: `by k | sort k`.
  private func column(for binding: Binding, at word: Span) -> TypedExpression? {
    guard let scope = scopes.last, let index = scope.columnIndex(of: binding.id) else {
      return nil
    }
    return column(index, of: scope, depth: 0, at: word)
  }

  /// The scopes that the argument sees, the outermost first; nil where they are not around.
  func scopesInSight(of binding: Binding) -> [RowScope]? {
    switch binding.sight {
    case .none: return []
    case .lost(let rows): return rows
    case .rows(let grains, let count):
      guard scopes.count >= count, scopes.prefix(grains.count).map(\.grain) == grains else {
        return nil
      }
      guard let measured = binding.measuredGrain, scopes.count > count else {
        return Array(scopes.prefix(count))
      }
      return scopes[count].grain == measured ? Array(scopes.prefix(count + 1)) : nil
    }
  }

  /// The text around the call, with the names hidden that it cannot mean.
  private func sight(of binding: Binding) -> Reading {
    var result = binding.reading
    guard case .rows(_, let count) = binding.sight else { return result }
    for (place, names) in reading.hidden where place < count {
      result.hidden[place, default: []].formUnion(names)
    }
    if let run = binding.run, let names = ownNames[run.number], !names.isEmpty {
      result.hidden[count - 1, default: []].formUnion(names)
    }
    return result
  }

  /// An argument as the value of its parameter: messages about the definition show the parameter's
  /// word, those about the argument the argument.
  private mutating func standing(
    _ argument: Shape, for binding: Binding, at word: Span, _ isAtCall: Bool
  ) -> Shape {
    switch argument {
    case .value(var value), .gathered(var value):
      value.span = word
      if isAtCall || group == nil && measure == nil { return .value(value) }
      return gather(value, at: word)
    case .many(let set, var value):
      let span = binding.argument.span
      manyOrigins[word] =
        manyOrigins[span] ?? ManyOrigin(span: span, type: value.type, relation: "")
      value.span = word
      return .many(set, value)
    case .rows, .periods, .list, .scopeRow, .linkRow, .loopRow, .poison: return argument
    }
  }

  /// Whether something refers to a row around it.
  private func reachesOut(_ shape: Shape) -> Bool {
    var found = false
    _ = shape.replacingReferences { reference in
      found = true
      return reference.expression
    }
    switch shape {
    case .scopeRow, .linkRow: return true
    case .loopRow, .value, .gathered, .rows, .many, .periods, .list, .poison: return found
    }
  }
}

extension Reading {
  /// What an expression stands for, where it is a parameter's word.
  func binding(_ expression: Expression) -> Binding? {
    guard case .name(let name, nil) = expression.kind else { return nil }
    return parameters[name.key]
  }
}

extension Shape {
  /// The same for use inside `count` more scopes.
  func shifted(by count: Int) -> Shape {
    if count == 0 { return self }
    switch self {
    case .scopeRow(let depth, let span): return .scopeRow(depth: depth + count, span)
    case .linkRow(let link, let name, let depth, let span):
      return .linkRow(link, name: name, depth: depth + count, span)
    case .loopRow, .value, .gathered, .rows, .many, .periods, .list, .poison:
      return replacingReferences { $0.expression.deepened(by: count) }
    }
  }

  /// The same with each reference to a row around it replaced.
  func replacingReferences(_ replacement: (OuterReference) -> TypedExpression) -> Shape {
    switch self {
    case .value(let value): return .value(value.replacingReferences(replacement))
    case .gathered(let value): return .gathered(value.replacingReferences(replacement))
    case .rows(let set, let span): return .rows(set.replacingReferences(replacement), span)
    case .many(let set, let value):
      return .many(
        set.replacingReferences(replacement),
        value.replacingReferences(opened: 1, replacement))
    case .list(let values, let span):
      return .list(values.map { $0.replacingReferences(replacement) }, span)
    case .periods, .scopeRow, .linkRow, .loopRow, .poison: return self
    }
  }
}

extension RowSet {
  /// The same with each reference to a row around the set replaced.
  func replacingReferences(_ replacement: (OuterReference) -> TypedExpression) -> RowSet {
    var result = self
    switch rows {
    case .current, .every: break
    case .reached(let owner, let hops):
      result.rows = .reached(owner: owner.replacingReferences(replacement), hops: hops)
    case .pipeline(let plan):
      result.rows = .pipeline(plan.replacingReferences(opened: 1, replacement))
    }
    result.condition = condition?.replacingReferences(opened: 1, replacement)
    for (name, var link) in scope.links {
      guard var many = link.many else { continue }
      for index in many.pairs.indices {
        many.pairs[index].left = many.pairs[index].left.replacingReferences(
          opened: 1, replacement)
      }
      link.many = many
      result.scope.links[name] = link
    }
    return result
  }
}
