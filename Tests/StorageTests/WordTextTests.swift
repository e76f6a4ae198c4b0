import Columns
import Model
import Testing

@testable import Storage

/// What reads texts as machine words must read them as what reads them byte by byte does.
@Suite struct WordTextTests {
  /// Texts of some characters, so many of each length from 1 to 20.
  private func texts(of characters: String, eachLength count: Int) -> [[UInt8]] {
    var random = Random(state: 7)
    let bytes = Array(characters.utf8)
    return (1...20).flatMap { length in
      (0..<count).map { _ in (0..<length).map { _ in bytes.randomElement(using: &random) ?? 0 } }
    }
  }

  /// Hands out a text in the midst of bytes that are no part of it.
  private func padded<Result>(
    _ text: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let filler = Array(repeating: text.last ?? 0, count: ByteSearch.padding)
    return (text + filler).withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[..<text.count]))
    }
  }

  @Test(arguments: ["0123456789", "01", "12.", "0123456789.", "9.-", "5,.", "019/:\u{b9}"])
  func numbersAreReadAsByteByByte(_ characters: String) {
    var known = 0
    for text in texts(of: characters, eachLength: 400) {
      padded(text) { text in
        for mark in [UInt8(ascii: "."), UInt8(ascii: ",")] {
          guard let number = WordText.plain(text, decimalMark: mark) else { continue }
          known += 1
          let expected = NumberSpelling.plain(text, decimalMark: mark)
          #expect(number.units == expected?.units && number.decimals == expected?.decimals)
        }
        if let number = WordText.canonical(text) {
          known += 1
          #expect(number == NumberSpelling.canonical(text))
        }
      }
    }
    #expect(known > 0)
  }

  @Test func usualNumbersAreKnown() {
    let texts = [
      "7", "12345678", "123456789", "1234567890123456", "0.5", "17476.06", "1234567.89",
    ]
    for text in texts {
      padded(Array(text.utf8)) { bytes in
        #expect(WordText.plain(bytes, decimalMark: UInt8(ascii: ".")) != nil, "\(text)")
      }
    }
  }

  @Test func everyDayOfFourHundredYears() {
    for number in CivilDate(year: 1799, month: 12, day: 1).dayNumber..<150_000 {
      let text = CivilDate(dayNumber: number).description
      #expect(padded(Array(text.utf8)) { DateText.iso($0) } == Int32(number))
    }
    for year in [1, 4, 99, 100, 400, 9_999] {
      for (month, day) in [(1, 1), (2, 28), (3, 1), (12, 31)] {
        let date = CivilDate(year: year, month: month, day: day)
        let found = padded(Array(date.description.utf8)) { DateText.iso($0) }
        #expect(found == Int32(date.dayNumber))
      }
    }
  }

  @Test func datesAreReadAsInFull() {
    var random = Random(state: 11)
    let characters = Array("0123456789-/:.".utf8)
    for _ in 0..<20_000 {
      var text = Array("2024-02-29".utf8)
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        text[Int.random(in: 0..<10, using: &random)] = characters.randomElement(using: &random) ?? 0
      }
      let shape = Array("0000-00-00".utf8)
      let isShaped = zip(text, shape).allSatisfy { byte, place in
        place == UInt8(ascii: "-") ? byte == place : byte &- UInt8(ascii: "0") <= 9
      }
      padded(text) { bytes in
        let day = DateText.iso(bytes)
        if case .success(let parsed) = DateText.parse(bytes, .yearMonthDay), isShaped {
          #expect(day == parsed.day)
        } else {
          #expect(day == nil)
        }
      }
    }
  }

  @Test func fewTextsAreToldApart() {
    let texts = ["a", "b", "ab", "a\0", "gold", "goldgold", "goldgold\0", "12345678901234567"]
    var few = FewTexts()
    for (code, text) in texts.enumerated() {
      padded(Array(text.utf8)) { few.add($0, Int32(code)) }
    }
    for (code, text) in texts.enumerated() {
      let found = padded(Array(text.utf8)) { few.code(of: $0) }
      // Another text may have had the place.
      #expect(found == nil || found == Int32(code))
    }
    #expect(padded(Array("a".utf8)) { few.code(of: $0) } == 0)
    #expect(padded(Array("silver".utf8)) { few.code(of: $0) } == nil)
  }
}
