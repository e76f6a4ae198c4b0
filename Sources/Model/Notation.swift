import Columns

/// Who reads a value.
package enum Audience: Sendable, Hashable {
  /// Grouped, rounded, with signs and units.
  case people
  /// Raw values.
  case machines
}

/// How the numbers of one column are written: places, sign, unit.
package struct Notation: Sendable, Hashable {
  package var look: NumberLook
  /// Decimal places that the point moves to the right: 2 for percents.
  package var shift = 0
  package var prefix = ""
  package var isPrefixBeforeSign = false
  package var suffix = ""
  package var singularSuffix = ""

  package init(_ column: ResultColumn, audience: Audience, rows: [Range<Int>]) {
    switch audience {
    case .machines: self.init(machineTypes: column)
    case .people: self.init(people: column, rows: rows)
    }
  }

  /// Raw values: plain digits, cents kept on amounts that have them.
  private init(machineTypes column: ResultColumn) {
    var cents = 0
    switch (column.type, column.values) {
    case (.money, .decimal(_, let scale)), (.mixedMoney, .decimal(_, let scale)):
      cents = min(scale, 2)
    default: break
    }
    look = NumberLook(places: Decimal.maximumScale, minimumPlaces: cents, isGrouped: false)
  }

  private init(people column: ResultColumn, rows: [Range<Int>]) {
    let profile = NumberProfile(column.values, rows: rows)
    switch column.type {
    case .money(let currency):
      look = NumberLook(places: profile.isScaleless ? 0 : 2, isGrouped: true)
      prefix = currency.symbol ?? currency.code + " "
      isPrefixBeforeSign = currency.symbol == nil
    case .mixedMoney:
      look = NumberLook(places: profile.isScaleless ? 0 : 2, isGrouped: true)
    case .percent:
      look = NumberLook(
        places: profile.isReal ? 1 : min(2, max(0, profile.places - 2)), isGrouped: true)
      shift = 2
      suffix = "%"
      singularSuffix = "%"
    case .duration(let unit):
      look = NumberLook(places: min(profile.places, 1), isGrouped: true)
      switch unit {
      case .days: (suffix, singularSuffix) = (" days", " day")
      case .months: (suffix, singularSuffix) = (" months", " month")
      }
    case .id:
      look = NumberLook(places: profile.places, isGrouped: false)
    case .number, .text, .bool, .date, .period, .choice, .entity, .missing, .poison:
      // Four digits stay together, so that a column of years reads as years.
      let isGrouped = profile.places > 0 || profile.largest >= 10_000
      look = NumberLook(places: profile.places, isGrouped: isGrouped)
    }
  }
}

/// What the shown numbers of a column have in common.
private struct NumberProfile {
  var isReal = false
  /// Whole units only, as a column without cents.
  var isScaleless = false
  /// Places that show every exact value in full; of doubles, as many as are worth reading.
  var places = 0
  var largest = 0.0

  init(_ column: Column, rows: [Range<Int>]) {
    switch column {
    case .decimal(let values, let scale):
      isScaleless = scale == 0
      var magnitude: UInt64 = 0
      values.withUnsafeBufferPointer { values in
        // What lies behind the places that are known to be needed, 0 for most values.
        var rest = UInt64(Decimal.powers[scale])
        for range in rows {
          for row in range where values[row] != Missing.decimal {
            let value = values[row].magnitude
            magnitude = max(magnitude, value)
            guard rest > 1, value % rest != 0 else { continue }
            places = NumberText.placesNeeded(value, scale: scale)
            rest = UInt64(Decimal.powers[scale - places])
          }
        }
      }
      largest = Double(magnitude) / Double(Decimal.powers[scale])
    case .real(let values):
      isReal = true
      values.withUnsafeBufferPointer { values in
        for range in rows {
          for row in range where values[row].isFinite {
            largest = max(largest, values[row].magnitude)
          }
        }
        let limit = Self.placesWorthReading(largest)
        for range in rows {
          for row in range where places < limit {
            guard let digits = NumberText.fixed(values[row], places: limit) else { continue }
            places = max(places, NumberText.placesNeeded(digits, scale: limit))
          }
        }
      }
    case .day, .truth, .text, .row, .period: break
    }
  }

  /// At least three significant digits of the largest value.
  private static func placesWorthReading(_ largest: Double) -> Int {
    if largest >= 1 { return 2 }
    if largest >= 0.01 { return 4 }
    return largest >= 0.0001 ? 6 : 9
  }
}
