import TestSupport
import Testing

/// Sessions word for word: answers, messages, commands of the shell.
struct GoldenTests {
  static let folders = ["run", "shell", "messages", "completion"]

  @Test(arguments: folders.flatMap { GoldenSession.all(in: $0) })
  func session(_ session: GoldenSession) throws {
    for difference in try session.differences() { Issue.record("\(difference)") }
  }

  @Test func thereAreSessions() {
    for folder in Self.folders {
      #expect(!GoldenSession.all(in: folder).isEmpty, "no sessions in \(folder)")
    }
  }
}
