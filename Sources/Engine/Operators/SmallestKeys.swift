/// The smallest few keys of each group, kept in heaps whose root is the largest kept.
struct SmallestKeys {
  /// Heap `g` has room in `keys[g × room..<(g + 1) × room]` and holds the first `sizes[g]`.
  private let keys: Cells<UInt64>
  private let sizes: Cells<Int32>
  /// The largest kept key of a group once there is no room: a larger one cannot be among the few.
  ///
  /// - Shape: `[group]`, `UInt64.max` while there is room.
  let limits: Cells<UInt64>
  let room: Int

  /// - Parameter room: how many keys to keep for each group, at least 1.
  init(groups: Int, room: Int) {
    self.room = room
    keys = Cells(repeating: 0, count: groups * room)
    sizes = Cells(repeating: 0, count: groups)
    limits = Cells(repeating: .max, count: groups)
  }

  func offer(_ key: UInt64, to group: Int) {
    let heap = keys.pointer + group * room
    let size = Int(sizes.pointer[group])
    if size < room {
      heap[size] = key
      sizes.pointer[group] += 1
      siftUp(heap, from: size)
    } else if key < heap[0] {
      heap[0] = key
      siftDown(heap)
    }
    if sizes.pointer[group] == room { limits.pointer[group] = heap[0] }
  }

  func offerAll(of other: SmallestKeys) {
    for group in 0..<sizes.count {
      for index in 0..<Int(other.sizes.pointer[group]) {
        offer(other.keys.pointer[group * room + index], to: group)
      }
    }
  }

  private func siftUp(_ heap: UnsafeMutablePointer<UInt64>, from index: Int) {
    var child = index
    while child > 0 {
      let parent = (child - 1) / 2
      if heap[parent] >= heap[child] { return }
      swap(&heap[parent], &heap[child])
      child = parent
    }
  }

  private func siftDown(_ heap: UnsafeMutablePointer<UInt64>) {
    var parent = 0
    while 2 * parent + 1 < room {
      var largest = 2 * parent + 1
      if largest + 1 < room, heap[largest + 1] > heap[largest] { largest += 1 }
      if heap[parent] >= heap[largest] { return }
      swap(&heap[parent], &heap[largest])
      parent = largest
    }
  }
}
