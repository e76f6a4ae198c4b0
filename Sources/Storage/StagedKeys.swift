import Columns

/// The keys of a column as its file has them; see ``Key``.
final class StagedKeys {
  /// Nil without rows.
  private let staging: KeyStaging?
  let stretches: [Stretch]
  /// The texts of each region, by the codes that its keys use.
  let dictionaries: [TextDictionary]

  init(staging: KeyStaging?, stretches: [Stretch], dictionaries: [TextDictionary]) {
    self.staging = staging
    self.stretches = stretches
    self.dictionaries = dictionaries
  }

  var count: Int { stretches.reduce(0) { $0 + $1.count } }

  /// The keys of one region.
  func keys(_ region: Int) -> UnsafeBufferPointer<Int64> {
    guard let staging else { return UnsafeBufferPointer(start: nil, count: 0) }
    let stretch = stretches[region]
    return UnsafeBufferPointer(start: staging.base + stretch.offset, count: stretch.count)
  }

  /// Whole numbers where all are; otherwise all as texts, numbers in the way that they were written.
  var column: Column {
    if dictionaries.allSatisfy({ $0.count == 0 }) { return .decimal(numbers, scale: 0) }
    var interner = TextInterner()
    var codes: [Int32] = []
    codes.reserveCapacity(count)
    for region in stretches.indices {
      for key in keys(region) {
        if key == Missing.decimal {
          codes.append(Missing.code)
        } else {
          codes.append(interner.intern(text(key, region)))
        }
      }
    }
    return .text(codes, interner.dictionary)
  }

  /// All keys, where none is a text.
  private var numbers: [Int64] {
    var numbers: [Int64] = []
    numbers.reserveCapacity(count)
    for region in stretches.indices { numbers.append(contentsOf: keys(region)) }
    return numbers
  }

  /// A key as its file spells it.
  func text(_ key: Int64, _ region: Int) -> String {
    guard let code = Key.code(key) else { return String(key) }
    return dictionaries[region][code]
  }
}

extension StagedKeys {
  /// The keys of a link without rows.
  static var empty: StagedKeys { StagedKeys(staging: nil, stretches: [], dictionaries: []) }
}
