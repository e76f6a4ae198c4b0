import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// `apply name(arguments)`: the stages of a verb, one after another, as if they stood here.
  ///
  /// An argument is an expression over the rows that come into the stage in which its parameter
  /// stands; the names that the verb's own stages have given are not among its names.
  mutating func checkApply(
    _ word: Name, _ call: CallArguments, _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery? {
    guard let verb = environment.definitions.verbs[word.key] ?? shipped.verbs[word.key] else {
      report(unknownUserVerb(word))
      return nil
    }
    let id = DefinitionID(.verb, verb.name)
    let around = Array(scopes.dropLast())
    let sight = Binding.Sight.rows(grains: around.map(\.grain), count: scopes.count)
    let run = VerbRun(number: ownNames.count, depth: scopes.count)
    ownNames[run.number] = []
    guard
      let parameters = bind(
        verb.formals, of: id, verb.name, to: call, seeing: sight, in: run, at: span)
    else { return nil }
    let saved = scopes
    defer { scopes = saved }
    scopes = around
    let result = using(id, verb.name, verb.span, at: span, otherwise: CheckedQuery?.none) {
      $0.reading.parameters = parameters
      $0.reading.run = run
      return $0.check(verb.stages, on: current)
    }
    // What it has named belongs to the verb whose stage it is, where there is one.
    if let outer = reading.run, outer.depth == run.depth {
      let names = ownNames[run.number] ?? []
      ownNames[outer.number]?.formUnion(names)
    }
    return result
  }

  /// Keeps in mind what a verb's own text calls its columns and links.
  mutating func note(labelsOf stage: Stage) {
    guard let run = reading.run, run.depth == scopes.count else { return }
    ownNames[run.number]?.formUnion(stage.labels.map(\.key))
  }

  /// Marks the columns that parameters of the verb have become: from the next stage on such a word
  /// means its column.
  func markParameters(of stage: Stage, behind count: Int, in query: inout CheckedQuery?) {
    guard let run = reading.run, run.depth == scopes.count else { return }
    let items: [Item?]
    var first = 0
    switch stage.kind {
    case .show(let listed), .distinct(let listed): items = listed
    case .add(let added): (items, first) = (added, count)
    case .summarize(let values, let keys):
      items =
        keys.map { key in
          switch key {
          case .item(let item): item
          case .each: nil
          }
        } + values
    case .where, .replace, .hide, .rename, .sort, .take, .top, .expand, .link, .append, .pivot,
      .unpivot, .chart, .apply, .assert, .export, .print, .describe, .explain, .invalid:
      return
    }
    for (offset, item) in items.enumerated() {
      guard let item, item.name == nil, let id = binding(item.value)?.id,
        query?.scope.columns.indices.contains(first + offset) == true
      else { continue }
      query?.scope.columns[first + offset].parameters.insert(id)
    }
  }
}
