import Columns
import Messages

extension Execution {
  /// Columns of one type brought to one storage, so that their values can stand in one column:
  /// decimals at the largest scale (reals beside them make all real), texts with one dictionary.
  ///
  /// - Throws: P501 where a decimal leaves 64 bits at the larger scale.
  func unified(_ columns: [Column], at span: Span) throws(Diagnostic) -> [Column] {
    // A column without any value may have been stored as anything: the others decide.
    guard let model = columns.first(where: { !$0.isAllMissing }) ?? columns.first else { return [] }
    switch model {
    case .decimal, .real:
      let isReal = columns.contains { if case .real = $0 { !$0.isAllMissing } else { false } }
      let scale = columns.reduce(0) { largest, column in
        if case .decimal(_, let scale) = column { max(largest, scale) } else { largest }
      }
      var result: [Column] = []
      for column in columns {
        result.append(
          isReal
            ? .real(try reals(of: column)) : try decimals(of: column, scale: scale, at: span))
      }
      return result
    case .text: return try merged(columns)
    case .day:
      return columns.map { if case .day = $0 { $0 } else { .day(Self.absent($0, Missing.day)) } }
    case .truth:
      return columns.map {
        if case .truth = $0 { $0 } else { .truth(Self.absent($0, Missing.truth)) }
      }
    case .row:
      return columns.map { if case .row = $0 { $0 } else { .row(Self.absent($0, Missing.code)) } }
    case .period(_, let unit):
      return columns.map {
        if case .period = $0 { $0 } else { .period(Self.absent($0, Missing.day), unit) }
      }
    }
  }

  private static func absent<Element>(_ column: Column, _ missing: Element) -> [Element] {
    Array(repeating: missing, count: column.count)
  }

  private func reals(of column: Column) throws(Diagnostic) -> Buffer<Double> {
    switch column {
    case .real(let values): values
    case .decimal(let values, let scale):
      Buffer(
        try mapped(values) { units in
          units == Missing.decimal ? Missing.real : Decimal(units: units, scale: scale).real
        })
    case .day, .truth, .text, .row, .period: Buffer(repeating: Missing.real, count: column.count)
    }
  }

  private func decimals(
    of column: Column, scale: Int, at span: Span
  ) throws(Diagnostic) -> Column {
    guard case .decimal(let values, let own) = column else {
      return .decimal(Self.absent(column, Missing.decimal), scale: scale)
    }
    if own == scale { return column }
    let rescaled: [Int64] = try filled(values.count) { (rows, target) throws(Diagnostic) in
      for row in rows {
        var units: Int64? = values[row]
        if values[row] != Missing.decimal {
          units = Decimal(units: values[row], scale: own).rescaled(to: scale)
        }
        guard let units else {
          throw Fault.overflow("a number beside others with \(scale) decimals", at: span)
        }
        (target + row).initialize(to: units)
      }
    }
    return .decimal(rescaled, scale: scale)
  }

  /// Text columns with one dictionary: the first one's codes stay.
  private func merged(_ columns: [Column]) throws(Diagnostic) -> [Column] {
    var dictionaries: [TextDictionary] = []
    for case .text(_, let dictionary) in columns
    where !dictionaries.contains(where: dictionary.agrees) {
      dictionaries.append(dictionary)
    }
    guard var all = dictionaries.first else { return columns }
    var codes: [[Int32]] = []
    if dictionaries.count > 1 {
      var interner = TextInterner()
      for dictionary in dictionaries {
        codes.append(try self.codes(of: dictionary, in: &interner))
      }
      all = interner.dictionary
    }
    var result: [Column] = []
    for column in columns {
      if case .text(let values, let dictionary) = column,
        let index = dictionaries.firstIndex(where: dictionary.agrees)
      {
        result.append(
          index == 0
            ? .text(values, all)
            : .text(try gathered(codes[index], values, missing: Missing.code), all))
      } else {
        result.append(.text(Self.absent(column, Missing.code), all))
      }
    }
    return result
  }

  /// The code that each text of a dictionary has, or gets, among the texts of an interner.
  func codes(
    of dictionary: TextDictionary, in interner: inout TextInterner
  ) throws(Diagnostic) -> [Int32] {
    var codes: [Int32] = []
    codes.reserveCapacity(dictionary.count)
    try inOrder(dictionary.count) { (range: Range<Int>) in
      for code in range {
        codes.append(dictionary.withUTF8(of: code) { interner.intern($0) })
      }
    }
    return codes
  }

  /// The rows of several columns of one storage end to end.
  func concatenated(_ columns: [Column], at span: Span) throws(Diagnostic) -> Column {
    let columns = try unified(columns, at: span)
    if columns.count == 1 { return columns[0] }
    switch columns.first {
    case .decimal(_, let scale):
      return .decimal(
        try joined(columns) { if case .decimal(let units, _) = $0 { units } else { [] } },
        scale: scale)
    case .real:
      return .real(try joined(columns) { if case .real(let values) = $0 { values } else { [] } })
    case .truth:
      return .truth(try joined(columns) { if case .truth(let values) = $0 { values } else { [] } })
    case .day: return .day(try joined(columns) { $0.narrow ?? [] })
    case .text(_, let dictionary): return .text(try joined(columns) { $0.narrow ?? [] }, dictionary)
    case .row: return .row(try joined(columns) { $0.narrow ?? [] })
    case .period(_, let unit): return .period(try joined(columns) { $0.narrow ?? [] }, unit)
    case nil: return .truth([])
    }
  }

  private func joined<Element>(
    _ columns: [Column], _ values: (Column) -> Buffer<Element>
  ) throws(Diagnostic) -> [Element] {
    try joined(columns.map(values))
  }

  /// Arrays or buffers end to end.
  func joined<Elements: Contiguous>(
    _ arrays: [Elements]
  ) throws(Diagnostic) -> [Elements.Element] where Elements.Element: BitwiseCopyable {
    var starts = [0]
    for array in arrays { starts.append(starts[starts.count - 1] + array.count) }
    return try filled(starts[arrays.count]) { places, target in
      var number = starts.lastPlace(notAbove: places.lowerBound)
      var place = places.lowerBound
      while place < places.upperBound {
        let start = starts[number]
        let end = min(places.upperBound, starts[number + 1])
        arrays[number].withUnsafeBufferPointer { elements in
          guard place < end, let base = elements.baseAddress else { return }
          (target + place).initialize(from: base + (place - start), count: end - place)
        }
        place = end
        number += 1
      }
    }
  }
}

extension [Int] {
  /// The place of the last of some ascending numbers, the first of which is 0, that isn't above one.
  fileprivate func lastPlace(notAbove number: Int) -> Int {
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if self[middle] <= number { low = middle } else { high = middle }
    }
    return low
  }
}

extension TextDictionary {
  /// Whether both hold the same texts under the same codes; at once where they share their buffers.
  func agrees(with other: TextDictionary) -> Bool {
    offsets == other.offsets && bytes == other.bytes
  }
}

extension Column {
  /// Whether no row has a value.
  var isAllMissing: Bool {
    switch self {
    case .decimal(let values, _): values.allSatisfy { $0 == Missing.decimal }
    case .real(let values): values.allSatisfy(\.isNaN)
    case .day(let values), .period(let values, _): values.allSatisfy { $0 == Missing.day }
    case .truth(let values): values.allSatisfy { $0 == Missing.truth }
    case .text(let codes, _): codes.allSatisfy { $0 == Missing.code }
    case .row(let rows): rows.allSatisfy { $0 == Missing.code }
    }
  }
}
