import Messages
import Testing

struct CodePageTests {
  @Test(arguments: Code.allCases)
  func everyCodeHasAPage(code: Code) throws {
    let page = try #require(CodePage.of(code), "\(code.rawValue) has no page")
    #expect(!page.title.isEmpty && !page.title.hasSuffix("."))
    #expect(page.text.hasSuffix("."))
    #expect(!page.wrong.isEmpty && !page.right.isEmpty && page.wrong != page.right)
  }

  @Test func noCodeHasTwoPages() {
    #expect(CodePage.all.count == Set(CodePage.all.map(\.code)).count)
  }

  @Test(arguments: ["P210", "p210"])
  func pagesAreFoundByWhatPeopleType(text: String) {
    #expect(CodePage.named(text)?.code == .manyValues)
    #expect(CodePage.named(text + "x") == nil)
  }

  @Test(arguments: CodePage.all)
  func aPageFitsATerminal(page: CodePage) {
    let lines = page.render().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "\(page.code.rawValue)  \(page.title)")
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 90 })
    #expect(lines.contains("Wrong:") && lines.contains("Right:"))
  }
}
