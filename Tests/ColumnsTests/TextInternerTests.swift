import Columns
import Testing

@Suite struct TextInternerTests {
  /// Texts of every length up to 40, many that differ in one byte only.
  private static let texts: [String] = {
    var texts: [String] = []
    for length in 0...40 {
      let base = String(repeating: "a", count: length)
      texts.append(base)
      for place in 0..<length {
        var other = Array(base.utf8)
        other[place] = UInt8(ascii: "b")
        texts.append(String(decoding: other, as: UTF8.self))
      }
    }
    return texts + (0..<5_000).map { "number \($0)" } + ["ä", "日本", "🙂"]
  }()

  @Test func eachTextHasOneCodeInOrderOfAppearance() {
    var interner = TextInterner()
    for (code, text) in Self.texts.enumerated() { #expect(interner.intern(text) == Int32(code)) }
    for (code, text) in Self.texts.enumerated() { #expect(interner.intern(text) == Int32(code)) }
    #expect(interner.count == Self.texts.count)
    let dictionary = interner.dictionary
    for (code, text) in Self.texts.enumerated() {
      #expect(dictionary[code] == text)
      #expect(dictionary.code(of: text) == Int32(code))
    }
    #expect(dictionary.code(of: "number 5000") == nil)
  }

  @Test func aDictionaryCanBeTakenUpAgain() {
    var interner = TextInterner(TextDictionary(Self.texts))
    for (code, text) in Self.texts.enumerated() {
      var text = text
      #expect(text.withUTF8 { interner.code(of: $0) } == Int32(code))
    }
    var unknown = "unknown"
    #expect(unknown.withUTF8 { interner.code(of: $0) } == nil)
    #expect(interner.intern("unknown") == Int32(Self.texts.count))
  }
}
