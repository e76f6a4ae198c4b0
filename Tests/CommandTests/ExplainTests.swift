import Foundation
import TestSupport
import Testing

/// What `describe` and `explain` write for programs.
struct ExplainTests {
  /// The rows of a JSON answer.
  private func rows(_ query: String, format: String = "json") throws -> [[String: Any]] {
    let ending = try Program.run(
      ["--open", Program.workspace, "--format", format, "--today", "2026-09-30", "-e", query])
    #expect(ending.status == 0, "\(ending)")
    let text =
      format == "ndjson"
      ? "[" + ending.output.split(separator: "\n").joined(separator: ",") + "]" : ending.output
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [[String: Any]])
  }

  @Test func anEntityIsARowPerMember() throws {
    let members = try rows("describe partners")
    let tier = try #require(members.first { $0["name"] as? String == "tier" })
    #expect(tier["kind"] as? String == "field")
    #expect(tier["type"] as? String == "choice(bronze, silver, gold, platinum)")
    #expect(tier["missing"] as? Int == 1)
    let reviews = try #require(members.first { $0["name"] as? String == "qbrs" })
    #expect(reviews["kind"] as? String == "link back" && reviews["missing"] as? Int == 6)
    let measure = try #require(
      try rows("describe deals").first { $0["name"] as? String == "revenue" })
    #expect(measure["missing"] is NSNull)
  }

  @Test func aFieldIsOneRowOfTypedFacts() throws {
    let facts = try rows("describe deals.amount")
    #expect(facts.count == 1)
    #expect(facts[0]["rows"] as? Int == 20 && facts[0]["missing"] as? Int == 1)
    #expect(facts[0]["smallest"] as? Double == 8_400)
    #expect(facts[0]["largest"] as? Double == 133_000)
    #expect(try rows("describe deals.closed_on")[0]["smallest"] as? String == "2025-04-18")
  }

  @Test func factsAreThoseOfAQuery() throws {
    let facts = try rows("describe deals.amount")[0]
    let query = try rows(
      """
      deals | summarize rows: count(), `missing`: count(where amount is missing),
        distinct: count_distinct(amount), smallest: min(amount), largest: max(amount)
      """)[0]
    for (name, value) in query {
      #expect((facts[name] as? NSNumber) == (value as? NSNumber), "\(name)")
    }
  }

  @Test func aDefinitionIsARowWithThoseItUsesBelow() throws {
    let script = """
      field is_tail on partners = deals.revenue(during last 4 quarters) < $50k
      measure tail on partners = count(where is_tail) / count()
      explain tail
      """
    let found = try rows(script)
    #expect(found.map { $0["level"] as? Int } == [0, 1, 2])
    #expect(
      found.map { $0["name"] as? String } == ["partners.tail", "partners.is_tail", "deals.revenue"])
    #expect(found[2]["place"] as? String == "ecosystem.parley:56")
    #expect((found[0]["reads"] as? String)?.contains("deals.closed_on") == true)
  }

  /// The rows that each stage passes on are those of the query cut there.
  @Test func aProfileHasTheRowsOfEachPrefix() throws {
    let stages = [
      "deals", "where stage in [won, lost]", "add days: closed_on - created_on",
      "where days > 60 days", "summarize n: count(), total: sum(amount) by partner.tier",
      "where n > 1", "sort total desc", "take 2",
    ]
    let told = try rows((stages + ["explain"]).joined(separator: " | "), format: "ndjson")
    for number in stages.indices {
      let prefix = stages[...number].joined(separator: " | ")
      let count = try rows(prefix).count
      let stage = told.filter { $0["stage"] as? Int == number + 1 }
      let head = try #require(stage.first { $0["what"] as? String == "stage" })
      #expect(head["text"] as? String == stages[number])
      #expect(head["rows"] as? Int == count, "\(prefix)")
      let operators = stage.filter { $0["what"] as? String == "operator" }
      #expect(operators.contains { $0["rows"] as? Int == count }, "\(prefix)")
    }
    let scan = try #require(told.first { $0["text"] as? String == "scan deals" })
    #expect(scan["rows_read"] as? Int == 20 && scan["threads"] as? Int == 1)
    #expect((scan["milliseconds"] as? Double ?? -1) >= 0)
  }

  @Test(arguments: ["csv", "json", "ndjson", "markdown", "html", "line", "table"])
  func everyFormatTakesThem(format: String) throws {
    for query in ["describe partners", "describe revenue", "explain revenue", "deals | explain"] {
      let ending = try Program.run(
        ["--open", Program.workspace, "--format", format, "--quiet", "-e", query])
      #expect(ending.status == 0 && ending.errors.isEmpty, "\(query): \(ending)")
      #expect(ending.output.contains("deals"), "\(query): \(ending)")
      #expect(!ending.output.contains("\u{1B}"))
    }
  }

  @Test func whatIsWrongIsSaidAndNothingElse() throws {
    let ending = try Program.run(["--open", Program.workspace, "-e", "explain revenu"])
    #expect(ending.status == 3 && ending.output.isEmpty)
    #expect(ending.errors.contains("P102") && ending.errors.contains("did you mean revenue?"))
  }
}
