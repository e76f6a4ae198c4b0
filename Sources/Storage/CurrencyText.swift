import Model

/// Currencies as they stand in files: signs and ISO 4217 codes.
enum CurrencyText {
  /// The codes in use, ISO 4217, without funds and metals.
  private static let codes: Set<UInt32> = {
    let all = """
      AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP \
      BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP \
      GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS \
      KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR \
      MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF \
      SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD \
      TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
      """
    var codes: Set<UInt32> = []
    for code in all.split(separator: " ") { codes.insert(packed(code.utf8)) }
    return codes
  }()

  /// Three letters in one number.
  static func packed(_ letters: some Sequence<UInt8>) -> UInt32 {
    letters.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
  }

  static func currency(_ packed: UInt32) -> Currency {
    let letters = [packed >> 16, packed >> 8, packed].map { UInt8(truncatingIfNeeded: $0) }
    return Currency(code: String(decoding: letters, as: UTF8.self))
  }

  static func packed(_ currency: Currency) -> UInt32 {
    packed(currency.code.utf8)
  }

  /// The currency that a text begins with and its length; the number 0 for letters that are none.
  ///
  /// Nil where the text begins with neither a currency sign nor three letters.
  static func prefix(_ text: UnsafeBufferPointer<UInt8>) -> (UInt32, Int)? {
    guard let first = text.first else { return nil }
    if first == UInt8(ascii: "$") { return (packed("USD".utf8), 1) }
    if text.count >= 3, first == 0xe2, text[1] == 0x82, text[2] == 0xac {
      return (packed("EUR".utf8), 3)
    }
    if text.count >= 2, first == 0xc2, text[1] == 0xa3 { return (packed("GBP".utf8), 2) }
    guard text.count >= 3 else { return nil }
    var code: UInt32 = 0
    for index in 0..<3 {
      guard isLetter(text[index]) else { return nil }
      code = code << 8 | UInt32(text[index] & 0xdf)
    }
    guard text.count == 3 || !isLetter(text[3]) else { return nil }
    return (codes.contains(code) ? code : 0, 3)
  }

  /// The currency that a whole cell names.
  static func whole(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard let (code, length) = prefix(text), length == text.count, code != 0 else { return nil }
    return code
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26
  }
}
