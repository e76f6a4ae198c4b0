import Columns
import Model

/// How numbers are written in one column.
struct NumberGrammar {
  enum Kind {
    case number
    case money
    case percent
  }
  var kind: Kind
  var format: NumberFormat
}

/// Reads numbers as people and programs write them.
enum NumberSpelling {
  struct Parsed {
    var units: Int64
    var scale: Int
    /// The three letters of a currency written beside the amount, packed; 0 without.
    var currency: UInt32 = 0
    /// Whether a percent sign stood behind.
    var hasPercent = false
  }

  /// Digits, perhaps a minus and a decimal mark: what nearly every cell holds.
  ///
  /// At most 18 digits, so that no step can leave 64 bits; nil for everything else.
  @inline(__always) static func plain(
    _ text: UnsafeBufferPointer<UInt8>, decimalMark: UInt8
  ) -> (units: Int64, decimals: Int)? {
    let count = text.count
    guard count > 0, count <= 18, let base = text.baseAddress else { return nil }
    var index = 0
    let isNegative = base[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    var units: Int64 = 0
    var markIndex = -1
    let first = index
    while index < count {
      let digit = base[index] &- UInt8(ascii: "0")
      if digit <= 9 {
        units = units &* 10 &+ Int64(digit)
      } else if base[index] == decimalMark, markIndex < 0, index > first {
        markIndex = index
      } else {
        return nil
      }
      index &+= 1
    }
    guard count > first, markIndex != count - 1 else { return nil }
    return (isNegative ? -units : units, markIndex < 0 ? 0 : count &- 1 &- markIndex)
  }

  /// Whether a plain number is written as nothing but a number would be: `0.5` and `7`, not `007`.
  @inline(__always) static func hasLeadingZero(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    let start = first == UInt8(ascii: "-") ? 1 : 0
    guard text.count > start + 1, text[start] == UInt8(ascii: "0") else { return false }
    return text[start + 1] &- UInt8(ascii: "0") <= 9
  }

  /// A whole number in the one way that it can be written: no plus, no leading zero, no `-0`.
  ///
  /// At most 18 digits. Nil for any other text.
  @inline(__always) static func canonical(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    let count = text.count
    guard count > 0, count <= 19, let base = text.baseAddress else { return nil }
    var index = base[0] == UInt8(ascii: "-") ? 1 : 0
    let isNegative = index == 1
    guard index < count, count - index <= 18 else { return nil }
    if base[index] == UInt8(ascii: "0"), count > 1 { return nil }
    var number: Int64 = 0
    while index < count {
      let digit = base[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      number = number &* 10 &+ Int64(digit)
      index &+= 1
    }
    return isNegative ? -number : number
  }

  /// Reads a trimmed cell in full: signs, brackets, currencies, groups, exponents, percents.
  static func parse(
    _ text: UnsafeBufferPointer<UInt8>, _ grammar: NumberGrammar
  ) -> Result<Parsed, Refusal> {
    var reader = Reader(text: text, grammar: grammar)
    do throws(Refusal) {
      return .success(try reader.number())
    } catch {
      return .failure(error)
    }
  }

  struct Refusal: Error {
    var reason: Reason
  }

  private struct Reader {
    let text: UnsafeBufferPointer<UInt8>
    let grammar: NumberGrammar
    var position = 0
    var isNegative = false
    var currency: UInt32 = 0

    init(text: UnsafeBufferPointer<UInt8>, grammar: NumberGrammar) {
      self.text = text
      self.grammar = grammar
    }

    mutating func number() throws(Refusal) -> Parsed {
      // Letters alone are no currency without an amount.
      guard text.contains(where: { $0 &- UInt8(ascii: "0") <= 9 }) else {
        throw Refusal(reason: .notANumber)
      }
      skipSpaces()
      let isBracketed = take(UInt8(ascii: "("))
      try signsAndCurrency()
      guard !(isBracketed && isNegative) else { throw Refusal(reason: .notANumber) }
      var (units, scale) = try digits()
      skipSpaces()
      try currencyBehind()
      skipSpaces()
      var hasPercent = false
      if take(UInt8(ascii: "%")) {
        guard case .percent = grammar.kind else { throw Refusal(reason: .percentInNumber) }
        hasPercent = true
        scale += 2
      }
      skipSpaces()
      if isBracketed {
        guard take(UInt8(ascii: ")")) else { throw Refusal(reason: .notANumber) }
        isNegative = true
        skipSpaces()
        try currencyBehind()
      }
      skipSpaces()
      guard position == text.count else { throw Refusal(reason: .notANumber) }
      while scale > Decimal.maximumScale, units % 10 == 0 {
        units /= 10
        scale -= 1
      }
      guard scale <= Decimal.maximumScale else { throw Refusal(reason: .tooLarge) }
      return Parsed(
        units: isNegative ? -units : units, scale: scale, currency: currency,
        hasPercent: hasPercent)
    }

    /// A sign and a currency in front, in either order.
    private mutating func signsAndCurrency() throws(Refusal) {
      skipSpaces()
      try sign()
      skipSpaces()
      try currencyHere()
      skipSpaces()
      if !isNegative { try sign() }
      skipSpaces()
    }

    private mutating func sign() throws(Refusal) {
      if take(UInt8(ascii: "-")) || take([0xe2, 0x88, 0x92]) {
        isNegative = true
      } else {
        _ = take(UInt8(ascii: "+"))
      }
    }

    private mutating func currencyBehind() throws(Refusal) {
      let before = currency
      currency = 0
      try currencyHere()
      if before != 0 {
        guard currency == 0 || currency == before else { throw Refusal(reason: .notANumber) }
        currency = before
      }
    }

    private mutating func currencyHere() throws(Refusal) {
      guard let (code, length) = CurrencyText.prefix(rest) else { return }
      guard case .money = grammar.kind else { throw Refusal(reason: .currencyInNumber) }
      guard code != 0 else { throw Refusal(reason: .unknownCurrency) }
      currency = code
      position += length
    }

    private var rest: UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: text[position...])
    }

    /// The digits with their marks, without sign, and how many stand behind the decimal mark.
    private mutating func digits() throws(Refusal) -> (Int64, Int) {
      var units: Int64 = 0
      var scale = 0
      var digitCount = 0
      var groupLengths: [Int] = []
      var groupLength = 0
      while let digit = digitHere() ?? groupMarkHere() {
        if digit == 255 {
          groupLengths.append(groupLength)
          groupLength = 0
          continue
        }
        units = try append(digit, to: units)
        digitCount += 1
        groupLength += 1
      }
      if !groupLengths.isEmpty {
        groupLengths.append(groupLength)
        guard (1...3).contains(groupLengths[0]), groupLengths.dropFirst().allSatisfy({ $0 == 3 })
        else { throw Refusal(reason: .wrongGrouping) }
      }
      if take(grammar.format.decimalMark) {
        var zeros = 0
        while let digit = digitHere() {
          digitCount += 1
          // Zeros count only before another digit: a long tail of them fits any scale.
          guard digit != 0 else {
            zeros += 1
            continue
          }
          for _ in 0..<zeros { units = try append(0, to: units) }
          units = try append(digit, to: units)
          scale += zeros + 1
          zeros = 0
        }
        while zeros > 0, scale < 6, units <= Int64.max / 10 {
          units *= 10
          scale += 1
          zeros -= 1
        }
      }
      guard digitCount > 0 else { throw Refusal(reason: .notANumber) }
      return try exponent(units, scale)
    }

    /// `1.5E+3`, as spreadsheets write large and small numbers.
    private mutating func exponent(_ units: Int64, _ scale: Int) throws(Refusal) -> (Int64, Int) {
      guard position < text.count, text[position] | 0x20 == UInt8(ascii: "e") else {
        return (units, scale)
      }
      let start = position
      position += 1
      let isNegativeExponent = take(UInt8(ascii: "-"))
      if !isNegativeExponent { _ = take(UInt8(ascii: "+")) }
      var exponent = 0
      var digitCount = 0
      while let digit = digitHere() {
        exponent = min(10_000, exponent * 10 + Int(digit))
        digitCount += 1
      }
      guard digitCount > 0 else {
        // Not an exponent: perhaps the E of EUR.
        position = start
        return (units, scale)
      }
      var units = units
      var scale = scale + (isNegativeExponent ? exponent : -exponent)
      while scale < 0 {
        guard units != 0 else { return (0, 0) }
        units = try append(0, to: units)
        scale += 1
      }
      while scale > 0, units % 10 == 0 {
        guard units != 0 else { return (0, 0) }
        units /= 10
        scale -= 1
      }
      return (units, scale)
    }

    private func append(_ digit: UInt8, to units: Int64) throws(Refusal) -> Int64 {
      let (product, overflow) = units.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int64(digit))
      if overflow || carry { throw Refusal(reason: .tooLarge) }
      return sum
    }

    private mutating func digitHere() -> UInt8? {
      guard position < text.count else { return nil }
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      position += 1
      return digit
    }

    /// 255 for a mark between groups, which a digit must follow.
    private mutating func groupMarkHere() -> UInt8? {
      guard let mark = grammar.format.groupMark, position > 0, position + 1 < text.count else {
        return nil
      }
      guard text[position - 1] &- UInt8(ascii: "0") <= 9 else { return nil }
      let start = position
      let isMark =
        take(mark)
        || (mark == Mark.space && (take([0xc2, 0xa0]) || take([0xe2, 0x80, 0xaf])))
        || (mark == UInt8(ascii: "'") && take([0xe2, 0x80, 0x99]))
      guard isMark else { return nil }
      guard position < text.count, text[position] &- UInt8(ascii: "0") <= 9 else {
        position = start
        return nil
      }
      return 255
    }

    private mutating func take(_ byte: UInt8) -> Bool {
      guard position < text.count, text[position] == byte else { return false }
      position += 1
      return true
    }

    private mutating func take(_ bytes: [UInt8]) -> Bool {
      guard text.count - position >= bytes.count else { return false }
      for (index, byte) in bytes.enumerated() where text[position + index] != byte { return false }
      position += bytes.count
      return true
    }

    private mutating func skipSpaces() {
      while take(Mark.space) || take([0xc2, 0xa0]) || take([0xe2, 0x80, 0xaf]) {}
    }
  }
}
