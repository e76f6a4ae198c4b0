import Columns
import Model

/// The order of rows by some columns, as `sort` has it: choices as declared, missing last.
struct RowOrder {
  /// For each column what stands for a row's value; infinity for a missing one.
  private enum Ranks {
    case sizes([Double])
    /// By code: its place among the dictionary's texts.
    case codes(Buffer<Int32>, places: [Int])
  }

  private let ranks: [Ranks]

  init(of columns: [ResultColumn]) {
    ranks = columns.map { column in
      guard case .text(let codes, let dictionary) = column.values else {
        return .sizes(Sizes(column.values).values.map { $0.isNaN ? .infinity : $0 })
      }
      return .codes(codes, places: Self.places(of: dictionary, column.type))
    }
  }

  /// For each code its place in the order of the type.
  private static func places(of dictionary: TextDictionary, _ type: ValueType) -> [Int] {
    var declared: [String: Int] = [:]
    if case .choice(let list) = type {
      for (place, value) in list.declared.enumerated() { declared[value.lowercased()] = place }
    }
    let texts = (0..<dictionary.count).map { dictionary[$0] }
    let keys = texts.map { declared[$0.lowercased()] ?? declared.count }
    let order = texts.indices.sorted { one, other in
      keys[one] != keys[other]
        ? keys[one] < keys[other]
        : texts[one].unicodeScalars.lexicographicallyPrecedes(texts[other].unicodeScalars)
    }
    var places = [Int](repeating: 0, count: texts.count)
    for (place, code) in order.enumerated() { places[code] = place }
    return places
  }

  /// Stable.
  func sorted(_ rows: [Int]) -> [Int] {
    let sorted = rows.enumerated().sorted { one, other in
      for ranks in ranks {
        switch ranks {
        case .sizes(let values):
          let (left, right) = (values[one.element], values[other.element])
          if left != right { return left < right }
        case .codes(let codes, let places):
          let (left, right) = (codes[one.element], codes[other.element])
          if left != right {
            if left == Missing.code || right == Missing.code { return right == Missing.code }
            return places[Int(left)] < places[Int(right)]
          }
        }
      }
      return one.offset < other.offset
    }
    return sorted.map(\.element)
  }
}
