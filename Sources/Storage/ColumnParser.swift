import Columns
import Messages
import Model

/// How the cells of one column become stored values.
enum ColumnParser {
  /// Declared numbers, money and percents; with the column of the file that holds currencies.
  case number(NumberGrammar, currency: UInt32, currencyColumn: Int?)
  case text
  case choice
  /// Ids, and links until they are resolved.
  case key
  case truth
  case date(DateOrder?)
  case period(PeriodUnit, Calendar)
  case duration(DurationUnit)
  /// Undeclared columns: what their first cells look like, given up at the first that differs.
  case inferredNumber
  case inferredDate
  case inferredTruth
  /// An undeclared column whose first cells are all empty.
  case unknown

  /// Whether a cell that does not fit changes the column's type, and is no fault.
  var isInferred: Bool {
    switch self {
    case .inferredNumber, .inferredDate, .inferredTruth, .unknown: true
    case .number, .text, .choice, .key, .truth, .date, .period, .duration: false
    }
  }
}

/// The kinds of value that an undeclared column may turn out to hold.
struct Evidence: OptionSet {
  let rawValue: UInt8

  static let number = Evidence(rawValue: 1)
  static let date = Evidence(rawValue: 2)
  static let truth = Evidence(rawValue: 4)
  static let any: Evidence = [.number, .date, .truth]

  /// What one present cell can be; nothing for a text.
  ///
  /// No text is two of these at once, so a column of several kinds is text.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    if InferredText.number(text) != nil {
      self = .number
    } else if InferredText.date(text) != nil {
      self = .date
    } else if TruthText.word(text) != nil {
      self = .truth
    } else {
      self = []
    }
  }

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  var parser: ColumnParser {
    switch self {
    case .number: .inferredNumber
    case .date: .inferredDate
    case .truth: .inferredTruth
    default: .text
    }
  }
}

/// The spellings that inference takes for numbers and dates: only what cannot be meant otherwise.
enum InferredText {
  /// Digits with a point, without groups, signs of currency or leading zeros.
  @inline(__always) static func number(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> (units: Int64, decimals: Int)? {
    if let plain = NumberSpelling.plain(text, decimalMark: UInt8(ascii: ".")) {
      return NumberSpelling.hasLeadingZero(text) ? nil : plain
    }
    return text.count > 18 ? longNumber(text) : nil
  }

  /// A number with many digits, such as `0.30000000000000004`.
  private static func longNumber(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> (units: Int64, decimals: Int)? {
    let isPlain = text.allSatisfy {
      $0 &- UInt8(ascii: "0") <= 9 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
    }
    guard isPlain, text.contains(UInt8(ascii: ".")), !NumberSpelling.hasLeadingZero(text) else {
      return nil
    }
    let grammar = NumberGrammar(
      kind: .number, format: NumberFormat(decimalMark: UInt8(ascii: "."), groupMark: nil))
    guard case .success(let parsed) = NumberSpelling.parse(text, grammar) else { return nil }
    return (parsed.units, parsed.scale)
  }

  /// ISO dates, and ISO timestamps.
  @inline(__always) static func date(_ text: UnsafeBufferPointer<UInt8>) -> DateText.Parsed? {
    if let day = DateText.iso(text) { return DateText.Parsed(day: day) }
    guard text.count > 10, DateText.iso(UnsafeBufferPointer(rebasing: text[..<10])) != nil,
      case .success(let parsed) = DateText.parse(text, nil)
    else { return nil }
    return parsed
  }
}

/// The spellings of true and false.
enum TruthText {
  /// `true false yes no`, in any case.
  static func word(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard (2...5).contains(text.count) else { return nil }
    switch packed(text) {
    case packed("true"), packed("yes"): return true
    case packed("false"), packed("no"): return false
    default: return nil
    }
  }

  /// Those, and their first letters, and 1 and 0.
  static func declared(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard text.count == 1 else { return word(text) }
    switch text[0] | 0x20 {
    case UInt8(ascii: "t"), UInt8(ascii: "y"): return true
    case UInt8(ascii: "f"), UInt8(ascii: "n"): return false
    default: break
    }
    if text[0] == UInt8(ascii: "1") { return true }
    return text[0] == UInt8(ascii: "0") ? false : nil
  }

  private static func packed(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var packed: UInt64 = 0
    for byte in text { packed = packed << 8 | UInt64(byte | 0x20) }
    return packed
  }

  @inline(__always) private static func packed(_ word: StaticString) -> UInt64 {
    packed(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }
}
