import Columns
import Messages
import Model
import Plan
import Synchronization
import Testing

@testable import Engine

@Suite struct WindowTests {
  private func window(
    _ function: Window.Function, over columns: Column..., per partition: [TypedExpression] = []
  ) throws(Diagnostic) -> [Value] {
    let input = Frame(count: columns[0].count, columns: columns.map { .stored($0) })
    return try execution().window(
      Window(function: function, partition: partition), type: .number, span: nowhere, over: input
    ).boxed
  }

  private func reals(_ values: Double?...) -> [Value] {
    values.map { $0.map { .real($0) } ?? .missing }
  }

  @Test func sharesAreOneDivisionOfExactSums() throws {
    let column = numbers(30_000, 50_000, 5_000, 15_000, scale: 2)
    #expect(try window(.share(field(0)), over: column) == reals(0.3, 0.5, 0.05, 0.15))
    #expect(try window(.runningShare(field(0)), over: column) == reals(0.8, 0.5, 1, 0.95))
    let above = try window(.shareAbove(field(0)), over: column)
    #expect(above == reals(0.5, 0, 0.95, 0.8))
    let contributors = above.filter { if case .real(let share) = $0 { share < 0.8 } else { false } }
    #expect(contributors.count == 2)
  }

  @Test func missingAndNegativeValuesHaveNoRunningShare() throws {
    let column = numbers(3, nil, -5, 1)
    #expect(try window(.runningShare(field(0)), over: column) == reals(0.75, nil, nil, 1))
    #expect(try window(.shareAbove(field(0)), over: column) == reals(0, nil, nil, 0.75))
    #expect(try window(.share(field(0)), over: numbers(3, nil, -1)) == reals(1.5, nil, -0.5))
  }

  @Test func negativeValuesLeftOutAreSaid() throws {
    let run = execution()
    _ = try run.window(
      Window(function: .runningShare(field(0)), partition: []), type: .number, span: nowhere,
      over: frame(numbers(3, nil, -5, 1)))
    #expect(
      run.remarks.withLock { $0.footnotes.map(\.text) } == [
        "1 row has a negative value, which has no share, and was left out"
      ])
  }

  @Test func aZeroTotalIsMissingAndNoted() throws {
    let run = execution()
    let input = frame(numbers(0, 0, nil))
    let share = try run.window(
      Window(function: .share(field(0)), partition: []), type: .number, span: nowhere, over: input)
    #expect(share.boxed == reals(nil, nil, nil))
    #expect(run.remarks.withLock { $0.footnotes.count } == 1)
  }

  @Test func tiesKeepTheCurrentOrderAndPartitionsStandAlone() throws {
    let region = texts("a", "b", "a", "b", nil)
    let shares = try window(
      .runningShare(field(0)), over: numbers(1, 3, 1, 1, 4), region, per: [field(1, .text)])
    #expect(shares == reals(0.5, 0.75, 1, 1, 1))
  }

  @Test func realsRunToExactlyOne() throws {
    let values = Column.real([0.1, 0.2, 0.3, 0.7, 0.1])
    #expect(try window(.runningShare(field(0)), over: values).contains(.real(1)))
  }

  @Test func rankPreviousAndRunningSumFollowTheCurrentOrder() throws {
    let region = texts("a", "b", "a", "b", "a")
    let values = numbers(1, 2, nil, 4, 5)
    let per = [field(1, .text)]
    #expect(try window(.rank, over: values, region, per: per) == [1, 1, 2, 2, 3])
    #expect(
      try window(.previous(field(0)), over: values, region, per: per)
        == [.missing, .missing, 1, 2, .missing])
    #expect(try window(.runningSum(field(0)), over: values, region, per: per) == [1, 2, 1, 6, 6])
    #expect(try window(.rank, over: values, region) == [1, 2, 3, 4, 5])
  }

  @Test func aRunningSumThatLeaves64BitsStops() {
    let error = #expect(throws: Diagnostic.self) {
      _ = try window(.runningSum(field(0)), over: numbers(.max, 1))
    }
    #expect(error?.code == .overflow)
  }

  @Test func noRowsGiveNoValues() throws {
    for function in [Window.Function.rank, .share(field(0)), .runningShare(field(0))] {
      #expect(try window(function, over: numbers()).isEmpty)
    }
  }

  @Test func anyAggregateRunsOverAPartition() throws {
    let region = texts("a", "b", "a", nil, nil)
    func aggregate(_ function: AggregateFunction) throws -> [Value] {
      let aggregate = Aggregate(
        function: function, rows: .current, value: function == .count ? nil : field(0),
        type: .number, span: nowhere)
      return try window(
        .aggregate(aggregate), over: numbers(1, 2, 4, 8, nil), region, per: [field(1, .text)])
    }
    #expect(try aggregate(.sum) == [5, 2, 5, 8, 8])
    #expect(try aggregate(.count) == [2, 1, 2, 2, 2])
    #expect(try aggregate(.last) == [4, 2, 4, 8, 8])
    #expect(try aggregate(.average) == reals(2.5, 2, 2.5, 8, 8))
  }
}
