import Columns
import Model

extension Execution {
  /// A number per row whose order is the order of the type's values: equal values have equal
  /// numbers, and missing has the largest, `Int64.max`.
  func orderNumbers(_ column: Column, type: ValueType) -> [Int64] {
    sortKeys(of: column, type: type).values.map { Int64(bitPattern: $0 ^ (1 << 63)) }
  }

  /// Each dictionary entry's place in the order of its type: by code point; a choice's values as
  /// declared, then the others by code point.
  func ranks(of dictionary: TextDictionary, type: ValueType) -> [Int32] {
    let codes = (0..<Int32(dictionary.count)).map { $0 }
    return inverted(textOrder(of: codes, in: dictionary, type: type))
  }

  /// Each row's place in the order of an entity's rows: display name, then id, then row.
  func ranks(of entity: EntityID) -> [Int32] {
    let rows = (0..<Int32(world.table(entity).rowCount)).map { $0 }
    return inverted(displayOrder(of: rows, entity: entity))
  }

  private func inverted(_ order: [Int32]) -> [Int32] {
    var ranks = [Int32](repeating: 0, count: order.count)
    for (rank, item) in order.enumerated() { ranks[Int(item)] = Int32(truncatingIfNeeded: rank) }
    return ranks
  }

  /// Dictionary codes in the order of their texts: by code point, or as a choice's values.
  func textOrder(
    of codes: [Int32], in dictionary: TextDictionary, type: ValueType
  ) -> [Int32] {
    let byText = dictionary.codePointOrder(of: codes)
    guard case .choice(let list) = type, !list.declared.isEmpty else { return byText }
    var places: [String: Int] = [:]
    for (place, value) in list.declared.enumerated() where places[value.lowercased()] == nil {
      places[value.lowercased()] = place
    }
    var entries = byText.enumerated().map { rank, code in
      let place = places[dictionary[Int(code)].lowercased()] ?? list.declared.count
      return (place: place, rank: rank, code: code)
    }
    entries.sort { ($0.place, $0.rank) < ($1.place, $1.rank) }
    return entries.map(\.code)
  }

  /// Rows of an entity by display name, then id, then as stored.
  func displayOrder(of rows: [Int32], entity: EntityID) -> [Int32] {
    let table = world.table(entity)
    let description = world.catalog[entity]
    var keys: [SortKeys] = []
    for field in [description.displayField, description.idField].compactMap({ $0 }) {
      // A name that is itself an entity is ordered as stored: links may run in a circle.
      let isLink = description.fields[field].target != nil
      keys.append(
        sortKeys(
          of: table.columns[field].gathered(rows),
          type: isLink ? .number : description.fields[field].type))
    }
    return rowsInOrder(count: rows.count, keys: keys).map { rows[Int($0)] }
  }
}

extension TextDictionary {
  /// Codes by the code points of their texts, which in UTF-8 is by bytes.
  fileprivate func codePointOrder(of codes: [Int32]) -> [Int32] {
    bytes.withUnsafeBufferPointer { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      let offsets = offsets.array
      let common = commonPrefix(of: codes, in: bytes)
      // The first eight bytes behind what all begin with, highest first, nearly always decide.
      func prefix(_ code: Int32) -> UInt64 {
        let start = offsets[Int(code)] + common
        let end = offsets[Int(code) + 1]
        if end - start >= 8 {
          return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        }
        return (start..<start + 8).reduce(0) { key, index in
          key << 8 | (index < end ? UInt64(bytes[index]) : 0)
        }
      }
      func isBefore(_ left: Int32, _ right: Int32) -> Bool {
        bytes[offsets[Int(left)]..<offsets[Int(left) + 1]].lexicographicallyPrecedes(
          bytes[offsets[Int(right)]..<offsets[Int(right) + 1]])
      }
      var entries = codes.map { (prefix: prefix($0), code: $0) }
      entries.sort { left, right in
        left.prefix != right.prefix ? left.prefix < right.prefix : isBefore(left.code, right.code)
      }
      return entries.map(\.code)
    }
  }

  /// How many bytes all of the texts begin with: `customer 1`, `customer 2` share nine.
  private func commonPrefix(of codes: [Int32], in bytes: UnsafeRawBufferPointer) -> Int {
    guard let first = codes.first else { return 0 }
    let start = offsets[Int(first)]
    var length = offsets[Int(first) + 1] - start
    for code in codes {
      let other = offsets[Int(code)]
      length = min(length, offsets[Int(code) + 1] - other)
      var same = 0
      while same < length, bytes[start + same] == bytes[other + same] { same += 1 }
      length = same
      if length == 0 { break }
    }
    return length
  }
}
