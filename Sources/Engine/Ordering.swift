import Columns
import Messages
import Model
import Plan

extension Execution {
  /// A number per row whose order is the order of the type's values: equal values have equal
  /// numbers, and missing has the largest, `Int64.max`.
  func orderNumbers(_ column: Column, type: ValueType) throws(Diagnostic) -> [Int64] {
    try mapped(sortKeys(of: column, type: type).values) { Int64(bitPattern: $0 ^ (1 << 63)) }
  }

  /// Each dictionary entry's place in the order of its type: by code point; a choice's values as
  /// declared, then the others by code point.
  func ranks(of dictionary: TextDictionary, type: ValueType) throws(Diagnostic) -> [Int32] {
    try inverted(textOrder(of: ascending(dictionary.count), in: dictionary, type: type))
  }

  /// Each row's place in the order of an entity's rows: display name, then id, then row.
  func ranks(of entity: EntityID) throws(Diagnostic) -> [Int32] {
    try inverted(displayOrder(of: ascending(world.table(entity).rowCount), entity: entity))
  }

  /// The place of each number in an order of all numbers from 0.
  func inverted(_ order: [Int32]) throws(Diagnostic) -> [Int32] {
    var places = [Int32](repeating: 0, count: order.count)
    try inOrder(order.count) { (range: Range<Int>) in
      for place in range { places[Int(order[place])] = Int32(truncatingIfNeeded: place) }
    }
    return places
  }

  /// A node whose numbers have the order of the type, and the codes that stand at each rank.
  func ordered(
    _ node: Node, type: ValueType
  ) throws(Diagnostic) -> (node: Node, codes: [Int32]) {
    let ranks: [Int32]
    switch node.storage {
    case .text(let dictionary): ranks = try self.ranks(of: dictionary, type: type)
    case .row:
      guard case .entity(let entity) = type else { return (node, []) }
      ranks = try self.ranks(of: entity)
    case .decimal, .real, .day, .truth, .period: return (node, [])
    }
    let ranked = Node(
      .lookup(.row([Missing.code] + ranks), by: node, low: nil), .row,
      mayBeMissing: node.mayBeMissing, isDelicate: node.isDelicate, source: node.source)
    return (ranked, try inverted(ranks))
  }

  /// Dictionary codes in the order of their texts: by code point, or as a choice's values.
  func textOrder(
    of codes: [Int32], in dictionary: TextDictionary, type: ValueType
  ) throws(Diagnostic) -> [Int32] {
    let byText = try codePointOrder(of: codes, in: dictionary)
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
  func displayOrder(of rows: [Int32], entity: EntityID) throws(Diagnostic) -> [Int32] {
    let table = world.table(entity)
    let description = world.catalog[entity]
    var keys: [SortKeys] = []
    for field in [description.displayField, description.idField].compactMap({ $0 }) {
      // A name that is itself an entity is ordered as stored: links may run in a circle.
      let isLink = description.fields[field].target != nil
      keys.append(
        try sortKeys(
          of: gathered(table.columns[field], rows),
          type: isLink ? .number : description.fields[field].type))
    }
    return try gathered(
      rows, sortedRows(count: rows.count, keys: keys), missing: Missing.code)
  }

  /// Dictionary codes by the code points of their texts, which in UTF-8 is by bytes.
  private func codePointOrder(
    of codes: [Int32], in dictionary: TextDictionary
  ) throws(Diagnostic) -> [Int32] {
    try dictionary.bytes.withUnsafeBufferPointer { bytes throws(Diagnostic) in
      let bytes = UnsafeRawBufferPointer(bytes)
      let common = try commonPrefix(of: codes, in: dictionary, bytes)
      // The first eight bytes behind what all begin with nearly always decide.
      let prefixes = try produced(codes.count) { place in
        dictionary.prefix(of: codes[place], behind: common, in: bytes)
      }
      let order = try sortedRows(count: codes.count, keys: [SortKeys(prefixes)])
      var sorted = try gathered(codes, order, missing: Missing.code)
      var start = 0
      try inOrder(sorted.count) { (range: Range<Int>) in
        for place in range {
          let isLast =
            place + 1 == sorted.count
            || prefixes[Int(order[place])] != prefixes[Int(order[place + 1])]
          if !isLast { continue }
          if start < place {
            sorted[start...place].sort { dictionary.isBefore($0, $1, in: bytes) }
          }
          start = place + 1
        }
      }
      return sorted
    }
  }

  /// How many bytes all of the texts begin with: `customer 1`, `customer 2` share nine.
  private func commonPrefix(
    of codes: [Int32], in dictionary: TextDictionary, _ bytes: UnsafeRawBufferPointer
  ) throws(Diagnostic) -> Int {
    guard let first = codes.first else { return 0 }
    let start = dictionary.offsets[Int(first)]
    var length = dictionary.offsets[Int(first) + 1] - start
    try inOrder(codes.count) { (range: Range<Int>) in
      for place in range where length > 0 {
        let other = dictionary.offsets[Int(codes[place])]
        length = min(length, dictionary.offsets[Int(codes[place]) + 1] - other)
        var same = 0
        while same < length, bytes[start + same] == bytes[other + same] { same += 1 }
        length = same
      }
    }
    return length
  }
}

extension TextDictionary {
  /// Eight bytes of a text from a place on as a number, the first one highest; 0 behind its end.
  fileprivate func prefix(
    of code: Int32, behind place: Int, in bytes: UnsafeRawBufferPointer
  ) -> UInt64 {
    let start = offsets[Int(code)] + place
    let end = offsets[Int(code) + 1]
    if end - start >= 8 {
      return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
    return (start..<start + 8).reduce(0) { key, index in
      key << 8 | (index < end ? UInt64(bytes[index]) : 0)
    }
  }

  fileprivate func isBefore(
    _ left: Int32, _ right: Int32, in bytes: UnsafeRawBufferPointer
  ) -> Bool {
    bytes[offsets[Int(left)]..<offsets[Int(left) + 1]].lexicographicallyPrecedes(
      bytes[offsets[Int(right)]..<offsets[Int(right) + 1]])
  }
}
