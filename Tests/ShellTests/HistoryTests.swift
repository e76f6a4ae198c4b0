import Shell
import Testing

/// The lines of the history file.
struct HistoryTests {
  private let entry = HistoryEntry(
    id: .init(session: "7-k2", number: 3), start: 1_790_000_000_123,
    statement: "partners\n| where name = \"a\\tb\"\t# é")
  private let ending = HistoryEntry.Ending(milliseconds: 12, rows: 5, outcome: .done)

  @Test func aStatementIsOneLine() {
    #expect(
      HistoryLog.begun(entry)
        == "+\t7-k2\t3\t1790000000123\t38\tpartners\\n| where name = \"a\\\\tb\"\\t# é\n")
    #expect(HistoryLog.ended(entry.id, ending) == "=\t7-k2\t3\t12\t5\tdone\n")
  }

  @Test(arguments: ["a", "a\r\nb\\", "\\n", "\t\t", "東京 | 'x'", "e\u{301}", "\n\n"])
  func whatIsWrittenIsRead(statement: String) {
    var entry = entry
    entry.statement = statement
    #expect(HistoryLog.entries(HistoryLog.begun(entry)) == [entry])
  }

  @Test func endingsFindTheirStatement() {
    var other = entry
    other.id.session = "8-k2"
    let text =
      HistoryLog.begun(entry) + HistoryLog.begun(other)
      + HistoryLog.ended(other.id, .init(milliseconds: 1, rows: nil, outcome: .error))
      + HistoryLog.ended(entry.id, ending)
    let entries = HistoryLog.entries(text)
    #expect(entries.map(\.outcome) == [.done, .error])
    #expect(entries[0].ending == ending)
  }

  @Test func everyCutOffFileIsRead() {
    let whole = HistoryLog.begun(entry) + HistoryLog.ended(entry.id, ending)
    let bytes = Array(whole.utf8)
    for length in 0..<bytes.count {
      let text = String(decoding: bytes[..<length], as: UTF8.self)
      var later = entry
      later.id.number = 4
      // Whoever writes next begins a line of his own.
      let entries = HistoryLog.entries(text + "\n" + HistoryLog.begun(later))
      #expect(entries.last == later)
      let isWhole = length >= HistoryLog.begun(entry).utf8.count - 1
      #expect(entries.count == (isWhole ? 2 : 1), "\(text)")
    }
  }

  @Test(arguments: [
    "nonsense\n", "+\t1\t2\n", "+\ta\tx\t1\t1\ta\n", "+\ta\t1\t1\t3\ta\\q\n",
    "=\ta\t1\t1\t1\tdone\n",
  ])
  func otherLinesAreLeftOut(line: String) {
    #expect(HistoryLog.entries(line + HistoryLog.begun(entry)) == [entry])
  }

  @Test func theSameStatementIsRecalledOnce() {
    let entries = ["a", "b", "a", "c"].map { text in
      var entry = entry
      entry.statement = text
      return entry
    }
    #expect(HistoryLog.distinct(entries).map(\.statement) == ["b", "a", "c"])
  }
}
