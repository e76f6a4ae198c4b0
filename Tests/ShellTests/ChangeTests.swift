import Columns
import Model
import Output
import Testing

@testable import Shell

/// What a watched query marks.
struct ChangeTests {
  private let calendar = Calendar(fiscalStart: 1)

  private func marked(_ old: [[String?]], _ new: [[String?]]) throws -> [String] {
    var table = ResultTable(["key", "value"], new, calendar: calendar)
    table.markChanges(since: ResultTable(["key", "value"], old, calendar: calendar))
    var sink = MemorySink()
    try ResultWriter(format: .table, layout: .whole).write(table, to: &sink)
    return sink.text.split(separator: "\n").dropFirst(3).dropLast().map {
      $0.filter { !"│ ".contains($0) }
    }
  }

  @Test func aCellThatIsAnotherIsMarked() throws {
    #expect(try marked([["a", "1"], ["b", "2"]], [["a", "1"], ["b", "3"]]) == ["a1", "b*3"])
  }

  @Test func aRowIsFoundByItsFirstCellWhereverItStands() throws {
    #expect(try marked([["a", "1"], ["b", "2"]], [["b", "2"], ["a", "9"]]) == ["b2", "a*9"])
  }

  @Test func aNewRowIsMarkedWhole() throws {
    #expect(try marked([["b", "2"]], [["a", nil], ["b", "2"]]) == ["*a*–", "b2"])
  }

  @Test func whereFirstCellsAreAlikeThePlaceDecides() throws {
    #expect(
      try marked([["a", "1"], ["a", "2"]], [["a", "1"], ["a", "3"], ["a", "4"]])
        == ["a1", "a*3", "*a*4"])
  }

  @Test func whatWasMissingAndIsThereIsAnother() throws {
    #expect(try marked([["a", nil], ["b", nil]], [["a", "1"], ["b", nil]]) == ["a*1", "b–"])
  }

  @Test func anotherQueryIsNotCompared() {
    var table = ResultTable(["key"], [["a"]], calendar: calendar)
    table.markChanges(since: ResultTable(["key", "value"], [["a", "1"]], calendar: calendar))
    #expect(table.marks.isEmpty)
  }
}
