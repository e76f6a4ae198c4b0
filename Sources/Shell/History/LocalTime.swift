import Columns
import Glibc

/// A moment as the clock on the wall shows it.
package struct LocalTime: Sendable, Hashable {
  /// Days since 1970-01-01.
  package var day: Int32
  var hour: Int
  var minute: Int
  var second: Int

  /// - Parameter milliseconds: since 1970-01-01 UTC.
  package init(_ milliseconds: Int64) {
    var seconds = time_t(milliseconds / 1_000)
    var local = tm()
    localtime_r(&seconds, &local)
    let date = CivilDate(
      year: Int(local.tm_year) + 1_900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))
    day = Int32(clamping: date.dayNumber)
    (hour, minute, second) = (Int(local.tm_hour), Int(local.tm_min), Int(local.tm_sec))
  }

  package static var now: LocalTime { LocalTime(Meter.wallClockMilliseconds) }

  /// `14:03:22`.
  package var time: String {
    [hour, minute, second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
