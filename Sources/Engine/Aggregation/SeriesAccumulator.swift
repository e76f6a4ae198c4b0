import Columns
import Messages
import Plan

/// The values themselves with their groups and rows, missing ones too: for what draws them in order.
final class SeriesAccumulator: Accumulator {
  private struct Entry {
    var row: Int32
    var group: Int32
    /// Units or the bits of a double.
    var value: Int64
  }

  let node: Node
  private var entries: [Entry] = []

  init(_ node: Node) {
    self.node = node
    super.init()
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let new = Cells(repeating: Entry(row: 0, group: 0, value: 0), count: batch.count)
    let pointer = new.pointer
    each(batch, groups) { index, row, group in
      pointer[index].row = Int32(truncatingIfNeeded: row)
      pointer[index].group = Int32(truncatingIfNeeded: group)
    }
    switch try evaluator.evaluate(node, batch) {
    case .real(let values):
      values.withUnsafeBufferPointer { values in
        for index in 0..<batch.count {
          let value = values[index]
          pointer[index].value =
            value.isNaN ? Missing.decimal : Int64(bitPattern: value.bitPattern)
        }
      }
    case .wide(let values):
      values.withUnsafeBufferPointer { values in
        for index in 0..<batch.count { pointer[index].value = values[index] }
      }
    case .narrow, .truth: return
    }
    entries.append(contentsOf: UnsafeBufferPointer(start: pointer, count: batch.count))
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? SeriesAccumulator else { return }
    entries += other.entries
  }

  /// Each group's values as a line of marks, in the order of the rows.
  ///
  /// - Shape: `[group]`; missing for a group without rows.
  func sparklines(groups: Int) -> Column {
    var offsets = [Int](repeating: 0, count: groups + 1)
    for entry in entries { offsets[Int(entry.group) + 1] += 1 }
    for group in 0..<groups { offsets[group + 1] += offsets[group] }
    var next = offsets
    var sorted = entries
    for entry in entries {
      sorted[next[Int(entry.group)]] = entry
      next[Int(entry.group)] += 1
    }
    var interner = TextInterner()
    var codes = [Int32](repeating: Missing.code, count: groups)
    for group in 0..<groups where offsets[group] < offsets[group + 1] {
      // Threads take the rows in pieces, so that only within a piece they are in order.
      let values = sorted[offsets[group]..<offsets[group + 1]]
        .sorted { $0.row < $1.row }.map(\.value)
      codes[group] = interner.intern(
        node.isReal
          ? Sparkline.text(
            values.map {
              $0 == Missing.decimal ? .nan : Double(bitPattern: UInt64(bitPattern: $0))
            })
          : Sparkline.text(values))
    }
    return .text(codes, interner.dictionary)
  }
}

/// A line of small bars from the lowest value, but at least from 0, up to the highest.
enum Sparkline {
  private static let marks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// In the place of a missing value.
  private static let gap: Character = "·"

  static func text(_ units: [Int64]) -> String {
    let present = units.lazy.filter { $0 != Missing.decimal }.map { Int128($0) }
    let low = min(0, present.min() ?? 0)
    let height = max(0, present.max() ?? 0) - low
    let steps = Int128(marks.count - 1)
    return String(
      units.map { unit in
        if unit == Missing.decimal { return gap }
        if height == 0 { return marks[0] }
        // Rounded exactly, halves up.
        return marks[Int((2 * steps * (Int128(unit) - low) + height) / (2 * height))]
      })
  }

  static func text(_ values: [Double]) -> String {
    let present = values.lazy.filter(\.isFinite)
    // Halved, so that the distance between two huge values is a number.
    let low = min(0, present.min() ?? 0) / 2
    let height = max(0, present.max() ?? 0) / 2 - low
    let steps = Double(marks.count - 1)
    return String(
      values.map { value in
        if !value.isFinite { return gap }
        if height == 0 { return marks[0] }
        return marks[Int(((value / 2 - low) / height * steps).rounded())]
      })
  }
}
