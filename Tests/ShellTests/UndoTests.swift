import TestSupport
import Testing

/// How far `.undo` reaches back.
struct UndoTests {
  @Test func aHundredDefinitionsAreKept() {
    var runner = SessionRunner()
    for number in 0..<120 { _ = runner.answer("let x\(number) = partners") }
    for number in (20..<120).reversed() {
      #expect(runner.answer(".undo").hasPrefix("undone: let x\(number) = partners"))
    }
    #expect(runner.answer(".undo").hasPrefix("There is nothing to undo"))
    #expect(runner.answer("x19 | summarize n: count()").contains("13"))
    for _ in 20..<120 { _ = runner.answer(".redo") }
    #expect(runner.answer("x119 | summarize n: count()").contains("13"))
  }

  /// Data takes memory: older loads go, and all that was done before the oldest of them.
  @Test func fewLoadsAreKept() {
    var runner = SessionRunner()
    _ = runner.answer("let early = partners")
    for _ in 0..<6 {
      _ = runner.answer("load \"Tests/Golden/fixtures/small/quotas.csv\" as plans")
      _ = runner.answer("let late = plans")
    }
    var count = 0
    while runner.answer(".undo").hasPrefix("undone") { count += 1 }
    // The first let of the same words stands again after the second load was undone.
    #expect(count == 4)
    #expect(runner.answer("early | summarize n: count()").contains("13"))
  }

  @Test func anotherWorkspaceIsOneStep() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("plain.csv", "id\n1\n")
    var runner = SessionRunner()
    _ = runner.answer("let few = partners | take 2")
    #expect(runner.answer(".open \(folder.path)").isEmpty)
    #expect(runner.answer("few").contains("error P108"))
    #expect(
      runner.answer(".undo")
        == "undone: .open \(folder.path)\n  the workspace is Tests/Golden/fixtures/small again")
    #expect(runner.answer("few | summarize n: count()").contains("2"))
    #expect(runner.answer(".redo").contains("the workspace is \(folder.path) again"))
  }
}
