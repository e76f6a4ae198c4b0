import Glibc
import Testing

@testable import Demo

@Suite struct PortableMathTests {
  @Test(arguments: [1e-9, 0.3, 1, 1.5, 2, 10, 13_000, 4e17])
  func logarithmAndExponentialAreThoseOfTheSystem(x: Double) {
    #expect(abs(PortableMath.logarithm(x) - log(x)) <= 1e-14 * max(1, abs(log(x))))
    let power = min(x, 300)
    #expect(abs(PortableMath.exponential(power) / exp(power) - 1) < 1e-13)
    #expect(abs(PortableMath.power(x, -0.86) / pow(x, -0.86) - 1) < 1e-13)
  }

  @Test func normalNumbersHaveTheirMeanAndDeviation() {
    var random = RandomStream(seed: 5, stream: 9)
    let numbers = (0..<100_000).map { _ in random.normal() }
    let mean = numbers.reduce(0, +) / 100_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean) < 0.01)
    #expect(abs(variance - 1) < 0.01)
  }

  @Test func weightsAreKept() {
    var random = RandomStream(seed: 5, stream: 9)
    let choice = WeightedChoice(weights: [1, 2, 3, 4])
    var counts = [0, 0, 0, 0]
    for _ in 0..<100_000 { counts[choice.draw(&random)] += 1 }
    for (index, count) in counts.enumerated() {
      #expect(abs(count - (index + 1) * 10_000) < 600)
    }
  }
}

@Suite struct TimelineTests {
  let timeline = Timeline()

  private func text(_ day: Int) throws -> String {
    var file = CSVWriter(path: nil)
    file.day(day, of: timeline)
    file.day(nil, of: timeline)
    file.endRow()
    return String(decoding: try file.finish(), as: UTF8.self)
  }

  @Test func daysAreWrittenAsDates() throws {
    #expect(try text(0) == "2021-01-01,\n")
    #expect(try text(-1) == "2020-12-31,\n")
    #expect(try text(timeline.today) == "2026-08-19,\n")
    #expect(try text(timeline.today + 900) == "2029-02-04,\n")
  }

  @Test func weekdaysAreThoseOfTheCalendar() {
    // 2026-08-19 is a Wednesday; the Friday before Sunday the 16th is the 14th.
    #expect(Timeline.weekday(timeline.today) == 2)
    #expect(Timeline.workday(timeline.today) == timeline.today)
    #expect(Timeline.workday(timeline.today - 3) == timeline.today - 5)
    #expect(Timeline.weekday(-3) == 1)
  }

  @Test func quartersHaveTheirDays() {
    let current = timeline.quarters[timeline.currentQuarter]
    #expect(current.name == Array("2026-Q3".utf8))
    #expect(current.first == timeline.today - 49 && current.last == timeline.today + 42)
    #expect(timeline.quarter(of: current.last + 1) == timeline.currentQuarter + 1)
  }
}

@Suite struct CSVWriterTests {
  private func written(_ write: (inout CSVWriter) -> Void) throws -> String {
    var file = CSVWriter(path: nil)
    write(&file)
    file.endRow()
    return String(decoding: try file.finish(), as: UTF8.self)
  }

  @Test func cellsAreQuotedWhereTheyMustBe() throws {
    #expect(
      try written {
        $0.text("plain")
        $0.text("a, \"b\"\nc")
        $0.empty()
        $0.truth(true)
      } == "plain,\"a, \"\"b\"\"\nc\",,yes\n")
  }

  @Test func numbersHaveTheirDecimals() throws {
    #expect(
      try written {
        $0.number(0)
        $0.id(0)
        $0.id(nil)
        $0.percent(15)
        $0.tenths(105)
        $0.cents(7)
        $0.cents(123_456)
      } == "0,1,,15%,10.5,0.07,1234.56\n")
  }

  @Test func moreThanOneBufferIsKept() throws {
    var file = CSVWriter(path: nil)
    for number in 0..<100_000 {
      file.number(number)
      file.endRow()
    }
    let lines = String(decoding: try file.finish(), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 100_000 && lines.last == "99999")
  }

  @Test func whatCannotBeWrittenIsTold() {
    let fault = #expect(throws: CSVWriter.Fault.self) {
      var file = CSVWriter(path: "/dev/full/nothing")
      file.number(1)
      file.endRow()
      _ = try file.finish()
    }
    #expect(fault?.number == ENOTDIR)
  }
}
