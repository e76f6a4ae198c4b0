import Testing

@testable import Engine

struct BucketsTests {
  private static let bounds: [ClosedRange<Int64>] = [
    0...0, -3...4, 10...265, -1_000...300_000, 0...(1 << 40), (.min + 1)...(.max), 5...(.max),
  ]

  /// Stretches follow each other without gaps, each from its lowest value on.
  @Test(arguments: bounds, [1, 30])
  func stretchesAreWhereTheySay(bounds: ClosedRange<Int64>, groups: Int) throws {
    let buckets = try #require(Buckets(bounds, groups: groups))
    #expect(buckets.number(of: bounds.lowerBound) == 0)
    #expect(buckets.number(of: bounds.upperBound) < buckets.count)
    for number in 0...buckets.number(of: bounds.upperBound) {
      let lowest = buckets.lowest(of: number)
      #expect(buckets.number(of: lowest) == number)
      if number > 0 { #expect(buckets.number(of: lowest - 1) == number - 1) }
      if buckets.areSingle { #expect(lowest == bounds.lowerBound + Int64(number)) }
    }
  }

  @Test func fewValuesHaveStretchesOfTheirOwn() throws {
    #expect(try #require(Buckets(-2_000...2_400, groups: 40)).areSingle)
    #expect(try !#require(Buckets(0...1_000_000, groups: 1)).areSingle)
  }
}
