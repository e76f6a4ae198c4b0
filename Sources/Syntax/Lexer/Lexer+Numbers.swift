import Messages

/// Numbers, percents, money, dates and periods: here just their shapes, `LiteralValues` reads them.
extension Lexer {
  /// NUMBER, PERCENT, DATE or PERIOD, at a digit.
  mutating func number() {
    let start = position
    let digits = digitRun()
    if let kind = dateInAnotherForm(start, digits) { return add(kind, from: start) }
    if digits == 4, let kind = dateOrPeriod(start) { return add(kind, from: start) }
    position += digits
    fraction()
    suffix()
    if byte() == UInt8(ascii: "%") {
      position += 1
      return add(.percent, from: start)
    }
    addNumber(.number, from: start)
  }

  /// MONEY, at its symbol.
  mutating func money(symbolLength: Int) {
    let start = position
    position += symbolLength
    guard byte().isASCIIDigit else {
      let symbol = source.text(start..<position)
      report(LexerMessages.loneCurrency(symbol, amountBeside(start), span(from: start)))
      return addTrivia(.unknown, from: start)
    }
    let digits = digitRun()
    position += digits
    while digits <= 3, byte() == UInt8(ascii: ","), plainDigits(1) == 3,
      byte(4) != UInt8(ascii: "_")
    {
      position += 4
    }
    fraction()
    suffix()
    addNumber(.money, from: start)
  }

  /// The digits that a currency sign away from its amount may belong to: `$ 5`, `5$`, `5 €`.
  private func amountBeside(_ start: Int) -> String? {
    var ahead = 0
    while byte(ahead) == UInt8(ascii: " ") { ahead += 1 }
    var length = 0
    while byte(ahead + length).isASCIIDigit || byte(ahead + length) == UInt8(ascii: ".") {
      length += 1
    }
    if length > 0 { return source.text((position + ahead)..<(position + ahead + length)) }
    guard let last = tokens.last, last.kind == .number, start - last.end <= 1 else { return nil }
    return source.text(last.start..<last.end)
  }

  /// The bytes of `12_000` at the position.
  private func digitRun() -> Int {
    var length = plainDigits(0)
    while byte(length) == UInt8(ascii: "_"), byte(length + 1).isASCIIDigit {
      length += 1 + plainDigits(length + 1)
    }
    return length
  }

  private func plainDigits(_ ahead: Int) -> Int {
    var length = 0
    while byte(ahead + length).isASCIIDigit { length += 1 }
    return length
  }

  /// A point counts only with a digit behind it, so that `1..5` is a range.
  private mutating func fraction() {
    guard byte() == UInt8(ascii: "."), byte(1).isASCIIDigit else { return }
    position += 1
    position += digitRun()
  }

  private mutating func suffix() {
    switch byte() | 0x20 {
    case UInt8(ascii: "k"), UInt8(ascii: "m"), UInt8(ascii: "b"):
      position += 1
      if isNameCharacter() { position -= 1 }
    default: break
    }
  }

  private mutating func addNumber(_ kind: TokenKind, from start: Int) {
    guard isNameCharacter() else { return add(kind, from: start) }
    let number = source.text(start..<position)
    let wordStart = position
    skipName()
    let word = source.text(wordStart..<position)
    report(LexerMessages.numberRunsIntoWord(number, word, span(from: start)))
    add(.malformed, from: start)
  }

  private mutating func skipName() {
    while isNameCharacter() { position += scalar().length }
  }

  /// `yyyy-mm-dd`, `yyyy-mm`, `yyyy-Qn` and the like behind four digits; nil for a plain number.
  private mutating func dateOrPeriod(_ start: Int) -> TokenKind? {
    if let length = yearPart(4) {
      position += 4 + length
      return .period
    }
    guard byte(4) == UInt8(ascii: "-") else { return nil }
    let month = plainDigits(5)
    let afterMonth = 5 + month
    if (1...2).contains(month), byte(afterMonth) == UInt8(ascii: "-"),
      case let day = plainDigits(afterMonth + 1), (1...2).contains(day)
    {
      position += afterMonth + 1 + day
      return wholeDate(start, isPadded: month == 2 && day == 2)
    }
    let isNumber = byte(afterMonth) == UInt8(ascii: ".") && byte(afterMonth + 1).isASCIIDigit
    guard month == 2, !isNumber, !isNameCharacter(afterMonth), byte(afterMonth) != UInt8(ascii: "%")
    else { return nil }
    position += afterMonth
    return .period
  }

  private mutating func wholeDate(_ start: Int, isPadded: Bool) -> TokenKind {
    let date = source.text(start..<position)
    if isNameCharacter() {
      skipName()
      // The minutes and seconds of a timestamp belong to the same mistake.
      while byte() == UInt8(ascii: ":"), byte(1).isASCIIDigit {
        position += 1
        skipName()
      }
      report(LexerMessages.dateRunsOn(date, span(from: start)))
      return .malformed
    }
    if isPadded { return .date }
    report(LexerMessages.unpaddedDate(date, span(from: start)))
    return .malformed
  }

  /// `30/9/2026`, `30.9.2026`, `2026/09/30`: refused, as nobody means a division by them.
  private mutating func dateInAnotherForm(_ start: Int, _ digits: Int) -> TokenKind? {
    let mark = byte(digits)
    guard digits == plainDigits(0), digits == 4 || digits <= 2,
      mark == UInt8(ascii: "/") || mark == UInt8(ascii: ".")
    else { return nil }
    let middle = plainDigits(digits + 1)
    guard (1...2).contains(middle), byte(digits + 1 + middle) == mark else { return nil }
    let last = plainDigits(digits + middle + 2)
    guard digits == 4 ? (1...2).contains(last) : last == 4 else { return nil }
    position += digits + middle + 2 + last
    report(LexerMessages.dateInAnotherForm(source.text(start..<position), span(from: start)))
    return .malformed
  }
}
