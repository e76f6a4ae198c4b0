import Testing

/// What a reviewer would otherwise have to look for.
struct HouseRuleTests {
  let repository = Repository.shared

  /// Limits on what one has to hold in mind: a file has one subject, a function one job.
  @Test func filesAreShort() {
    for file in repository.swift {
      #expect(file.lines.count <= 600, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test func functionsAreShort() {
    for file in repository.sources {
      for (name, length) in functionLengths(of: file) {
        #expect(length <= 100, "\(file.path): \(name) has \(length) lines")
      }
    }
  }

  @Test(arguments: [
    ("try!", "throws where input can reach it"),
    ("fatalError", "ends the program"),
    ("as!", "ends the program"),
    ("TODO", "belongs into an issue"),
    ("FIXME", "belongs into an issue"),
  ])
  func wordsThatAreNotUsed(word: String, why: String) {
    for file in repository.sources {
      for (number, line) in file.lines.enumerated() where line.contains(word) {
        Issue.record("\(file.path):\(number + 1) says \(word), which \(why)")
      }
    }
  }

  /// Files that may step around the compiler's checks, each with its reason.
  static let unchecked: [String: String] = [
    "Sources/Terminal/LineReader.swift": "readline's globals and a signal handler",
    "Sources/Columns/MappedFile.swift": "the address of memory that nobody writes to",
    "Sources/Engine/Parallel.swift": "threads write disjoint parts of one buffer",
    "Sources/Model/Parallel.swift": "threads write disjoint parts of one buffer",
  ]

  @Test func theCompilersChecksStayOn() {
    for file in repository.sources where Self.unchecked[file.path] == nil {
      for (number, line) in file.code.enumerated()
      where line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") {
        Issue.record("\(file.path):\(number + 1) switches off a check of the compiler")
      }
    }
  }

  @Test func theExceptionsAreNeeded() {
    for path in Self.unchecked.keys {
      let text = repository.text(path)
      #expect(
        text.contains("@unchecked Sendable") || text.contains("nonisolated(unsafe)"),
        "\(path) needs no exception any more")
    }
  }

  /// Nothing of the machine that it was written on.
  @Test func noMachineIsMentioned() {
    let patterns = [
      #//(home|root|Users|work|tmp)/[a-z]/#,
      #/(registry|proxy|mirror|artifactory|nexus)\.[a-z0-9-]+\.[a-z]+/#,
    ]
    for file in repository.files where !file.path.hasPrefix("Tests/TidyTests/") {
      for (number, line) in file.lines.enumerated() {
        for pattern in patterns where line.firstMatch(of: pattern) != nil {
          Issue.record("\(file.path):\(number + 1) mentions a machine: \(line)")
        }
      }
    }
  }

  /// Names and lengths of the functions of a file, by their indentation, which the formatter keeps.
  private func functionLengths(of file: Repository.File) -> [(name: String, length: Int)] {
    var lengths: [(String, Int)] = []
    var open: (name: String, indent: Int, start: Int)?
    for (number, line) in file.lines.enumerated() {
      let indent = line.prefix { $0 == " " }.count
      if let function = open, line.dropFirst(indent) == "}", indent == function.indent {
        lengths.append((function.name, number - function.start + 1))
        open = nil
      }
      if open == nil, let match = line.firstMatch(of: #/\bfunc ([^ (<]+)/#),
        !line.hasSuffix("}")
      {
        open = (String(match.1), indent, number)
      }
    }
    return lengths
  }
}
