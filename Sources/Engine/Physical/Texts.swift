import Columns
import Messages
import Model
import Plan

/// Tests of text that ignore case.
enum TextTest {
  /// A text as tests compare it.
  static func folded(_ text: String) -> [UInt8] {
    Array(text.lowercased().utf8)
  }

  /// Writes a text in lower case: nearly all texts are of ASCII and the letters of Latin-1, whose
  /// bytes stay as many and need no tables.
  ///
  /// - Parameter folded: has room for as many bytes as the text.
  /// - Returns: whether the text was such a one; of others nothing is said.
  static func fold(
    _ text: UnsafeBufferPointer<UInt8>, into folded: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    var bits: UInt8 = 0
    for index in 0..<text.count {
      let byte = text[index]
      bits |= byte
      folded[index] = byte | (byte &- UInt8(ascii: "A") < 26 ? 0x20 : 0)
    }
    return bits < 0x80 || foldLatin(folded, count: text.count)
  }

  /// U+00C0 to U+00DE but for the sign ×, all C3 and another byte, have their small letters 0x20
  /// further on; behind C2 nothing has a case.
  private static func foldLatin(_ text: UnsafeMutablePointer<UInt8>, count: Int) -> Bool {
    var index = 0
    while index < count {
      if text[index] < 0x80 {
        index += 1
        continue
      }
      guard text[index] == 0xC2 || text[index] == 0xC3, index + 1 < count else { return false }
      let second = text[index + 1]
      if text[index] == 0xC3, second < 0x9F, second != 0x97 { text[index + 1] = second + 0x20 }
      index += 2
    }
    return true
  }

  private static func holds(
    _ operation: Operation, _ text: UnsafeBufferPointer<UInt8>,
    _ wanted: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    switch operation {
    case .startsWith: text.starts(with: wanted)
    case .endsWith: text.count >= wanted.count && text.suffix(wanted.count).elementsEqual(wanted)
    case .matches: matches(text[...], wanted[...])
    default: contains(text, wanted)
    }
  }

  /// - Parameters:
  ///   - wanted: in lower case.
  ///   - scratch: has room for as many bytes as the text.
  static func holds(
    _ operation: Operation, _ text: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8],
    _ scratch: inout [UInt8]
  ) -> Bool {
    wanted.withUnsafeBufferPointer { wanted in
      let quick = scratch.withUnsafeMutableBufferPointer { scratch -> Bool? in
        guard let start = scratch.baseAddress, fold(text, into: start) else { return nil }
        let folded = UnsafeBufferPointer(start: UnsafePointer(start), count: text.count)
        return holds(operation, folded, wanted)
      }
      return quick
        ?? folded(String(decoding: text, as: UTF8.self)).withUnsafeBufferPointer {
          holds(operation, $0, wanted)
        }
    }
  }

  private static func contains(
    _ text: UnsafeBufferPointer<UInt8>, _ wanted: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let first = wanted.first else { return true }
    if wanted.count > text.count { return false }
    for start in 0...(text.count - wanted.count) where text[start] == first {
      var length = 1
      while length < wanted.count, text[start + length] == wanted[length] { length += 1 }
      if length == wanted.count { return true }
    }
    return false
  }

  /// Whether a whole text fits a pattern in which `*` stands for any run of characters and `?` for
  /// any one, as in a spreadsheet.
  private static func matches(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, _ pattern: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Bool {
    var (position, place) = (text.startIndex, pattern.startIndex)
    var retry: (position: Int, place: Int)?
    while position < text.endIndex {
      if place < pattern.endIndex, pattern[place] == UInt8(ascii: "*") {
        retry = (position, place + 1)
        place += 1
      } else if place < pattern.endIndex,
        pattern[place] == UInt8(ascii: "?") || pattern[place] == text[position]
      {
        position += pattern[place] == UInt8(ascii: "?") ? width(text[position]) : 1
        position = min(position, text.endIndex)
        place += 1
      } else if let last = retry {
        retry = (last.position + 1, last.place)
        (position, place) = (last.position + 1, last.place)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// How many bytes the UTF-8 character has that starts with a byte.
  private static func width(_ byte: UInt8) -> Int {
    byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }
}

extension Evaluator {
  func textTest(
    _ operation: Operation, _ operands: [Node], _ batch: Batch
  ) throws(Diagnostic) -> Vector {
    guard case .text(let texts) = operands[0].storage,
      case .text(let wantedTexts) = operands[1].storage
    else { return repeated(.truth(0), batch.count) }
    let codes = try evaluate(operands[0], batch).narrow
    let wantedCodes = try evaluate(operands[1], batch).narrow
    var wanted: (code: Int32, folded: [UInt8]) = (Missing.code, [])
    var scratch: [UInt8] = []
    return texts.bytes.withUnsafeBufferPointer { bytes in
      .truth(
        zipped(codes, wantedCodes) { code, wantedCode in
          if code < 0 || wantedCode < 0 { return 0 }
          if wantedCode != wanted.code {
            wanted = (wantedCode, TextTest.folded(wantedTexts[Int(wantedCode)]))
          }
          let entry = texts.offsets[Int(code)]..<texts.offsets[Int(code) + 1]
          if scratch.count < entry.count {
            scratch = Array(repeating: 0, count: max(64, 2 * entry.count))
          }
          let text = UnsafeBufferPointer(rebasing: bytes[entry])
          let found = TextTest.holds(operation, text, wanted.folded, &scratch)
          return found ? 1 : 0
        })
    }
  }

  func length(_ operand: Node, _ batch: Batch) throws(Diagnostic) -> Vector {
    guard case .text(let texts) = operand.storage else {
      return repeated(.wide(Missing.decimal), batch.count)
    }
    return .wide(
      map(try evaluate(operand, batch).narrow) { code in
        code < 0 ? Missing.decimal : Int64(texts[Int(code)].count)
      })
  }
}

extension Compiler {
  /// A column of new texts, made once per distinct combination of what they are made from.
  func text(
    _ operation: Operation, _ arguments: [TypedExpression], _ source: TypedExpression
  ) throws(Diagnostic) -> Column {
    var columns: [Column] = []
    for argument in arguments {
      let node = try self.node(argument)
      columns.append(try execution.column(node, over: frame, sink: sink))
    }
    let grouping = try execution.groups(of: columns, count: frame.count)
    var interner = TextInterner()
    var codes: [Int32] = []
    codes.reserveCapacity(grouping.count)
    for first in grouping.firstRows {
      let values = zip(columns, arguments).map { column, argument in
        displayed(column[Int(first)], argument.type, forPeople: operation == .toWords)
      }
      codes.append(
        Self.text(operation, values).map { interner.intern($0) } ?? Missing.code)
    }
    return .text(grouping.groupOf.map { codes[Int($0)] }, interner.dictionary)
  }

  /// A value as text; whole numbers of arguments are read back from it.
  private func displayed(_ value: Value, _ type: ValueType, forPeople: Bool) -> String? {
    if case .row(let row) = value, case .entity(let entity) = type {
      return execution.displayText(of: entity, row: Int(row))
    }
    let calendar = world.options.calendar
    return forPeople
      ? value.shown(as: type, calendar: calendar) : plainText(value, calendar: calendar)
  }

  private static func text(_ operation: Operation, _ arguments: [String?]) -> String? {
    if operation == .concatenate { return arguments.map { $0 ?? "" }.joined() }
    var values: [String] = []
    for argument in arguments {
      guard let argument else { return nil }
      values.append(argument)
    }
    let text = values.first ?? ""
    switch operation {
    case .lower: return text.lowercased()
    case .upper: return text.uppercased()
    case .trim: return trimmed(text)
    case .left: return String(text.prefix(count(values)))
    case .right: return String(text.suffix(count(values)))
    case .replace:
      return values.count == 3 ? replacing(text, values[1], values[2]) : text
    default: return text
    }
  }

  private static func count(_ values: [String]) -> Int {
    guard values.count > 1, let number = PlainNumber.decimal(values[1]) else { return 0 }
    return max(0, Int(number.units / Decimal.powers[number.scale]))
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    return String(start.prefix(start.count - start.reversed().prefix { $0.isWhitespace }.count))
  }

  private static func replacing(_ text: String, _ old: String, _ new: String) -> String {
    let (bytes, wanted) = (Array(text.utf8), Array(old.utf8))
    if wanted.isEmpty { return text }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == wanted[0], bytes[index...].starts(with: wanted) {
        result.append(contentsOf: new.utf8)
        index += wanted.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
