#if canImport(Glibc)
  import Glibc
#endif

/// A file of cases that reads like a session: `~> ` and `.. ` begin the lines typed, and what they
/// give follows up to the next case. Lines before the first case are prose.
///
/// `GOLDEN=update` in the environment rewrites the outputs, and the run fails all the same.
package struct GoldenFile {
  package struct Case {
    package var source: String
    var expected: String
    var line: Int
  }

  let path: String
  let prose: String
  package let cases: [Case]

  /// - Parameter path: below `Tests/Golden/`.
  package init(_ path: String) throws {
    self.path = Self.folder + path
    var prose: [Substring] = []
    var cases: [Case] = []
    var isTyping = false
    let lines = try Self.read(self.path).split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      if line.hasPrefix("~> ") || line == "~>" {
        cases.append(Case(source: String(line.dropFirst(3)), expected: "", line: number + 1))
        isTyping = true
      } else if isTyping, line.hasPrefix("..") {
        cases[cases.count - 1].source += "\n" + line.dropFirst(3)
      } else if cases.isEmpty {
        prose.append(line)
      } else {
        isTyping = false
        cases[cases.count - 1].expected += line + "\n"
      }
    }
    for index in cases.indices {
      cases[index].expected = Self.trimmed(cases[index].expected)
    }
    self.prose = prose.joined(separator: "\n")
    self.cases = cases
  }

  /// Compares each case's output with the one in the file; gives what differs.
  package func differences(_ output: (String) -> String) throws -> [String] {
    if cases.isEmpty { return ["\(path) has no cases"] }
    let outputs = cases.map { Self.trimmed(output($0.source)) }
    if Self.isUpdating {
      try write(outputs)
      return ["\(path) was rewritten: look at it, then run without GOLDEN=update"]
    }
    return zip(cases, outputs).compactMap { test, output in
      test.expected == output
        ? nil
        : """
        \(path):\(test.line): \(test.source)
        expected:
        \(test.expected)
        got:
        \(output)
        """
    }
  }

  private func write(_ outputs: [String]) throws {
    var text = prose.isEmpty ? "" : Self.trimmed(prose) + "\n\n"
    for (place, (test, output)) in zip(cases, outputs).enumerated() {
      let lines = test.source.split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() {
        let mark = number == 0 ? "~>" : ".."
        text += line.isEmpty ? mark + "\n" : mark + " " + line + "\n"
      }
      if !output.isEmpty { text += output + "\n" }
      if place + 1 < cases.count { text += "\n" }
    }
    guard let file = fopen(path, "w") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    fputs(text, file)
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first == "\n" { text = text.dropFirst() }
    while text.last == "\n" { text = text.dropLast() }
    return String(text)
  }

  // MARK: Files

  package struct Unreadable: Error {
    package let path: String
  }

  package static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(2)
    return "/" + parts.joined(separator: "/") + "/Golden/"
  }()

  static var isUpdating: Bool {
    getenv("GOLDEN").map { String(cString: $0) == "update" } ?? false
  }

  package static func read(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The names of the files of a folder below `Tests/Golden/`, with that folder before them.
  package static func names(in folder: String) -> [String] {
    guard let listing = opendir(Self.folder + folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".golden") { names.append(folder + "/" + name) }
    }
    return names.sorted()
  }
}
