import Columns
import Messages
import Plan

/// One contribution to rows' group numbers.
enum GroupPart: Sendable {
  /// The group number itself; negative where the row belongs to no group.
  case direct(Buffer<Int32>)
  /// `table[value − low + 1]`, `table[0]` for missing; `low` is nil for codes and row numbers. The
  /// table holds numbers already multiplied by the part's stride, or `GroupLevel.skipped`.
  case lookup(Buffer<Int32>, low: Int32?, table: [Int32])
  /// `(value − low) × stride`; `missing` is the number for missing.
  case narrow(Buffer<Int32>, low: Int32, absent: Int32, missing: Int32, stride: Int32)
  case wide(Buffer<Int64>, low: Int64, missing: Int32, stride: Int32)
  case truth(Buffer<UInt8>, stride: Int32)
}

extension GroupPart {
  static func direct(_ groups: [Int32]) -> GroupPart { .direct(Buffer(groups)) }
}

/// How rows are put into groups: the sum of some parts, so that no row is hashed.
struct GroupLevel: Sendable {
  /// Far enough below 0 that other parts cannot lift it back.
  static let skipped = Int32.min / 2

  var parts: [GroupPart]
  /// Group numbers are below this.
  var count: Int
  /// Whether some rows belong to no group.
  var maySkip: Bool

  /// Whether finding a group takes more than reading one column.
  var isCostly: Bool {
    if parts.count != 1 { return parts.count > 1 }
    if case .lookup = parts[0] { return true }
    return false
  }

  /// Everything in one group.
  static let whole = GroupLevel(parts: [], count: 1, maySkip: false)

  /// Adds what some parts contribute to the group numbers of a batch's rows.
  static func add(
    _ parts: [GroupPart], of batch: Batch, to groups: UnsafeMutablePointer<Int32>
  ) {
    for part in parts { write(part, batch) { groups[$0] &+= $1 } }
  }

  /// Writes the group numbers of a batch's rows.
  func number(_ batch: Batch, into groups: UnsafeMutablePointer<Int32>) {
    for (index, part) in parts.enumerated() {
      if index == 0 {
        Self.write(part, batch) { groups[$0] = $1 }
      } else {
        Self.write(part, batch) { groups[$0] &+= $1 }
      }
    }
  }

  @inline(__always)
  private static func write(_ part: GroupPart, _ batch: Batch, _ put: (Int, Int32) -> Void) {
    switch part {
    case .direct(let values):
      values.withUnsafeBufferPointer { values in
        each(batch) { put($0, values[$1]) }
      }
    case .lookup(let values, let low, let table):
      values.withUnsafeBufferPointer { values in
        table.withUnsafeBufferPointer { table in
          if let low {
            let shift = Int(low) - 1
            each(batch) { index, row in
              let value = values[row]
              put(index, table[value == Missing.day ? 0 : Int(value) - shift])
            }
          } else {
            each(batch) { put($0, table[Int(values[$1]) + 1]) }
          }
        }
      }
    case .narrow(let values, let low, let absent, let missing, let stride):
      values.withUnsafeBufferPointer { values in
        each(batch) { index, row in
          let value = values[row]
          put(index, value == absent ? missing : (value &- low) &* stride)
        }
      }
    case .wide(let values, let low, let missing, let stride):
      values.withUnsafeBufferPointer { values in
        each(batch) { index, row in
          let value = values[row]
          put(
            index,
            value == Missing.decimal
              ? missing : Int32(truncatingIfNeeded: value &- low) &* stride)
        }
      }
    case .truth(let values, let stride):
      values.withUnsafeBufferPointer { values in
        each(batch) { put($0, Int32(values[$1]) &* stride) }
      }
    }
  }

  @inline(__always)
  private static func each(_ batch: Batch, _ body: (Int, Int) -> Void) {
    if let rows = batch.rows {
      for index in 0..<batch.count { body(index, Int(rows[index])) }
    } else {
      for index in 0..<batch.count { body(index, batch.start &+ index) }
    }
  }
}

/// Group numbers for the rows of batches; one per thread.
final class GroupNumberer {
  private let groups: UnsafeMutablePointer<Int32>
  private let rows: UnsafeMutablePointer<Int32>

  init(capacity: Int) {
    groups = .allocate(capacity: capacity)
    rows = .allocate(capacity: capacity)
  }

  deinit {
    groups.deallocate()
    rows.deallocate()
  }

  /// Writes the group of each row of a batch to the place of the row behind `start`.
  func number(
    _ batch: Batch, by level: GroupLevel, at start: Int,
    into byRow: UnsafeMutablePointer<Int32>
  ) {
    guard let rows = batch.rows else {
      level.number(batch, into: byRow + (batch.start - start))
      return
    }
    level.number(batch, into: groups)
    for index in 0..<batch.count { byRow[Int(rows[index]) &- start] = groups[index] }
  }

  /// The groups of all rows of a batch, behind so many groups for rows that belong to none; in a
  /// buffer that lasts until the next call.
  func number(_ batch: Batch, by level: GroupLevel, padding: Int) -> UnsafeMutablePointer<Int32> {
    level.number(batch, into: groups)
    if padding > 0 { pad(batch.count, padding) }
    return groups
  }

  /// Moves groups up, and rows of no group into the first ones in turn.
  private func pad(_ count: Int, _ padding: Int) {
    let padding = Int32(truncatingIfNeeded: padding)
    for index in 0..<count {
      let group = groups[index]
      groups[index] =
        group >= 0 ? group &+ padding : Int32(truncatingIfNeeded: index) & (padding &- 1)
    }
  }

  /// The rows of a batch that belong to a group, and their groups; nil where all are in one group.
  /// Both point into buffers that last until the next call.
  ///
  /// - Parameters:
  ///   - byRow: groups that have been written by row already, the first one that of `start`.
  ///   - padding: a power of 2, the number of groups in front for rows that belong to none; 0 where
  ///     these are left out.
  func number(
    _ batch: Batch, by level: GroupLevel, byRow: UnsafePointer<Int32>? = nil, start: Int = 0,
    padding: Int = 0
  ) -> (batch: Batch, groups: UnsafePointer<Int32>?) {
    if level.parts.isEmpty { return (batch, nil) }
    if let byRow {
      if batch.rows == nil, !level.maySkip { return (batch, byRow + (batch.start - start)) }
      for index in 0..<batch.count { groups[index] = byRow[batch[index] &- start] }
    } else {
      level.number(batch, into: groups)
    }
    if !level.maySkip { return (batch, UnsafePointer(groups)) }
    if padding > 0 {
      pad(batch.count, padding)
      return (batch, UnsafePointer(groups))
    }
    var count = 0
    for index in 0..<batch.count {
      let group = groups[index]
      rows[count] = Int32(truncatingIfNeeded: batch[index])
      groups[count] = group
      count += group >= 0 ? 1 : 0
    }
    return (Batch(rows: UnsafePointer(rows), count: count), UnsafePointer(groups))
  }
}
