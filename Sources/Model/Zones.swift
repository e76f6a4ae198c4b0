package import Columns

/// The first and last day of each run of rows, so that whole runs can be taken or left without a look
/// at their rows: what is entered day by day stands in almost the order of its dates.
package struct Zones: Sendable {
  /// So many rows make a zone where it doesn't matter: as many as the engine takes at a time.
  package static let usualRows = 16_384

  /// How many of some rows a range takes.
  package enum Share: Sendable, Hashable {
    case none, some, all
  }

  package struct Zone: Sendable, Hashable {
    /// Of the present days; `low` is above `high` where there are none.
    package var low: Int32
    package var high: Int32
    /// Whether no day is missing.
    package var isComplete: Bool

    package init(low: Int32 = .max, high: Int32 = .min, isComplete: Bool = true) {
      self.low = low
      self.high = high
      self.isComplete = isComplete
    }

    mutating func add(_ day: Int32) {
      if day == Missing.day {
        isComplete = false
      } else {
        low = min(low, day)
        high = max(high, day)
      }
    }
  }

  /// Rows per zone, and the zones.
  package let size: Int
  package let zones: [Zone]

  /// - Parameters:
  ///   - size: rows per zone, more than 0.
  ///   - zones: one for each begun `size` rows.
  package init(size: Int, zones: [Zone]) {
    self.size = size
    self.zones = zones
  }

  /// - Parameter size: rows per zone; 0 for no zones.
  /// - Returns: nil for columns of anything but days.
  package init?(_ column: Column, size: Int) {
    guard size > 0, case .day(let days) = column else { return nil }
    self.size = size
    zones = days.withUnsafeBufferPointer { days in
      stride(from: 0, to: days.count, by: size).map { start in
        var zone = Zone()
        for day in days[start..<min(start + size, days.count)] { zone.add(day) }
        return zone
      }
    }
  }

  /// How many of these rows have a day in a range; `some` where only a look at the rows can tell.
  package func share(of rows: Range<Int>, in range: ClosedRange<Int32>) -> Share {
    if rows.isEmpty { return .none }
    var result: Share?
    for zone in zones[rows.lowerBound / size...(rows.upperBound - 1) / size] {
      let share: Share =
        if zone.high < range.lowerBound || zone.low > range.upperBound {
          .none
        } else if zone.isComplete, range.contains(zone.low), range.contains(zone.high) {
          .all
        } else {
          .some
        }
      if share == .some || share != result ?? share { return .some }
      result = share
    }
    return result ?? .none
  }
}
