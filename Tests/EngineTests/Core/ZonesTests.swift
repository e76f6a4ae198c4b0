import Columns
import Model
import Testing

struct ZonesTests {
  /// Against a look at every row: zones may only say that they do not know.
  @Test(arguments: 1..<8)
  func sharesAgreeWithARowByRowLook(size: Int) throws {
    var chance = Chance(state: UInt64(size))
    let days = (0..<40).map { row in
      chance.below(12) == 0 ? Missing.day : Int32(row / 3 + chance.below(3))
    }
    let zones = try #require(Zones(.day(days), size: size))
    var known = 0
    for _ in 0..<2_000 {
      let start = chance.below(41)
      let rows = start..<start + chance.below(41 - start)
      let low = Int32(chance.below(18)) - 2
      let range = low...low + Int32(chance.below(8))
      let count = days[rows].count { $0 != Missing.day && range.contains($0) }
      switch zones.share(of: rows, in: range) {
      case .none: #expect(count == 0)
      case .all: #expect(count == rows.count)
      case .some: continue
      }
      known += 1
    }
    #expect(known > 200)
  }

  @Test func onlyDaysHaveZones() {
    #expect(Zones(.day([1, 2]), size: 0) == nil)
    #expect(Zones(.row([1, 2]), size: 1) == nil)
  }
}
