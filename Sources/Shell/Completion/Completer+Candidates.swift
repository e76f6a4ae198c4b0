import Messages
import Model
import Semantics
import Syntax

extension Completer {
  /// What fits the place and begins with what has been typed, whatever the case of its letters.
  func candidates(
    for expectation: Expectation, _ place: CursorPlace, before: String, _ walk: TokenWalk
  ) -> [Candidate] {
    let typed = place.typed
    switch expectation {
    case .nothing: return []
    case .statement:
      return starting(typed, named(sight(behind: before)?.things ?? []) + statements)
    case .verb: return starting(typed, verbs)
    case .member: return starting(typed, named(sight(behind: before)?.things ?? []))
    case .source:
      // What a query can begin with is the same wherever it stands.
      let earlier = String(decoding: before.utf8.prefix(walk.statementStart), as: UTF8.self)
      let sources = named(sight(behind: earlier)?.things ?? [])
      let others = typed.isEmpty ? [] : aggregates + candidates([.compare, .with])
      return starting(typed, sources + (walk.keyword == .link ? candidates([.many]) : []) + others)
    case .column:
      let columns = (sight(behind: before)?.things ?? []).filter(\.isColumn)
      return starting(typed, named(columns))
    case .operand(let operand): return operands(operand, typed, before: before)
    case .set: return set(typed, before: before)
    case .period: return starting(typed, periods)
    case .words(let words): return starting(typed, candidates(words))
    case .continuation(let words, let joining):
      return starting(typed, continuation(words, joining))
    case .entity:
      let names = environment.world.catalog.entities.map(\.name)
      return starting(typed, names.compactMap { candidate(named: $0) })
    case .anyDefinition:
      let measures = environment.definitions.measures.values.map(\.name.text)
      let fields = environment.definitions.fields.values.map(\.name.text)
      return starting(
        typed,
        named(sight(behind: "")?.things ?? [])
          + Set(measures + fields).sorted().compactMap { candidate(named: $0) })
    case .option:
      let own = environment.definitions.options.values.map(\.name.text).sorted()
      let options = ["today", "fiscal_start", "currency"] + own
      return starting(typed, options.map { Candidate($0, ending: " = ") })
    case .definedVerb:
      let verbs = environment.definitions.verbs.values.sorted { $0.name.text < $1.name.text }
      return starting(typed, verbs.map { defined($0.name, $0.formals) })
    case .type:
      let entities = environment.world.catalog.entities.map(\.name)
      return starting(typed, (Self.types + entities).map { Candidate($0) })
    }
  }

  /// The candidates that begin with what has been typed. An exact one alone has nothing to add.
  func starting(_ typed: String, _ candidates: [Candidate]) -> [Candidate] {
    var seen: Set<String> = []
    let wanted = typed.lowercased()
    return candidates.filter { candidate in
      candidate.text.lowercased().hasPrefix(wanted) && seen.insert(candidate.text).inserted
    }
  }

  private func operands(
    _ operand: Expectation.Operand, _ typed: String, before: String
  ) -> [Candidate] {
    guard let sight = sight(behind: before, textsFrom: typed) else {
      return typed.isEmpty ? [] : starting(typed, functions + aggregates)
    }
    let values = values(of: sight, from: typed)
    if !values.isEmpty { return values }
    let things = sight.things.filter { fits($0, operand, opposite: sight.opposite) }
    let isSummary = operand.verb == .summarize && operand.clause == nil && operand.call == nil
    var others: [Candidate] = []
    switch operand.clause {
    case .per?: others = operand.call == nil ? [] : [Candidate("row")]
    case .over?, .within?: break
    default:
      if sight.opposite == .date { others.append(Candidate("today", detail: "date")) }
      if typed.isEmpty {
        // What comes of many rows is what a summary is for.
        let measures = things.filter { $0.role == .measure || $0.role == .manyLink }
        if isSummary { return named(measures) + aggregates }
        let isInRows = sight.things.contains { $0.role != .definition && $0.role != .entity }
        return candidates(operand.words)
          + named(things.filter { !isInRows || $0.role != .definition }) + others
      }
      others += functions + aggregates + candidates([.missing, .true, .false, .not, .if])
      others.append(Candidate("today", detail: "date"))
    }
    return starting(typed, candidates(operand.words) + named(things) + others)
  }

  /// Whether a thing can stand in an argument, in a clause or beside its opposite, or lead to
  /// something that can.
  private func fits(
    _ thing: Sight.Thing, _ operand: Expectation.Operand, opposite: ValueType?
  ) -> Bool {
    let aggregate = operand.call.flatMap { checker.vocabulary.aggregate($0) }
    switch operand.clause {
    case .over?: return thing.role == .link || thing.type == .date
    case .per?, .within?:
      return thing.isKey
    case .by? where operand.verb == .summarize && operand.call == nil: return thing.isKey
    case nil where aggregate != nil:
      guard let aggregate, !aggregate.takesMeasures else { break }
      if thing.role == .measure || thing.role == .definition { return false }
      return thing.isLink || thing.type.map(aggregate.takes) ?? true
    default: break
    }
    if operand.verb == .expand { return thing.isLink }
    guard let opposite, let type = thing.type, !thing.isLink else { return true }
    return type.isComparable(with: opposite)
  }

  /// The values that the opposite can have and that begin with what has been typed.
  private func values(of sight: Sight, from typed: String) -> [Candidate] {
    switch sight.opposite {
    case .choice: sight.texts.map { Candidate(isPlain($0) ? $0 : TextLiteral.written($0)) }
    case .bool: starting(typed, candidates([.true, .false]))
    case .text, .id, .entity: sight.texts.map { Candidate(TextLiteral.written($0)) }
    case .number, .money, .mixedMoney, .percent, .date, .period, .duration, .missing, .poison, nil:
      []
    }
  }

  /// Whether a choice's value can stand without quotation marks.
  private func isPlain(_ value: String) -> Bool { Name.written(value) == value }

  /// A text that has been begun: the values of what it is compared with.
  func textCandidates(_ place: CursorPlace, before: String) -> [Candidate] {
    guard let sight = sight(behind: before, textsFrom: place.typed) else { return [] }
    return sight.texts.map { Candidate(TextLiteral.written($0)) }
  }

  /// What follows `in`: a period for a date, else a list of values.
  private func set(_ typed: String, before: String) -> [Candidate] {
    guard let sight = sight(behind: before + "[", textsFrom: typed) else { return [] }
    switch sight.opposite {
    case .date, .period: return starting(typed, periods)
    case .number, .money, .mixedMoney, .percent, .text, .id, .bool, .duration, .choice, .entity,
      .missing, .poison, nil:
      if !typed.isEmpty { return starting(typed, named(sight.things)) }
      return values(of: sight, from: "").map {
        Candidate("[" + $0.text, ending: "", detail: $0.detail)
      }
    }
  }
}

extension Sight.Thing {
  /// Whether rows can be put together by it.
  fileprivate var isKey: Bool {
    switch role {
    case .column, .field, .definedField, .link: true
    case .manyLink, .measure, .row, .parameter, .definition, .entity: false
    }
  }

  fileprivate var isLink: Bool {
    switch role {
    case .link, .manyLink, .row: true
    case .column, .field, .definedField, .measure, .parameter, .definition, .entity: false
    }
  }
}

extension ValueType {
  /// Whether values of both types can stand on the two sides of a comparison, roughly.
  fileprivate func isComparable(with other: ValueType) -> Bool {
    switch (self, other) {
    case (.number, .percent), (.percent, .number), (.text, .choice), (.choice, .text): true
    case (.choice, .choice), (.money, .money), (.period, .period): true
    default: self == other
    }
  }
}

extension AggregateSpec {
  /// Whether it can work on a measure, which has gone over many rows already.
  fileprivate var takesMeasures: Bool {
    switch kind {
    case .share, .runningShare, .shareAbove, .runningSum, .rank, .previous, .change: true
    case .sum, .average, .standardDeviation, .median, .percentile, .extreme, .count,
      .countPresent, .countDistinct, .end, .sparkline, .any, .none, .every:
      false
    }
  }

  /// Whether it works on values of a type.
  fileprivate func takes(_ type: ValueType) -> Bool {
    switch kind {
    case .sum, .average, .standardDeviation, .median, .percentile, .sparkline, .share,
      .runningShare, .shareAbove, .runningSum, .change:
      switch type {
      case .number, .money, .mixedMoney, .percent, .duration: true
      case .text, .id, .bool, .date, .period, .choice, .entity, .missing, .poison: false
      }
    case .any, .none, .every: type == .bool
    case .count: false
    case .extreme, .countPresent, .countDistinct, .end, .rank, .previous: true
    }
  }
}
