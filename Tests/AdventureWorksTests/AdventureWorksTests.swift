import Foundation
import Testing

/// Where the AdventureWorks files lie, what runs the scripts, and how they answer.
enum AdventureWorks {
  static let environment = ProcessInfo.processInfo.environment
  static let folder =
    environment["PARLEY_ADVENTUREWORKS"].flatMap { $0.isEmpty ? nil : $0 }
    ?? repository.deletingLastPathComponent()
    .appendingPathComponent("shared/data/adventureworks").path
  static let isPresent = FileManager.default.fileExists(atPath: folder + "/questions.json")
  /// In continuous integration missing data is a failure, elsewhere a reason to skip.
  static let isRequired = environment["CI"] == "true"
  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let scripts = repository.appendingPathComponent("Tests/AdventureWorks")

  /// The built program: `PARLEY_BINARY`, or what lies beside the running tests.
  static func program() throws -> URL {
    if let path = environment["PARLEY_BINARY"] { return URL(fileURLWithPath: path) }
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: tests).deletingLastPathComponent()
      .appendingPathComponent("parley")
  }

  /// The right answers by the name of the question.
  static func questions() throws -> [String: JSONValue] {
    let text = try String(contentsOfFile: folder + "/questions.json", encoding: .utf8)
    var byName: [String: JSONValue] = [:]
    for question in try JSONValue(parsing: text).list ?? [] {
      if let name = question["id"]?.text { byName[name] = question }
    }
    return byName
  }

  /// What a script writes to standard output; it must end well.
  static func output(of script: URL) throws -> String {
    let process = Process()
    process.executableURL = try program()
    process.arguments = ["run", script.path, "--open", folder, "--format", "json"]
    let (output, complaints) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = complaints
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = complaints.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(
      process.terminationStatus == 0, "\(String(decoding: complaint, as: UTF8.self))")
    return String(decoding: printed, as: UTF8.self)
  }

  /// Whether a value is the right one: numbers within 0.01, everything else exactly.
  static func agrees(_ value: JSONValue, _ right: JSONValue) -> Bool {
    if case .number(let one) = value, case .number(let two) = right {
      return abs(one - two) <= 0.01 + 1e-9
    }
    return value == right
  }
}

/// The scripts' own output has the columns, rows and order of `questions.json`; nothing is reshaped.
@Suite("Questions over the AdventureWorks files", .serialized)
struct AdventureWorksTests {
  @Test(
    "A script's JSON is the right answer",
    .enabled(
      if: AdventureWorks.isPresent || AdventureWorks.isRequired,
      "there is no questions.json in PARLEY_ADVENTUREWORKS (or ../shared/data/adventureworks)"),
    arguments: ["aw01", "aw02", "aw04", "aw06", "aw08", "aw13", "aw14", "aw19"])
  func answers(name: String) throws {
    let question = try #require(try AdventureWorks.questions()[name])
    let columns = try #require(question["columns"]?.list).compactMap(\.text)
    let rows = try #require(question["rows"]?.list).map { $0.list ?? [] }

    let script = AdventureWorks.scripts.appendingPathComponent("\(name).parley")
    let printed = try JSONValue(parsing: AdventureWorks.output(of: script))
    let answer = try #require(printed.list).map { $0.members ?? [] }

    #expect(answer.count == rows.count)
    for (number, (row, right)) in zip(answer, rows).enumerated() {
      #expect(row.map(\.name) == columns)
      #expect(
        row.count == right.count
          && zip(row, right).allSatisfy { AdventureWorks.agrees($0.value, $1) },
        "row \(number + 1): \(row.map(\.value)), expected \(right)")
    }
  }
}
