import Messages
import Testing

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("東京都", 6), ("Müller", 6), ("cafe\u{301}", 4), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("❤️", 2),
    ("❤", 1), ("–…│", 3), ("\u{200B}", 0), ("ｶﾅ", 2), ("Ａ", 2), ("नि", 2), ("$1,234.50 €", 11),
  ])
  func widths(text: String, columns: Int) {
    #expect(DisplayWidth.of(text) == columns, "\(text)")
  }

  @Test(arguments: [
    ("plain", "plain"), ("tab\tstays", "tab\tstays"), ("\u{1B}[31m", "␛[31m"), ("a\nb", "a␊b"),
    ("\u{9B}x", "\u{FFFD}x"), ("\u{202E}x", "\u{FFFD}x"), ("Müller €", "Müller €"), ("\u{7F}", "␡"),
  ])
  func controlCharactersBecomeVisible(text: String, shown: String) {
    #expect(DisplayWidth.printable(text) == shown)
  }
}
