/// One column of a table or of a result: a contiguous buffer of one storage type.
///
/// - Shape: every case holds `[row]`; missing values as ``Missing`` says.
public enum Column: Sendable {
  /// Exact decimals: value = units ÷ 10^scale.
  case decimal(Buffer<Int64>, scale: Int)
  /// IEEE doubles: what a division, an average or a deviation gave.
  case real(Buffer<Double>)
  /// Days since 1970-01-01.
  case day(Buffer<Int32>)
  /// 0 false, 1 true.
  case truth(Buffer<UInt8>)
  /// Codes into a dictionary that holds each text once.
  case text(Buffer<Int32>, TextDictionary)
  /// Row numbers in the table that the column's entity type names.
  case row(Buffer<Int32>)
  /// Periods by their number within the unit; see ``Calendar``.
  case period(Buffer<Int32>, PeriodUnit)

  @inlinable public var count: Int {
    switch self {
    case .decimal(let values, _): values.count
    case .real(let values): values.count
    case .day(let values): values.count
    case .truth(let values): values.count
    case .text(let codes, _): codes.count
    case .row(let rows): rows.count
    case .period(let values, _): values.count
    }
  }

  /// How much of the buffer each row takes up; what a dictionary holds is not counted.
  public var bytesPerRow: Int {
    switch self {
    case .decimal, .real: 8
    case .day, .text, .row, .period: 4
    case .truth: 1
    }
  }

  /// The value at a row, boxed: for output and for tests, never for loops.
  public subscript(row: Int) -> Value {
    switch self {
    case .decimal(let values, let scale):
      values[row] == Missing.decimal
        ? .missing : .decimal(Decimal(units: values[row], scale: scale))
    case .real(let values):
      values[row].isNaN ? .missing : .real(values[row])
    case .day(let values):
      values[row] == Missing.day ? .missing : .day(values[row])
    case .truth(let values):
      values[row] == Missing.truth ? .missing : .truth(values[row] == 1)
    case .text(let codes, let dictionary):
      codes[row] == Missing.code ? .missing : .text(dictionary[Int(codes[row])])
    case .row(let rows):
      rows[row] == Missing.code ? .missing : .row(rows[row])
    case .period(let values, let unit):
      values[row] == Missing.day ? .missing : .period(values[row], unit)
    }
  }
}
