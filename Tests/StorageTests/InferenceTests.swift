import Columns
import Messages
import Model
import Testing

@testable import Storage

/// What undeclared columns become, and what they are called.
@Suite struct InferenceTests {
  @Test(arguments: [
    (["1", "2.50", "-3"], ValueType.number), (["0", "0.5"], .number), (["1", ""], .number),
    (["0.30000000000000004", "1"], .number), (["007", "8"], .text), (["-07", "8"], .text),
    (["1", "x"], .text), (["1", "\"1,234\""], .text), (["1", "$5"], .text), (["1", "50%"], .text),
    (["1", "1e5"], .text), (["1", "+2"], .text), (["1", ".5"], .text), (["1", "NULL"], .text),
    (["12345678901234567890", "1"], .text), (["123456789012345678", "0.25"], .text),
    (["2024-03-05", ""], .date), (["2024-03-05", "2024-03-06 10:00:00"], .date),
    (["2024-03-05", "05/03/2024"], .text), (["05/03/2024", "06/03/2024"], .text),
    (["2024-03-05", "2024-02-30"], .text), (["20240305", "20240306"], .number),
    (["2024-03-05", "7"], .text), (["true", "FALSE"], .bool), (["Yes", "no", ""], .bool),
    (["true", "1"], .text), (["y", "n"], .text), (["0", "1"], .number), (["", ""], .text),
    (["", "7"], .number), (["", "true", "x"], .text), (["  ", "7"], .number),
  ])
  func types(cells: [String], expected: ValueType) throws {
    let text = "a,b\n" + cells.map { "\($0),x\n" }.joined()
    let world = try load(text).world
    #expect(try world.type("t", "a") == expected)
  }

  /// The first block decides how a column is read first; a later cell may prove it wrong.
  @Test(arguments: [
    ("1", "x", ValueType.text), ("2024-03-05", "x", .text), ("true", "x", .text),
    ("", "7", .number), ("", "2024-03-05", .date), ("", "yes", .bool), ("", "x", .text),
    ("123456789012345678", "0.25", .text), ("", "123456789012345678\n0.25", .text),
  ])
  func lateCellsCount(early: String, late: String, expected: ValueType) throws {
    var cells = Array(repeating: early, count: 30_000)
    cells += late.split(separator: "\n").map(String.init)
    let text = "a,b\n" + cells.map { "\($0),x\n" }.joined()
    let folder = try TestFolder()
    let path = try folder.write("t.csv", text)
    for threads in [1, 2] {
      let loader = CSVLoader(limits: ReadLimits(threads: threads, minimumRegion: 1 << 10))
      let world = try loader.load([EntitySpec(name: "t", path: path)], into: .empty).world
      #expect(try world.type("t", "a") == expected)
      let shown = try world.shown("t", "a")
      #expect(shown[0] == (early.isEmpty ? "(empty)" : early == "true" ? "true" : early))
      #expect(shown.count == cells.count)
    }
  }

  @Test(arguments: [
    ("AddressLine2", "address_line2"), ("M01", "m01"),
    ("EnglishProductName", "english_product_name"),
    ("SalesAmount", "sales_amount"), ("CustomerPONumber", "customer_po_number"),
    ("Amount (USD)", "amount_usd"), ("deal-id", "deal_id"), ("ID", "id"), ("DealID", "deal_id"),
    ("  Close   Date  ", "close_date"), ("Q1Revenue", "q1revenue"), ("já_Größe", "já_größe"),
    ("日本", "日本"), ("%", ""), ("", ""), ("a.b/c", "a_b_c"), ("iPhone", "i_phone"),
    ("FY2018-Q3", "fy2018_q3"),
  ])
  func names(header: String, expected: String) {
    #expect(HeaderName.normalised(header) == expected)
  }

  @Test func aHeaderWithoutAnyLetterIsCalledByItsPlace() throws {
    let loaded = try load("a,,%\n1,2,3\n")
    #expect(loaded.world.catalog.entities[0].fields.map(\.name) == ["a", "column_2", "column_3"])
    #expect(loaded.warnings.map(\.code) == [.duplicateHeader, .duplicateHeader])
  }

  @Test(arguments: [
    ("Amount,amount \n1,2\n", Code.duplicateHeader), ("Deal ID,deal-id\n1,2\n", .duplicateHeader),
    ("a,By\n1,2\n", .badDeclaration), ("a,Missing\n1,2\n", .badDeclaration),
  ])
  func clashesNameTheFix(text: String, code: Code) throws {
    let diagnostics = try failure(text)
    #expect(diagnostics.map(\.code) == [code])
    #expect(diagnostics[0].suggestions[0].text.contains("from \""))
  }

  @Test func declaredColumnsFindTheirHeaders() throws {
    let columns = [
      ColumnSpec(name: "amount", kind: .number(.plain), header: "Amount (USD)"),
      ColumnSpec(name: "close_date", kind: .date(nil)),
      ColumnSpec(name: "owner", kind: .text, header: "OWNER name"),
    ]
    let world = try load(
      "Owner Name,Amount (USD),CloseDate,Other\nAnn,5,2024-01-02,x\n", columns
    ).world
    let fields = world.catalog.entities[0].fields
    #expect(fields.map(\.name) == ["amount", "close_date", "owner", "other"])
    #expect(try world.shown("t", "owner") == ["Ann"])
  }

  @Test func aHeaderThatIsMissingIsNamedWithTheNearest() throws {
    let diagnostics = try failure(
      "Amount,b\n1,2\n", [ColumnSpec(name: "a", kind: .text, header: "Amuont")])
    #expect(diagnostics.map(\.code) == [.missingColumn])
    #expect(diagnostics[0].label == "did you mean \"Amount\"?")
  }

  @Test func aDeclaredNameCannotBeTakenAgain() throws {
    let diagnostics = try failure(
      "Amount,Net\n1,2\n", [ColumnSpec(name: "amount", kind: .text, header: "Net")])
    #expect(diagnostics.map(\.code) == [.duplicateHeader])
  }
}
