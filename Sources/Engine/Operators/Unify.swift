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
            ? .real(reals(of: column)) : try decimals(of: column, scale: scale, at: span))
      }
      return result
    case .text: return merged(columns)
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

  private func reals(of column: Column) -> [Double] {
    switch column {
    case .real(let values): values.array
    case .decimal(let values, let scale):
      values.map {
        $0 == Missing.decimal ? Missing.real : Decimal(units: $0, scale: scale).real
      }
    case .day, .truth, .text, .row, .period: Self.absent(column, Missing.real)
    }
  }

  private func decimals(
    of column: Column, scale: Int, at span: Span
  ) throws(Diagnostic) -> Column {
    guard case .decimal(let values, let own) = column else {
      return .decimal(Self.absent(column, Missing.decimal), scale: scale)
    }
    if own == scale { return column }
    var result = values.array
    for row in result.indices where result[row] != Missing.decimal {
      guard let units = Decimal(units: result[row], scale: own).rescaled(to: scale) else {
        throw Fault.overflow("a number beside others with \(scale) decimals", at: span)
      }
      result[row] = units
    }
    return .decimal(result, scale: scale)
  }

  /// Text columns with one dictionary: the first one's codes stay.
  private func merged(_ columns: [Column]) -> [Column] {
    var dictionaries: [TextDictionary] = []
    for case .text(_, let dictionary) in columns
    where !dictionaries.contains(where: dictionary.agrees) {
      dictionaries.append(dictionary)
    }
    guard let first = dictionaries.first else { return columns }
    if dictionaries.count == 1 {
      return columns.map {
        if case .text = $0 { $0 } else { .text(Self.absent($0, Missing.code), first) }
      }
    }
    var interner = TextInterner()
    let codes = dictionaries.map { dictionary in dictionary.map { interner.intern($0) } }
    let all = interner.dictionary
    return columns.map { column in
      guard case .text(let values, let dictionary) = column,
        let index = dictionaries.firstIndex(where: dictionary.agrees)
      else { return .text(Self.absent(column, Missing.code), all) }
      return .text(gather(codes[index], values, missing: Missing.code), all)
    }
  }

  /// The rows of several columns of one storage end to end.
  func concatenated(_ columns: [Column], at span: Span) throws(Diagnostic) -> Column {
    let columns = try unified(columns, at: span)
    return columns.dropFirst().reduce(columns.first ?? .truth([])) { $0.joined(with: $1) }
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

  /// The rows of both; the other one has this one's storage, scale and dictionary.
  fileprivate func joined(with other: Column) -> Column {
    switch (self, other) {
    case (.decimal(let left, let scale), .decimal(let right, _)):
      .decimal(left.array + right, scale: scale)
    case (.real(let left), .real(let right)): .real(left.array + right)
    case (.day(let left), .day(let right)): .day(left.array + right)
    case (.truth(let left), .truth(let right)): .truth(left.array + right)
    case (.text(let left, let dictionary), .text(let right, _)):
      .text(left.array + right, dictionary)
    case (.row(let left), .row(let right)): .row(left.array + right)
    case (.period(let left, let unit), .period(let right, _)): .period(left.array + right, unit)
    default: self
    }
  }
}
