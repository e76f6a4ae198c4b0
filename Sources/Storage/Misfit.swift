import Columns
import Messages
import Model

/// A column of the built-in model whose cells are of another kind in this file.
struct Misfit {
  var column: String
  /// What is said about it: a warning.
  var diagnostic: Diagnostic
}

extension EntitySpec {
  /// What can be asked of a file beside these entities: links to others are columns as any other,
  /// and nothing is required.
  func fitting(beside entities: Set<String>) -> EntitySpec {
    if !takesWhatFits { return self }
    var result = self
    for index in columns.indices { result.columns[index].isRequired = false }
    result.columns.removeAll { column in
      guard case .link(let target) = column.kind else { return false }
      return !entities.contains(target.lowercased())
    }
    return result
  }

  /// With a column's values as they are written. No number: it would be calculated with as if it
  /// were what the built-in model has there.
  mutating func loadAsText(_ name: String) {
    for index in columns.indices where columns[index].name == name {
      columns[index].kind = .text
      columns[index].currencyHeader = nil
    }
  }
}

extension TableReader {
  /// The columns that would keep the file from being loaded, where nobody has declared them.
  func misfits(
    _ columns: [PendingColumn], _ results: [ReadPass.RegionResult], _ stretches: [Stretch]
  ) throws(LoadFailure) -> [Misfit] {
    guard spec.takesWhatFits else { return [] }
    var misfits: [Misfit] = []
    for (plan, column) in zip(plans, columns) where plan.spec != nil {
      var log = RejectionLog()
      var bareCount = 0
      var firstRecord = 0
      for (result, reader) in zip(results, column.readers) {
        log.append(reader.log, firstRecord: firstRecord)
        if case .number(let reader) = reader { bareCount += reader.largeBarePercents }
        firstRecord += result.rowCount
      }
      if let row = column.firstOverflow(stretches) { log.add(row, column: plan.column, .tooLarge) }
      let values = log.aboutValues
      if !values.isEmpty {
        let report = RejectionReport(
          log: values, plans: plans, document: document, messages: messages)
        let found = try reading { () throws(ReadFault) in try report.warnings() }
        misfits += found.map { Misfit(column: plan.name, diagnostic: $0) }
      } else if bareCount > 0 {
        misfits.append(
          Misfit(
            column: plan.name,
            diagnostic: messages.unclearPercents(plan.name, count: bareCount)))
      }
    }
    return misfits
  }

  /// The choices none of whose values is one that the built-in model knows.
  func misfits(_ fields: [RawField]) -> [Misfit] {
    guard spec.takesWhatFits else { return [] }
    return fields.compactMap { field in
      guard let (known, found) = field.choices, !found.isEmpty,
        Set(found.map { $0.lowercased() }).isDisjoint(with: known.map { $0.lowercased() })
      else { return nil }
      return Misfit(
        column: field.name,
        diagnostic: messages.otherChoices(field.name, found: found, known: known))
    }
  }

  /// Says which choices hold more than the built-in model knows.
  func furtherChoices(_ fields: [RawField]) -> Diagnostic? {
    guard spec.takesWhatFits else { return nil }
    let further = fields.compactMap { field -> String? in
      guard let (known, found) = field.choices else { return nil }
      let lowered = Set(known.map { $0.lowercased() })
      let values = found.filter { !lowered.contains($0.lowercased()) }
      return values.isEmpty ? nil : "\(field.name) \(LoadMessages.listed(values))"
    }
    return further.isEmpty ? nil : messages.furtherChoices(further)
  }
}

extension RawField {
  /// The declared values of a choice, and those that its column holds.
  fileprivate var choices: (known: [String], found: [String])? {
    guard case .values(.text(_, let dictionary), .choice(let list)) = content else { return nil }
    return (list.declared, (0..<dictionary.count).map { dictionary[$0] })
  }
}
