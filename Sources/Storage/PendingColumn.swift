import Columns
import Model

/// Reads one column in one region.
enum RegionReader {
  case number(NumberReader)
  case text(TextReader)
  case key(KeyReader)
  case day(DayReader)
  case truth(TruthReader)
  case duration(DurationReader)
  case evidence(EvidenceReader)

  func read(_ block: Block, firstRow: Int) {
    switch self {
    case .number(let reader): reader.read(block, firstRow: firstRow)
    case .text(let reader): reader.read(block, firstRow: firstRow)
    case .key(let reader): reader.read(block, firstRow: firstRow)
    case .day(let reader): reader.read(block, firstRow: firstRow)
    case .truth(let reader): reader.read(block, firstRow: firstRow)
    case .duration(let reader): reader.read(block, firstRow: firstRow)
    case .evidence(let reader): reader.read(block)
    }
  }

  var log: RejectionLog {
    switch self {
    case .number(let reader): reader.log
    case .text(let reader): reader.log
    case .key(let reader): reader.log
    case .day(let reader): reader.log
    case .truth(let reader): reader.log
    case .duration(let reader): reader.log
    case .evidence: RejectionLog()
    }
  }

  /// Whether an undeclared column holds something else than its first cells.
  var hasFailed: Bool {
    switch self {
    case .number(let reader): reader.hasFailed
    case .day(let reader): reader.hasFailed
    case .truth(let reader): reader.hasFailed
    case .text, .key, .duration, .evidence: false
    }
  }
}

/// The memory behind a column that is being read.
enum Stage {
  case wide(Staging<Int64>)
  case keys(KeyStaging)
  case narrow(Staging<Int32>)
  case bytes(Staging<UInt8>)
  case none
}

/// Where one region's rows stand in a stage.
struct Stretch {
  var offset: Int
  var count: Int
}

/// A column between its file and its final form: one reader per region over common memory.
final class PendingColumn {
  let rules: CellRules
  let parser: ColumnParser
  let currencyRules: CellRules?
  private var stage: Stage
  private(set) var readers: [RegionReader] = []

  /// - Parameter offsets: where each region's rows begin in the stage; one more than regions.
  init?(
    rules: CellRules, parser: ColumnParser, currencyRules: CellRules?, offsets: [Int]
  ) {
    self.rules = rules
    self.parser = parser
    self.currencyRules = currencyRules
    let count = offsets.last ?? 0
    let stage: Stage? =
      switch parser {
      case .number, .inferredNumber, .duration: Staging<Int64>(count: count).map(Stage.wide)
      case .key: KeyStaging(count: count).map(Stage.keys)
      case .text, .choice, .date, .period, .inferredDate:
        Staging<Int32>(count: count).map(Stage.narrow)
      case .truth, .inferredTruth: Staging<UInt8>(count: count).map(Stage.bytes)
      case .unknown: Stage.none
      }
    guard let stage else { return nil }
    self.stage = stage
    for offset in offsets.dropLast() { readers.append(reader(offset)) }
  }

  private func reader(_ offset: Int) -> RegionReader {
    switch stage {
    case .wide(let staging): wideReader(staging.base + offset)
    case .keys(let staging): .key(KeyReader(rules: rules, keys: staging.base + offset))
    case .narrow(let staging): narrowReader(staging.base + offset)
    case .bytes(let staging):
      .truth(
        TruthReader(rules: rules, isInferred: parser.isInferred, values: staging.base + offset))
    case .none: .evidence(EvidenceReader(rules: rules))
    }
  }

  private func wideReader(_ base: UnsafeMutablePointer<Int64>) -> RegionReader {
    switch parser {
    case .duration(let unit):
      return .duration(DurationReader(rules: rules, unit: unit, values: base))
    case .number(let grammar, let currency, _):
      return .number(
        NumberReader(
          rules: rules, grammar: grammar, isInferred: false, currency: currency,
          currencyRules: currencyRules, values: base))
    case .inferredNumber:
      let format = NumberFormat(decimalMark: UInt8(ascii: "."), groupMark: nil)
      return .number(
        NumberReader(
          rules: rules, grammar: NumberGrammar(kind: .number, format: format), isInferred: true,
          currency: 0, currencyRules: nil, values: base))
    case .key, .text, .choice, .truth, .date, .period, .inferredDate, .inferredTruth, .unknown:
      return .key(KeyReader(rules: rules, keys: base))
    }
  }

  private func narrowReader(_ base: UnsafeMutablePointer<Int32>) -> RegionReader {
    switch parser {
    case .date(let order): .day(DayReader(rules: rules, kind: .date(order), days: base))
    case .inferredDate: .day(DayReader(rules: rules, kind: .inferredDate, days: base))
    case .period(let unit, let calendar):
      .day(DayReader(rules: rules, kind: .period(unit, calendar), days: base))
    case .text, .choice, .number, .key, .truth, .duration, .inferredNumber, .inferredTruth,
      .unknown:
      .text(TextReader(rules: rules, codes: base))
    }
  }

  var hasFailed: Bool { readers.contains(where: \.hasFailed) }

  /// What all present cells can be, and whether there is any.
  var evidence: (Evidence, hasValues: Bool) {
    var evidence = Evidence.any
    var hasValues = false
    for case .evidence(let reader) in readers where reader.hasValues {
      hasValues = true
      evidence.formIntersection(reader.evidence)
    }
    return (evidence, hasValues)
  }

  /// The final column; the memory behind it is given back. Nil where numbers do not fit one scale.
  func finish(_ stretches: [Stretch], choices: [String]) -> Column? {
    let stage = self.stage
    self.stage = .none
    defer { readers = [] }
    switch stage {
    case .wide(let staging): return finishWide(staging, stretches)
    case .keys(let staging): return keys(staging, stretches).column
    case .narrow(let staging):
      switch parser {
      case .date, .inferredDate: return .day(staging.take(stretches))
      case .period(let unit, _): return .period(staging.take(stretches), unit)
      case .choice, .text, .number, .key, .truth, .duration, .inferredNumber, .inferredTruth,
        .unknown:
        return finishTexts(staging, stretches, choices)
      }
    case .bytes(let staging): return .truth(staging.take(stretches))
    case .none:
      let count = stretches.reduce(0) { $0 + $1.count }
      return .text(Array(repeating: Missing.code, count: count), TextDictionary([]))
    }
  }

  private func finishWide(_ staging: Staging<Int64>, _ stretches: [Stretch]) -> Column? {
    switch parser {
    case .number, .inferredNumber:
      var scales: [Int] = []
      for case .number(let reader) in readers { scales.append(reader.scale) }
      let scale = scales.max() ?? 0
      return ColumnJoin.rescaled(staging, stretches, scales, to: scale)
        .map { .decimal($0, scale: scale) }
    case .duration, .key, .text, .choice, .truth, .date, .period, .inferredDate, .inferredTruth,
      .unknown:
      return .decimal(staging.take(stretches), scale: 0)
    }
  }

  private func finishTexts(
    _ staging: Staging<Int32>, _ stretches: [Stretch], _ choices: [String]
  ) -> Column {
    var interners: [TextInterner] = []
    for case .text(let reader) in readers { interners.append(reader.interner) }
    readers = []
    let merged: ColumnJoin.MergedTexts
    if case .choice = parser {
      merged = ColumnJoin.merged(choices: choices, &interners)
    } else {
      merged = ColumnJoin.merged(&interners)
    }
    let codes = ColumnJoin.recoded(staging, stretches, merged.codes)
    return .text(codes, merged.dictionary)
  }

  /// The keys of a link, for as long as they are not resolved.
  func takeKeys(_ stretches: [Stretch]) -> StagedKeys? {
    guard case .keys(let staging) = stage else { return nil }
    stage = .none
    defer { readers = [] }
    return keys(staging, stretches)
  }

  private func keys(_ staging: KeyStaging, _ stretches: [Stretch]) -> StagedKeys {
    var dictionaries: [TextDictionary] = []
    for case .key(let reader) in readers { dictionaries.append(reader.interner.dictionary) }
    return StagedKeys(staging: staging, stretches: stretches, dictionaries: dictionaries)
  }

  /// The first row, by its number in the file, whose number is too large for the common scale.
  func firstOverflow(_ stretches: [Stretch]) -> Int? {
    guard case .wide(let staging) = stage else { return nil }
    var scales: [Int] = []
    for case .number(let reader) in readers { scales.append(reader.scale) }
    return ColumnJoin.firstOverflow(staging, stretches, scales, to: scales.max() ?? 0)
  }
}
