/// The bit patterns that stand for "missing" in each kind of column.
///
/// A column keeps no separate validity: one value of its storage type, which no real value can
/// take, means missing. So a gather carries missingness with it, a scan reads one array instead of
/// two, and a loop tests the value that it has in a register anyway. Loading and arithmetic treat
/// a real value that would collide with the pattern as an overflow.
public enum Missing {
  /// Decimals (numbers, money, percents, durations, whole-number ids).
  public static let decimal = Int64.min
  /// Days and periods.
  public static let day = Int32.min
  /// Dictionary codes and row numbers of links.
  public static let code: Int32 = -1
  /// Booleans, stored as 0, 1 or this.
  public static let truth: UInt8 = 2
  /// Quotients, averages, deviations: any NaN is missing.
  public static let real = Double.nan
}
