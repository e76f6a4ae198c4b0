/// Why a cell or a record was refused.
enum Reason: Hashable {
  case notANumber
  case wrongGrouping
  case tooLarge
  case currencyInNumber
  case percentInNumber
  case unknownCurrency
  case otherCurrency
  case noCurrency
  case notADate
  case noSuchDate
  case ambiguousDate
  case twoDigitYear
  case notABool
  case notAPeriod
  case notADuration
  case missing
  case notUTF8
  case zeroByte
  case tooFewFields
  case tooManyFields
  case textAfterQuote
  case unterminatedQuote

  /// Whether the cell can be read, and is only none of its column's kind.
  var isAboutValues: Bool {
    switch self {
    case .notANumber, .wrongGrouping, .tooLarge, .currencyInNumber, .percentInNumber,
      .unknownCurrency, .otherCurrency, .noCurrency, .notADate, .noSuchDate, .ambiguousDate,
      .twoDigitYear, .notABool, .notAPeriod, .notADuration:
      true
    case .missing, .notUTF8, .zeroByte, .tooFewFields, .tooManyFields, .textAfterQuote,
      .unterminatedQuote:
      false
    }
  }

  init(_ fault: Encoding.Fault) {
    switch fault {
    case .notUTF8: self = .notUTF8
    case .zeroByte: self = .zeroByte
    }
  }

  init(_ kind: StructureFault.Kind, columnCount: Int) {
    switch kind {
    case .fieldCount(let count): self = count < columnCount ? .tooFewFields : .tooManyFields
    case .textAfterQuote: self = .textAfterQuote
    case .unterminatedQuote: self = .unterminatedQuote
    }
  }
}

/// One refused cell, or record.
struct Rejection: Sendable {
  /// The number of the record in its region, later in its file.
  var record: Int
  /// The number of the file's column; nil where the record as a whole is meant.
  var column: Int?
  var reason: Reason
  /// How many cells the record has, where that is what is wrong.
  var cellCount: Int?
}

/// What was refused in one region: all of it counted, the first of each kind kept.
struct RejectionLog: Sendable {
  struct Key: Hashable, Sendable {
    var column: Int?
    var reason: Reason
  }

  /// How many are shown in full.
  static let shownLimit = 100

  private(set) var counts: [Key: Int] = [:]
  private(set) var kept: [Rejection] = []

  var isEmpty: Bool { counts.isEmpty }

  mutating func add(_ record: Int, column: Int?, _ reason: Reason, cellCount: Int? = nil) {
    let count = counts[Key(column: column, reason: reason), default: 0]
    counts[Key(column: column, reason: reason)] = count + 1
    if count < Self.shownLimit {
      kept.append(
        Rejection(record: record, column: column, reason: reason, cellCount: cellCount))
    }
  }

  /// Without what is wrong with bytes and records: that keeps a file from being read at all.
  var aboutValues: RejectionLog {
    var result = RejectionLog()
    result.counts = counts.filter { $0.key.reason.isAboutValues }
    result.kept = kept.filter(\.reason.isAboutValues)
    return result
  }

  /// Adds the log of a region whose first record has this number in the file.
  mutating func append(_ other: RejectionLog, firstRecord: Int) {
    for (key, count) in other.counts { counts[key, default: 0] += count }
    for var rejection in other.kept {
      rejection.record += firstRecord
      kept.append(rejection)
    }
  }
}
