import Columns
import Glibc

/// Brings the stretches of a staged column together in one array.
enum ColumnJoin {
  /// The values of all stretches, one after the other.
  static func joined<Element: BitwiseCopyable>(
    _ staging: Staging<Element>, _ stretches: [Stretch]
  ) -> [Element] {
    let count = stretches.reduce(0) { $0 + $1.count }
    return [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      guard var target = buffer.baseAddress else { return }
      LargePages.request(target, byteCount: count * MemoryLayout<Element>.stride)
      for stretch in stretches {
        target.initialize(from: staging.base + stretch.offset, count: stretch.count)
        target += stretch.count
      }
      filled = count
    }
  }

  /// Numbers of several scales in units of the finest; nil where one does not fit.
  static func rescaled(
    _ staging: Staging<Int64>, _ stretches: [Stretch], _ scales: [Int], to scale: Int
  ) -> [Int64]? {
    guard firstOverflow(staging, stretches, scales, to: scale) == nil else { return nil }
    for (stretch, from) in zip(stretches, scales) where from != scale {
      let factor = Decimal.powers[scale - from]
      let values = staging.base + stretch.offset
      for row in 0..<stretch.count where values[row] != Missing.decimal {
        values[row] = values[row] &* factor
      }
    }
    return joined(staging, stretches)
  }

  /// The number in the file of the first row whose value leaves 64 bits at a scale.
  static func firstOverflow(
    _ staging: Staging<Int64>, _ stretches: [Stretch], _ scales: [Int], to scale: Int
  ) -> Int? {
    var firstRow = 0
    for (stretch, from) in zip(stretches, scales) {
      if from != scale {
        let limit = Int64.max / Decimal.powers[scale - from]
        let values = staging.base + stretch.offset
        for row in 0..<stretch.count
        where values[row] != Missing.decimal && values[row].magnitude > limit {
          return firstRow + row
        }
      }
      firstRow += stretch.count
    }
    return nil
  }

  struct MergedTexts {
    var dictionary: TextDictionary
    /// For each region, the code that each of its own codes becomes; empty where none changes.
    var codes: [[Int32]]
  }

  /// One dictionary for all regions, in order of first appearance in the file.
  static func merged(_ interners: inout [TextInterner]) -> MergedTexts {
    guard var all = interners.first else {
      return MergedTexts(dictionary: TextDictionary([]), codes: [])
    }
    var codes: [[Int32]] = [[]]
    interners[0] = TextInterner()
    for index in interners.indices.dropFirst() {
      codes.append(all.intern(all: interners[index].dictionary))
      interners[index] = TextInterner()
    }
    return MergedTexts(dictionary: all.dictionary, codes: codes)
  }

  /// One dictionary in which texts that differ only in case are one: in the declared spelling, or
  /// in the one that stands first in the file.
  static func merged(choices: [String], _ interners: inout [TextInterner]) -> MergedTexts {
    var spellings: [String: String] = [:]
    for choice in choices { spellings[choice.lowercased()] = choice }
    var used = TextInterner()
    var codes: [[Int32]] = []
    for interner in interners {
      let dictionary = interner.dictionary
      codes.append(
        (0..<dictionary.count).map { code in
          let text = dictionary[code]
          let folded = text.lowercased()
          let spelling = spellings[folded] ?? text
          spellings[folded] = spelling
          return used.intern(spelling)
        })
    }
    interners = []
    return MergedTexts(dictionary: used.dictionary, codes: codes)
  }

  /// Codes of all stretches in one array, translated region by region.
  static func recoded(
    _ staging: Staging<Int32>, _ stretches: [Stretch], _ codes: [[Int32]]
  ) -> [Int32] {
    for (stretch, codes) in zip(stretches, codes) where !codes.isEmpty {
      let values = staging.base + stretch.offset
      codes.withUnsafeBufferPointer { codes in
        for row in 0..<stretch.count where values[row] != Missing.code {
          values[row] = codes[Int(values[row])]
        }
      }
    }
    return joined(staging, stretches)
  }
}
