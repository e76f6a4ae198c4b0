extension CivilDate {
  /// No date of a column, and no period, takes more bytes.
  package static let longestText = 80

  /// `yyyy-mm-dd`.
  public var description: String {
    String(atMost: Self.longestText) { write(to: &$0) }
  }

  /// Writes `yyyy-mm-dd`.
  @inlinable public func write(to cursor: inout TextCursor) {
    let isUsual = (0...9999).contains(year) && (1...12).contains(month) && (1...31).contains(day)
    guard isUsual else {
      cursor.put(year, digits: 4)
      cursor.put(UInt8(ascii: "-"))
      cursor.put(month, digits: 2)
      cursor.put(UInt8(ascii: "-"))
      return cursor.put(day, digits: 2)
    }
    cursor.put(lastDigits: 4, of: UInt64(year))
    cursor.put(UInt8(ascii: "-"))
    cursor.put(lastDigits: 2, of: UInt64(month))
    cursor.put(UInt8(ascii: "-"))
    cursor.put(lastDigits: 2, of: UInt64(day))
  }
}

extension Calendar {
  /// How a period is written: `2026-Q3`, `2026-07`, `2026-W31`, `2026`, `FY2018-Q3`, a date for days.
  public func description(of period: Int32, _ unit: PeriodUnit) -> String {
    String(atMost: CivilDate.longestText) { write(period, unit, to: &$0) }
  }

  /// Writes a period as ``description(of:_:)`` says.
  package func write(_ period: Int32, _ unit: PeriodUnit, to cursor: inout TextCursor) {
    /// The year, and the part of it that the period is.
    func putParts(_ perYear: Int, _ letter: UInt8? = nil) {
      let year = Self.floorDivide(Int(period), perYear)
      let part = Int(period) - year * perYear + 1
      cursor.put(year, digits: 4)
      cursor.put(UInt8(ascii: "-"))
      if let letter { cursor.put(letter) }
      cursor.put(part, digits: letter == nil ? 2 : 1)
    }
    switch unit {
    case .day: CivilDate(dayNumber: Int(period)).write(to: &cursor)
    case .week:
      // An ISO week belongs to the year of its Thursday.
      let thursday = Int(start(of: period, .week)) + 3
      let year = CivilDate(dayNumber: thursday).year
      let first = CivilDate(year: year, month: 1, day: 1).dayNumber
      cursor.put(year, digits: 4)
      cursor.put("-W")
      cursor.put((thursday - first) / 7 + 1, digits: 2)
    case .month: putParts(12)
    case .quarter: putParts(4, UInt8(ascii: "Q"))
    case .half: putParts(2, UInt8(ascii: "H"))
    case .year: cursor.put(Int(period), digits: 4)
    case .fiscalQuarter:
      cursor.put("FY")
      putParts(4, UInt8(ascii: "Q"))
    case .fiscalHalf:
      cursor.put("FY")
      putParts(2, UInt8(ascii: "H"))
    case .fiscalYear:
      cursor.put("FY")
      cursor.put(Int(period), digits: 4)
    }
  }
}
