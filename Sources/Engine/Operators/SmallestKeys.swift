import Columns
import Messages

/// The smallest few keys of each group, kept in heaps whose root is the largest kept.
struct SmallestKeys {
  /// Heap `g` has room in `keys[starts[g]..<starts[g + 1]]` and holds the first `sizes[g]`.
  private var keys: [UInt64]
  private let starts: [Int]
  private var sizes: [Int]

  /// - Parameter rooms: how many keys to keep for each group.
  init(rooms: [Int]) {
    var starts = [0]
    for room in rooms { starts.append(starts[starts.count - 1] + room) }
    self.starts = starts
    keys = Array(repeating: 0, count: starts[rooms.count])
    sizes = Array(repeating: 0, count: rooms.count)
  }

  /// The largest kept key of a group, once there is no room: a larger one cannot be among the few.
  @inline(__always)
  func limit(of group: Int) -> UInt64 {
    if sizes[group] < starts[group + 1] - starts[group] { return .max }
    return sizes[group] == 0 ? 0 : keys[starts[group]]
  }

  mutating func offer(_ key: UInt64, to group: Int) {
    let start = starts[group]
    let room = starts[group + 1] - start
    if sizes[group] < room {
      keys[start + sizes[group]] = key
      sizes[group] += 1
      siftUp(start: start, from: sizes[group] - 1)
    } else if room > 0, key < keys[start] {
      keys[start] = key
      siftDown(start: start, size: room)
    }
  }

  mutating func offerAll(of other: SmallestKeys) {
    for group in sizes.indices {
      for index in 0..<other.sizes[group] {
        offer(other.keys[other.starts[group] + index], to: group)
      }
    }
  }

  private mutating func siftUp(start: Int, from index: Int) {
    var child = index
    while child > 0 {
      let parent = (child - 1) / 2
      if keys[start + parent] >= keys[start + child] { return }
      keys.swapAt(start + parent, start + child)
      child = parent
    }
  }

  private mutating func siftDown(start: Int, size: Int) {
    var parent = 0
    while true {
      var largest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < size {
        if keys[start + child] > keys[start + largest] { largest = child }
      }
      if largest == parent { return }
      keys.swapAt(start + parent, start + largest)
      parent = largest
    }
  }
}

extension Execution {
  /// The rows, ascending, that may be among the first `count` of their group: those whose key isn't
  /// behind the group's `count`-th smallest.
  func candidates(
    for count: Int, keys: [UInt64], grouping: Grouping?
  ) throws(Diagnostic) -> [Int32] {
    if count >= keys.count { return try ascending(keys.count) }
    guard let grouping else { return try candidates(for: count, keys: keys) }
    var rooms = [Int](repeating: 0, count: grouping.count)
    try inOrder(keys.count) { (range: Range<Int>) in
      for group in grouping.groupOf[range] where rooms[Int(group)] < count {
        rooms[Int(group)] += 1
      }
    }
    var smallest = SmallestKeys(rooms: rooms)
    try inOrder(keys.count) { (range: Range<Int>) in
      for row in range {
        let group = Int(grouping.groupOf[row])
        if keys[row] < smallest.limit(of: group) { smallest.offer(keys[row], to: group) }
      }
    }
    var rows: [Int32] = []
    try inOrder(keys.count) { (range: Range<Int>) in
      for row in range where keys[row] <= smallest.limit(of: Int(grouping.groupOf[row])) {
        rows.append(Int32(truncatingIfNeeded: row))
      }
    }
    return rows
  }

  private func candidates(for count: Int, keys: [UInt64]) throws(Diagnostic) -> [Int32] {
    if count == 0 { return [] }
    let states = try parallel(count: keys.count, state: { SmallestKeys(rooms: [count]) }) {
      (smallest: inout SmallestKeys, range: Range<Int>) in
      var limit = smallest.limit(of: 0)
      for row in range where keys[row] < limit {
        smallest.offer(keys[row], to: 0)
        limit = smallest.limit(of: 0)
      }
    }
    var smallest = states[0]
    for other in states.dropFirst() { smallest.offerAll(of: other) }
    let limit = smallest.limit(of: 0)
    var rows: [Int32] = []
    try inOrder(keys.count) { (range: Range<Int>) in
      for row in range where keys[row] <= limit { rows.append(Int32(truncatingIfNeeded: row)) }
    }
    return rows
  }
}
