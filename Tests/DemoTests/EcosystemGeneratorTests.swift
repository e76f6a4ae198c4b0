import Columns
import Glibc
import Library
import Messages
import Model
import Semantics
import Shell
import Storage
import Testing

@testable import Demo

@Suite struct EcosystemGeneratorTests {
  /// A folder that is removed with its files.
  private final class Target {
    let path: String

    init() throws {
      var template = Array("\("/tmp")/parley-demo-XXXXXX".utf8CString)
      path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    var names: [String] {
      guard let directory = opendir(path) else { return [] }
      defer { closedir(directory) }
      var names: [String] = []
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if !name.hasPrefix(".") { names.append(name) }
      }
      return names
    }

    deinit {
      for name in names { unlink("\(path)/\(name)") }
      rmdir(path)
    }
  }

  /// FNV-1a, 64 bits.
  private func checksum(_ files: [String: [UInt8]]) -> UInt64 {
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      for byte in Array(name.utf8) + bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    return sum
  }

  @Test func theSameSeedGivesTheSameBytes() {
    let files = EcosystemGenerator(deals: 500, seed: 3).files()
    #expect(files == EcosystemGenerator(deals: 500, seed: 3).files())
    #expect(files["deals.csv"] != EcosystemGenerator(deals: 500, seed: 4).files()["deals.csv"])
    // Pinned, so that another machine or a change of the numbers themselves is noticed.
    let tables = files.filter { $0.key.hasSuffix(".csv") }
    #expect(checksum(tables) == 9185044547705842709)
  }

  @Test func aFolderHoldsWhatIsInMemory() throws {
    let target = try Target()
    let generator = EcosystemGenerator(deals: 2_000, seed: 5)
    try generator.write(to: target.path + "/")
    let files = generator.files()
    #expect(Set(target.names) == Set(files.keys))
    for (name, bytes) in files {
      let text = try CSVLoader(threads: 1).readScript(target.path + "/" + name)
      #expect(Array(text.utf8) == bytes, "\(name)")
    }
  }

  /// Every link leads somewhere and every value has its type: else nothing would load.
  @Test(arguments: [(0, 1), (1, 2), (40, 3), (1_000, 4), (60_000, 5)])
  func everySizeLoads(deals: Int, seed: UInt64) throws {
    let world = Session(on: EcosystemGenerator(deals: deals, seed: seed)).environment.world
    #expect(world.catalog.entities.count == 27)
    for (entity, table) in zip(world.catalog.entities, world.tables) where deals > 500 {
      #expect(table.rowCount > 0, "\(entity.name) has no rows")
    }
    let id = try #require(world.catalog.entity(named: "deals"))
    #expect(world.table(id).rowCount == deals)
  }

  /// The line of the built-in model that declares a column.
  private static func declaration(of field: String, in entity: String) -> Substring? {
    let lines = BuiltInModel.entities.split(separator: "\n")
    guard let start = lines.firstIndex(where: { $0.hasPrefix("entity \(entity) ") }) else {
      return nil
    }
    return lines[start...].prefix { $0 != "}" }.first { $0.hasPrefix("  \(field): ") }
  }

  @Test func theModelDeclaresEveryColumnAndEveryWord() throws {
    let world = DemoCaseTests.demo.environment.world
    for (entity, table) in zip(world.catalog.entities, world.tables) {
      #expect(entity.summary != nil, "\(entity.name) has no summary")
      for (field, column) in zip(entity.fields, table.columns) {
        // The invoices' currencies belong to their amounts.
        if field.name == "invoice_currency" { continue }
        let line = try #require(
          Self.declaration(of: field.name, in: entity.name), "\(entity.name).\(field.name)")
        #expect(
          field.summary != nil || field.name == "id" || field.name == "name",
          "\(entity.name).\(field.name) has no summary")
        guard case .choice = field.type, case .text(_, let dictionary) = column else { continue }
        for code in 0..<dictionary.count {
          #expect(
            line.contains("(\(dictionary[code]),") || line.contains(" \(dictionary[code]),")
              || line.contains(" \(dictionary[code]))"),
            "\(entity.name).\(field.name) does not declare \(dictionary[code])")
        }
      }
    }
  }

  @Test func noDayLiesBeyondTheHistory() {
    let world = DemoCaseTests.demo.environment.world
    let today = Timeline.lastDay.dayNumber
    let ahead: Set = ["close_by", "expires_on", "due_on", "scheduled_on", "ended_on", "started_on"]
    for (entity, table) in zip(world.catalog.entities, world.tables) {
      for (place, field) in entity.fields.enumerated() where field.type == .date {
        guard let range = table.statistics[place].range else { continue }
        let last = ahead.contains(field.name) ? today + 1_100 : today
        #expect(range.upperBound <= last, "\(entity.name).\(field.name)")
      }
    }
  }

  @Test func aFifthOfThePartnersHasMostOfTheRevenue() throws {
    var session = DemoCaseTests.demo
    let question = """
      partners | where joined_on < today - 1 year | add revenue: deals.revenue
      | add place: share_above(revenue within all), n: count(within all)
      | top 28 by revenue | summarize held: max(place)
      """
    let outcomes = session.run(question, name: "question", kind: .typed)
    guard case .result(let table, _)? = outcomes.last,
      case .real(let share) = table.columns[0].values[0]
    else {
      Issue.record("\(outcomes)")
      return
    }
    #expect((0.6...0.85).contains(share), "the best fifth has \(share)")
  }

  @Test func aFilledFolderIsLeftAlone() throws {
    let target = try Target()
    let file = try #require(fopen(target.path + "/other", "w"))
    fclose(file)
    let error = #expect(throws: LoadFailure.self) {
      try EcosystemGenerator(deals: 10, seed: 1).write(to: target.path)
    }
    #expect(error?.diagnostics.first?.code == .fileNotWritable)
    #expect(target.names == ["other"])
  }

  @Test func aFolderThatCannotBeMadeIsReported() {
    let error = #expect(throws: LoadFailure.self) {
      try EcosystemGenerator(deals: 10, seed: 1).write(to: "no/such/folder/here")
    }
    #expect(error?.diagnostics.first?.code == .fileNotWritable)
  }
}
