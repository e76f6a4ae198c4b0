// Columns of arrays, written as their cases are.

extension Column {
  @inlinable public static func decimal(_ units: [Int64], scale: Int) -> Column {
    .decimal(Buffer(units), scale: scale)
  }

  @inlinable public static func real(_ values: [Double]) -> Column { .real(Buffer(values)) }

  @inlinable public static func day(_ days: [Int32]) -> Column { .day(Buffer(days)) }

  @inlinable public static func truth(_ truths: [UInt8]) -> Column { .truth(Buffer(truths)) }

  @inlinable public static func text(_ codes: [Int32], _ dictionary: TextDictionary) -> Column {
    .text(Buffer(codes), dictionary)
  }

  @inlinable public static func row(_ rows: [Int32]) -> Column { .row(Buffer(rows)) }

  @inlinable public static func period(_ periods: [Int32], _ unit: PeriodUnit) -> Column {
    .period(Buffer(periods), unit)
  }
}
