import Columns
import Messages
import Model
import Testing

@testable import Storage

@Suite struct CurrencyTests {
  private func money(_ currency: Currency? = nil, header: String? = nil) -> [ColumnSpec] {
    [ColumnSpec(name: "a", kind: .money(currency, .plain), currencyHeader: header)]
  }

  @Test func withoutAnyItIsTheWorkspaces() throws {
    let world = try load("a,b\n5,x\n", money()).world
    #expect(try world.type("t", "a") == .money(.usd))
  }

  @Test func signsInTheCellsSayIt() throws {
    #expect(try load("a,b\n€5,x\n7,y\n", money()).world.type("t", "a") == .money(.eur))
    let both = try load("a,b\n€5,x\n£7,y\n", money()).world
    #expect(try both.type("t", "a") == .mixedMoney([.eur, .gbp]))
    let bare = try load("a,b\n€5,x\n£7,y\n3,z\n", money()).world
    #expect(try bare.type("t", "a") == .mixedMoney([.eur, .gbp, .usd]))
  }

  /// Which cell had which sign is in no column, so the amounts cannot be told apart any more.
  @Test func signsOfSeveralCurrenciesAreSaid() throws {
    let both = try load("a,b\n€5,x\n£7,y\n", money()).warnings
    #expect(both.map(\.code) == [.mixedCurrencies])
    #expect(both[0].severity == .warning)
    let beside = try load("a,c\n5,EUR\n6,GBP\n", money(header: "c")).warnings
    #expect(beside.isEmpty)
  }

  @Test func aColumnBesideSaysIt() throws {
    let one = try load("a,Cur\n5,EUR\n,\n7,eur\n", money(header: "cur")).world
    #expect(try one.type("t", "a") == .money(.eur))
    #expect(try one.shown("t", "cur") == ["EUR", "(empty)", "eur"])
    let two = try load("a,Cur\n5,EUR\n6,€\n7,CHF\n", money(header: "Cur")).world
    #expect(try two.type("t", "a") == .mixedMoney([Currency(code: "CHF"), .eur]))
  }

  @Test(arguments: [
    ("a,c\n5,EUR\n6,\n", Code.badValue), ("a,c\n5,EUR\n6,XXQ\n", .badValue),
    ("a,c\n5,EUR\n$6,EUR\n", .mixedCurrencies),
  ])
  func contradictionsAreRefused(text: String, code: Code) throws {
    let diagnostics = try failure(text, money(header: "c"))
    #expect(diagnostics.map(\.code) == [code])
    #expect(diagnostics[0].notes[0].hasPrefix("t.csv:3:"))
  }

  @Test func aDeclaredCurrencyIsBinding() throws {
    let diagnostics = try failure("a,c\n5,EUR\n6,USD\n", money(.usd, header: "c"))
    #expect(diagnostics.map(\.code) == [.mixedCurrencies])
    #expect(diagnostics[0].notes[0] == "t.csv:2:a: \"5\"")
  }

  @Test func theCurrencyColumnMustExist() throws {
    #expect(try failure("a,b\n5,x\n", money(header: "c")).map(\.code) == [.missingColumn])
  }
}
