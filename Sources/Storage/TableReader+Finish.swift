import Columns
import Messages
import Model

extension TableReader {
  /// The final columns, each by one thread; what a column needed for reading is given back at once.
  func finish(
    _ columns: [PendingColumn], _ stretches: [Stretch]
  ) throws(LoadFailure) -> [RawField] {
    let types = zip(plans, columns).map { valueType($0, $1) }
    let finished = Results<Handover<RawField.Content>>(columns.count)
    let shared = Handover(value: columns)
    let plans = plans
    Parallel.run(columns.count, threads: document.limits.threads) { index in
      let column = shared.value[index]
      if plans[index].isLink {
        finished[index] = column.takeKeys(stretches).map { Handover(value: .keys($0)) }
      } else {
        finished[index] = column.finish(stretches, choices: plans[index].choices)
          .map { Handover(value: .values($0, types[index])) }
      }
    }
    var fields: [RawField] = []
    for (index, plan) in plans.enumerated() {
      guard let content = finished[index]?.value else {
        throw LoadFailure(diagnostics: [messages.unreadable(.outOfMemory)])
      }
      fields.append(
        RawField(name: plan.name, spec: plan.spec, column: plan.column, content: content))
    }
    return fields
  }

  private func valueType(_ plan: PlannedColumn, _ column: PendingColumn) -> ValueType {
    if let spec = plan.spec { return spec.valueType(column.money, options) }
    switch column.parser {
    case .inferredNumber: return .number
    case .inferredDate: return .date
    case .inferredTruth: return .bool
    case .unknown, .number, .text, .choice, .key, .truth, .date, .period, .duration:
      return .text
    }
  }

  /// What is worth saying of a file that loads.
  func warnings(_ columns: [PendingColumn]) throws(LoadFailure) -> [Diagnostic] {
    var warnings = matchWarnings
    if let footer = document.footer {
      let line = try reading { () throws(ReadFault) in try document.line(at: footer.start) }
      if let warning = messages.footer(footer, line: line) { warnings.append(warning) }
    }
    let totals = try reading { () throws(ReadFault) in
      try Footer.totalsRow(
        document.source, body: document.dialect.bodyStart, end: document.dataEnd,
        delimiter: document.dialect.delimiter)
    }
    if let totals {
      let line = try reading { () throws(ReadFault) in try document.line(at: totals.start) }
      warnings.append(messages.totals(totals.text, line: line))
    }
    for (plan, column) in zip(plans, columns) {
      var timeCount = 0
      var bareCount = 0
      for reader in column.readers {
        if case .day(let reader) = reader { timeCount += reader.timeCount }
        if case .number(let reader) = reader { bareCount += reader.largeBarePercents }
      }
      if timeCount > 0 { warnings.append(messages.timesLeftOut(plan.name, count: timeCount)) }
      if bareCount > 0 { warnings.append(messages.barePercents(plan.name, count: bareCount)) }
      if plan.spec?.currencyHeader == nil,
        case .mixedMoney(let currencies) = valueType(plan, column)
      {
        warnings.append(messages.severalSigns(plan.name, currencies))
      }
    }
    return warnings
  }

  /// Throws when any row was refused, with all that was refused.
  func reportRejections(
    _ columns: [PendingColumn], _ results: [ReadPass.RegionResult], _ stretches: [Stretch]
  ) throws(LoadFailure) {
    var log = RejectionLog()
    var firstRecord = 0
    for (index, result) in results.enumerated() {
      log.append(result.log, firstRecord: firstRecord)
      for column in columns { log.append(column.readers[index].log, firstRecord: firstRecord) }
      firstRecord += result.rowCount
    }
    if log.isEmpty {
      for (plan, column) in zip(plans, columns) {
        if let row = column.firstOverflow(stretches) {
          log.add(row, column: plan.column, .tooLarge)
        }
      }
    }
    guard !log.isEmpty else { return }
    let report = RejectionReport(log: log, plans: plans, document: document, messages: messages)
    let diagnostics = try reading { () throws(ReadFault) in try report.diagnostics() }
    throw LoadFailure(diagnostics: diagnostics)
  }
}

/// What the currencies of an amount's column turned out to be.
struct MoneyFound {
  var currencies: [Currency]
  var hasBareAmounts: Bool
}

extension PendingColumn {
  var money: MoneyFound {
    var codes: Set<UInt32> = []
    var hasBareAmounts = false
    for case .number(let reader) in readers {
      codes.formUnion(reader.currencies)
      hasBareAmounts = hasBareAmounts || reader.hasBareAmounts
    }
    let currencies = codes.sorted().map(CurrencyText.currency)
    return MoneyFound(currencies: currencies, hasBareAmounts: hasBareAmounts)
  }
}

extension ColumnSpec {
  /// The type of a declared column that is no link.
  func valueType(_ money: MoneyFound, _ options: Options) -> ValueType {
    guard case .money(nil, _) = kind else { return kind.valueType(currency: options.currency) }
    var currencies = money.currencies
    // Bare amounts among those of one currency are meant in it; among several, in the usual one.
    if currencies.count != 1, money.hasBareAmounts, !currencies.contains(options.currency) {
      currencies.append(options.currency)
    }
    if currencies.count > 1 { return .mixedMoney(currencies.sorted { $0.code < $1.code }) }
    return .money(currencies.first ?? options.currency)
  }
}

extension PlannedColumn {
  var isLink: Bool {
    if let spec, case .link = spec.kind { true } else { false }
  }
}
