/// One value outside of a column: a literal of the language or a cell of a result.
public enum Value: Hashable, Sendable {
  case missing
  case decimal(Decimal)
  case real(Double)
  /// Days since 1970-01-01.
  case day(Int32)
  case truth(Bool)
  case text(String)
  /// A row number of an entity's table.
  case row(Int32)
  /// A period's number within its unit; see ``Calendar``.
  case period(Int32, PeriodUnit)
}
