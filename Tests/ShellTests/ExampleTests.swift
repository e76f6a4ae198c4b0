import Library
import Messages
import Semantics
import Shell
import TestSupport
import Testing

/// The page of each message is true: its mistake is that mistake, and what is right is right.
/// DemoTests types the examples of the other pages.
struct ExampleTests {
  /// Pages about files, the command line, data that changes, or what the small workspace lacks.
  static let withoutExample: Set<Code> = [
    .nestedTooDeep, .badEncoding, .unfinished, .pastRemoved, .fileNotReadable, .fileEmpty, .badCSV,
    .badValue, .ambiguousDate, .missingColumn, .duplicateKey, .orphanKey, .requiredMissing,
    .duplicateHeader, .badDeclaration, .needsInverse, .numberTooLarge, .folderNotReadable,
    .fileNotWritable, .tooManyRows, .interrupted, .outOfMemory, .tooManyColumns, .unknownCommand,
    .nothingToExtend, .badUsage, .nestedAggregate, .unknownParameter, .missingParameter,
    .tooManyRounds, .refused, .columnsNotUsed, .damagedColumn, .folderTaken,
  ]

  @Test(arguments: CodePage.all)
  func pagesAreRight(page: CodePage) {
    if Self.withoutExample.contains(page.code) { return }
    var runner = SessionRunner()
    let wrong = runner.problems(page.wrong)
    #expect(wrong.contains(page.code), "\(page.wrong): \(wrong)")
    var another = SessionRunner()
    let right = another.problems(page.right)
    #expect(right.isEmpty, "\(page.right): \(right)")
  }
}
