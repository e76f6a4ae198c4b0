import TestSupport
import Testing

/// `save`, with real files.
struct SaveTests {
  /// Columns of every type, and texts that a CSV file has to be careful with.
  private static let ecosystem = """
    option currency = "EUR"
    option reminder = 30
    entity things from "in.csv" key code, part "What \\"we\\" sell" {
      code: text from "The Code"
      part: number
      words: text
      price: money currency "Money"
      cost: money("1.234,56")
      rate: percent
      kind: choice(small, big) required
      is_open: bool
      since: date("dmy")
      quarter: period(quarter)
      year: period(fiscal_year)
      term: duration(days)
      place: places by name inverse things_there missing "-"
    }
    entity places from "places.csv" {
      id: id
      name: text
    }
    measure total on things = sum(cost)
    let open_things = things | where is_open
    field label on things = "{code}/{part}"
    function double(x: number) = x * 2
    """
  private static let things = #"""
    The Code,part,words,price,Money,cost,rate,kind,is_open,since,quarter,year,term,place,extra
    007,1,"a;b,""c""",12.50,USD,"1.234,50",80%,small,yes,31.12.2025,2026-Q1,FY2026,5,North,1
    008,2,"  spaces  ",-3,EUR,"-0,01",0.125,BIG,no,01.02.2026,2026-Q4,FY2027,,-,2.25
    009,3,"two
    lines",,,,,small,,,,,,South,
    x|y,4,"tab\there",1,GBP,"999.999.999.999,99",0,big,no,29.02.2024,2024-Q1,FY2024,-7,South,-0.5

    """#
  private static let places = "id,name\n1,North\n02,South\n"

  private func workspace() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try folder.write("ecosystem.parley", Self.ecosystem)
    _ = try folder.write("in.csv", Self.things)
    _ = try folder.write("places.csv", Self.places)
    return folder
  }

  private func answer(_ folder: String, _ text: String) throws -> Program.Ending {
    try Program.run(["--open", folder, "--format", "csv", "-e", text])
  }

  private static let questions = [
    "things", "places", "things | add there: place.id, l: label | show there, l",
    "things | summarize total", "count(open_things)", "double(2)",
    "places | show name, n: count(things_there)",
  ]

  @Test func allComesBackFromColumnsAndFromFiles() throws {
    let folder = try workspace()
    let saved = folder.path + "/saved"
    let saving = try answer(folder.path, "save \"\(saved)\"")
    #expect(saving.status == 0 && saving.errors.contains("wrote 6 rows to "), "\(saving)")
    for question in Self.questions {
      let before = try answer(folder.path, question)
      let mapped = try answer(saved, question)
      #expect(before.status == 0 && before.errors == mapped.errors, "\(before) \(mapped)")
      #expect(before.output == mapped.output)
    }
    _ = try folder.write("saved/columns.parley-data", "something else")
    for question in Self.questions {
      let before = try answer(folder.path, question)
      let read = try answer(saved, question)
      #expect(before.status == read.status && before.output == read.output)
      #expect(read.errors.contains("warning P417"), "\(read)")
    }
  }

  @Test func savingAgainReplacesWhatWasSavedAndNothingElse() throws {
    let folder = try workspace()
    let saved = folder.path + "/saved"
    #expect(try answer(folder.path, "save \"\(saved)\"").status == 0)
    _ = try folder.write("saved/notes.txt", "mine")
    _ = try folder.write("more.csv", "a\n1\n")
    let script = "open \"\(saved)\"\nload \"\(folder.path)/more.csv\" as more\nsave \"\(saved)\""
    #expect(try Program.run(["-e", script]).status == 0)
    let answer = try answer(saved, "count(more) + count(things)")
    #expect(answer.output.hasSuffix("\n5\n") && answer.errors.isEmpty, "\(answer)")
    #expect(folder.text("saved/notes.txt") == "mine")
    // A table that is no longer there takes its file along.
    let fewer = try Program.run(["--open", folder.path, "-e", "save \"\(saved)\""])
    #expect(fewer.status == 0)
    #expect(folder.text("saved/more.csv") == nil)
    #expect(folder.text("saved/notes.txt") == "mine")
  }

  @Test func otherFoldersStayAsTheyAre() throws {
    let folder = try workspace()
    let before = folder.names
    let ending = try answer(folder.path, "save \"\(folder.path)\"")
    #expect(ending.status != 0 && ending.errors.contains("error P419"), "\(ending)")
    #expect(folder.names == before)
    #expect(folder.text("in.csv") == Self.things)
  }

  /// A script that fails behind it has saved nothing.
  @Test func aScriptThatFailsSavesNothing() throws {
    let folder = try workspace()
    let ending = try answer(
      folder.path, "save \"\(folder.path)/saved\"\nassert count(things) = 99")
    #expect(ending.status != 0)
    #expect(folder.text("saved/places.csv") == nil && !folder.names.contains("saved"))
  }

  @Test func changesBehindItAreSeen() throws {
    let folder = try workspace()
    let saved = folder.path + "/saved"
    #expect(try answer(folder.path, "save \"\(saved)\"").status == 0)
    _ = try folder.write("saved/places.csv", "id,name\n1,North\n02,South\n3,West\n")
    let ending = try answer(saved, "count(places)")
    #expect(ending.output.hasSuffix("\n3\n"), "\(ending)")
    #expect(ending.errors.contains("warning P417") && ending.errors.contains("save \""))
  }

  @Test func damagedValuesGiveNoAnswer() throws {
    let folder = try workspace()
    let saved = folder.path + "/saved"
    #expect(try answer(folder.path, "save \"\(saved)\"").status == 0)
    let path = saved + "/columns.parley-data"
    var bytes = try #require(folder.bytes("saved/columns.parley-data"))
    for place in 64..<400 { bytes[place] ^= 0x21 }
    _ = try folder.write("saved/columns.parley-data", bytes)
    let ending = try answer(saved, "things")
    #expect(ending.status != 0 && ending.output.isEmpty, "\(ending)")
    #expect(ending.errors.contains("error P418"), "\(path): \(ending)")
  }
}
