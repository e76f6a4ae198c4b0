import Columns
import Messages
import Model

/// A table as its file has it: links are keys still.
struct RawTable {
  var spec: EntitySpec
  var fields: [RawField]
  var rowCount: Int
  /// For the lines of messages about rows; nil for an entity without a file.
  var document: Document?
  var messages: LoadMessages
  var warnings: [Diagnostic]
}

/// A column of a raw table.
struct RawField {
  enum Content {
    case values(Column, ValueType)
    case keys(StagedKeys)
  }
  var name: String
  var spec: ColumnSpec?
  /// The number of its column in the file; nil without a file.
  var column: Int?
  var content: Content
}

/// Reads one file into columns.
struct TableReader {
  let spec: EntitySpec
  let options: Options
  let messages: LoadMessages
  let document: Document
  let plans: [PlannedColumn]
  let matchWarnings: [Diagnostic]

  /// How often a file is read: to find its records, and then their cells.
  static let passes = 2

  /// Understands the file of an entity and matches its columns.
  init(
    spec: EntitySpec, source: ByteSource, messages: LoadMessages, options: Options,
    limits: ReadLimits
  ) throws(LoadFailure) {
    self.spec = spec
    self.options = options
    self.messages = messages
    do throws(Diagnostic) {
      document = try Document.understand(source, limits: limits, messages: messages)
    } catch {
      throw LoadFailure(diagnostics: [error])
    }
    let headers = document.dialect.headers
    let match = ColumnMatch(spec: spec, headers: headers, messages: messages).match()
    guard match.errors.isEmpty else { throw LoadFailure(diagnostics: match.errors) }
    plans = match.columns
    matchWarnings = match.warnings
  }

  enum Outcome {
    case table(RawTable)
    /// The file can be read where these columns are text.
    case misfits([Misfit])
  }

  /// Reads all rows, or reports every row that cannot be read.
  func read() throws(LoadFailure) -> Outcome {
    let pass = ReadPass(document: document, regions: try regions())
    let (columns, results) = try fill(pass)
    let rowCount = results.reduce(0) { $0 + $1.rowCount }
    guard rowCount <= LoadMessages.maximumRows else {
      throw LoadFailure(diagnostics: [messages.tooManyRows])
    }
    let stretches = pass.stretches(results)
    let misfits = try misfits(columns, results, stretches)
    if !misfits.isEmpty { return .misfits(misfits) }
    try reportRejections(columns, results, stretches)
    var warnings = try warnings(columns)
    let fields = try finish(columns, stretches)
    let otherChoices = self.misfits(fields)
    if !otherChoices.isEmpty { return .misfits(otherChoices) }
    if let further = furtherChoices(fields) { warnings.append(further) }
    return .table(
      RawTable(
        spec: spec, fields: fields, rowCount: rowCount, document: document, messages: messages,
        warnings: warnings))
  }

  /// Turns a fault of reading into a message.
  func reading<Value>(
    _ body: () throws(ReadFault) -> Value
  ) throws(LoadFailure) -> Value {
    do throws(ReadFault) {
      return try body()
    } catch {
      throw LoadFailure(diagnostics: [messages.unreadable(error)])
    }
  }

  private func regions() throws(LoadFailure) -> [Region] {
    let planner = RegionPlanner(
      source: document.source, delimiter: document.dialect.delimiter, limits: document.limits)
    let range = document.dialect.bodyStart..<max(document.dialect.bodyStart, document.dataEnd)
    let plan = try reading { () throws(ReadFault) in try planner.plan(range) }
    switch plan {
    case .regions(let regions): return regions
    case .unterminatedQuote(let offset):
      let line = try reading { () throws(ReadFault) in try document.line(at: offset) }
      throw LoadFailure(diagnostics: [messages.unterminatedQuote(line: line)])
    }
  }

  // MARK: Filling

  /// Reads the file, and undeclared columns again whose type the first cells did not show.
  private func fill(
    _ pass: ReadPass
  ) throws(LoadFailure) -> ([PendingColumn], [ReadPass.RegionResult]) {
    let parsers = try parsers(pass.regions)
    var columns: [PendingColumn] = []
    for (plan, parser) in zip(plans, parsers) {
      columns.append(try pending(plan, parser, pass))
    }
    let results = try reading { () throws(ReadFault) in try pass.run(columns) }
    var open = Array(columns.indices)
    while true {
      open = open.filter { isUndecided(columns[$0], results, pass) }
      if open.isEmpty { return (columns, results) }
      document.limits.progress?.begin(
        .reading(path: messages.path, bytes: document.source.size))
      for index in open {
        columns[index] = try pending(plans[index], nextParser(columns[index]), pass)
      }
      let again = try reading { () throws(ReadFault) in try pass.run(open.map { columns[$0] }) }
      guard again.map(\.rowCount) == results.map(\.rowCount) else {
        throw LoadFailure(diagnostics: [messages.unreadable(.changed)])
      }
    }
  }

  private func pending(
    _ plan: PlannedColumn, _ parser: ColumnParser, _ pass: ReadPass
  ) throws(LoadFailure) -> PendingColumn {
    var rules = plan.rules
    if case .text = parser { rules.trims = false }
    let currencyRules = plan.currencyColumn.map { CellRules(column: $0) }
    guard
      let column = PendingColumn(
        rules: rules, parser: parser, currencyRules: currencyRules, offsets: pass.offsets)
    else { throw LoadFailure(diagnostics: [messages.unreadable(.outOfMemory)]) }
    return column
  }

  /// How each column is read: as declared, or as its first cells look.
  private func parsers(_ regions: [Region]) throws(LoadFailure) -> [ColumnParser] {
    let samples = plans.map { EvidenceReader(rules: $0.rules) }
    if let first = regions.first {
      try reading { () throws(ReadFault) in
        try document.blocks.read(first) { block, _, _ in
          for (plan, sample) in zip(plans, samples) where plan.spec == nil { sample.read(block) }
          return false
        }
      }
    }
    return zip(plans, samples).map { plan, sample in
      plan.parser(options.calendar) ?? (sample.hasValues ? sample.evidence.parser : .unknown)
    }
  }

  /// Whether an undeclared column has to be read again.
  private func isUndecided(
    _ column: PendingColumn, _ results: [ReadPass.RegionResult], _ pass: ReadPass
  ) -> Bool {
    guard column.parser.isInferred else { return false }
    if column.hasFailed { return true }
    switch column.parser {
    case .unknown: return column.evidence.hasValues
    case .inferredNumber:
      return column.firstOverflow(pass.stretches(results)) != nil
    case .number, .text, .choice, .key, .truth, .date, .period, .duration, .inferredDate,
      .inferredTruth:
      return false
    }
  }

  private func nextParser(_ column: PendingColumn) -> ColumnParser {
    if case .unknown = column.parser { column.evidence.0.parser } else { .text }
  }
}
