/// A JSON value whose objects keep their members in the order of the text.
enum JSONValue: Equatable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([Member])

  struct Member: Equatable {
    let name: String
    let value: JSONValue
  }
}

/// Why a text is no JSON: the byte where reading stopped.
struct JSONFault: Error {
  let offset: Int
}

extension JSONValue {
  init(parsing text: String) throws(JSONFault) {
    var reader = JSONReader(bytes: Array(text.utf8))
    self = try reader.value()
    reader.skipBlanks()
    guard reader.isAtEnd else { throw JSONFault(offset: reader.position) }
  }

  var list: [JSONValue]? {
    if case .list(let elements) = self { elements } else { nil }
  }

  var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The value of an object's member.
  subscript(name: String) -> JSONValue? {
    members?.first { $0.name == name }?.value
  }
}

/// Reads JSON a byte at a time; enough for what programs write.
private struct JSONReader {
  let bytes: [UInt8]
  var position = 0

  var isAtEnd: Bool { position == bytes.count }
  var fault: JSONFault { JSONFault(offset: position) }

  mutating func skipBlanks() {
    while !isAtEnd, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  mutating func eat(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard !isAtEnd, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws(JSONFault) {
    guard eat(character) else { throw fault }
  }

  mutating func value() throws(JSONFault) -> JSONValue {
    skipBlanks()
    guard !isAtEnd else { throw fault }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try list()
    case UInt8(ascii: "\""): return .text(try string())
    default: return try word()
    }
  }

  mutating func object() throws(JSONFault) -> JSONValue {
    try expect("{")
    var members: [JSONValue.Member] = []
    if eat("}") { return .object(members) }
    repeat {
      skipBlanks()
      let name = try string()
      try expect(":")
      members.append(JSONValue.Member(name: name, value: try value()))
    } while eat(",")
    try expect("}")
    return .object(members)
  }

  mutating func list() throws(JSONFault) -> JSONValue {
    try expect("[")
    var elements: [JSONValue] = []
    if eat("]") { return .list(elements) }
    repeat { elements.append(try value()) } while eat(",")
    try expect("]")
    return .list(elements)
  }

  mutating func word() throws(JSONFault) -> JSONValue {
    let start = position
    while !isAtEnd, !Array(",]} \n\r\t".utf8).contains(bytes[position]) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .truth(true)
    case "false": return .truth(false)
    default:
      guard let number = Double(word) else { throw JSONFault(offset: start) }
      return .number(number)
    }
  }

  mutating func string() throws(JSONFault) -> String {
    guard !isAtEnd, bytes[position] == UInt8(ascii: "\"") else { throw fault }
    position += 1
    var text: [UInt8] = []
    while !isAtEnd, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") {
        position += 1
        text += Array(String(try escape()).utf8)
      } else {
        text.append(bytes[position])
        position += 1
      }
    }
    guard !isAtEnd else { throw fault }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// What stands behind a backslash; surrogate pairs become one character.
  mutating func escape() throws(JSONFault) -> Unicode.Scalar {
    guard !isAtEnd else { throw fault }
    let mark = bytes[position]
    position += 1
    switch mark {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"):
      let first = try hexadecimal()
      if let scalar = Unicode.Scalar(first) { return scalar }
      guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\") else { throw fault }
      position += 2
      let second = try hexadecimal()
      guard (0xD800..<0xDC00).contains(first), (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw fault }
      return scalar
    default: return Unicode.Scalar(mark)
    }
  }

  mutating func hexadecimal() throws(JSONFault) -> UInt32 {
    guard position + 4 <= bytes.count,
      let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw fault }
    position += 4
    return code
  }
}
