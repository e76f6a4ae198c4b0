import Columns
import Glibc
import Messages
import Model
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

    var files: [String] { EcosystemGenerator.files.map { path + "/" + $0 } }

    deinit {
      for file in files + [path + "/other"] { unlink(file) }
      rmdir(path)
    }
  }

  private func text(_ path: String) throws -> String {
    try CSVLoader(threads: 1).readScript(path)
  }

  private func link(_ name: String, _ entity: String, _ inverse: String? = nil) -> ColumnSpec {
    ColumnSpec(name: name, kind: .link(entity: entity), inverseName: inverse)
  }

  private func load(_ folder: String) throws -> World {
    let id = ColumnSpec(name: "id", kind: .id)
    let specs = [
      EntitySpec(
        name: "territories", path: folder + "/territories.csv",
        columns: [id, link("parent", "territories", "children")]),
      EntitySpec(
        name: "managers", path: folder + "/managers.csv",
        columns: [
          id, link("territory", "territories"), link("reports_to", "managers", "reports"),
        ]),
      EntitySpec(
        name: "partners", path: folder + "/partners.csv",
        columns: [id, link("territory", "territories"), link("manager", "managers")]),
      EntitySpec(
        name: "deals", path: folder + "/deals.csv",
        columns: [
          id, link("partner", "partners"),
          ColumnSpec(name: "amount", kind: .money(.usd, .plain)),
          ColumnSpec(name: "stage", kind: .choice(["open", "won", "lost"])),
          ColumnSpec(name: "closed_on", kind: .date(nil)),
        ]),
    ]
    let world = World(catalog: Catalog(), tables: [], options: Options(today: 0))
    return try CSVLoader(threads: 2).load(specs, into: world).world
  }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let (first, second, other) = (try Target(), try Target(), try Target())
    try EcosystemGenerator(deals: 500, seed: 3).write(to: first.path)
    try EcosystemGenerator(deals: 500, seed: 3).write(to: second.path + "/")
    try EcosystemGenerator(deals: 500, seed: 4).write(to: other.path)
    for (one, two) in zip(first.files, second.files) { #expect(try text(one) == text(two)) }
    #expect(try text(first.path + "/deals.csv") != text(other.path + "/deals.csv"))
    // Pinned, so that a change of the numbers themselves is noticed.
    let rows = try text(first.path + "/deals.csv").split(separator: "\n")
    #expect(rows.count == 501)
    #expect(rows[1] == "1,16,1,Endpoint Protection,won,20314.66,2022-05-05,2022-08-25,vendor")
  }

  @Test(arguments: [0, 1, 40, 1_000, 30_000])
  func everySizeLoadsWithAllLinks(deals: Int) throws {
    let target = try Target()
    let generator = EcosystemGenerator(deals: deals, seed: 1)
    try generator.write(to: target.path)
    let world = try load(target.path)
    let counts = world.tables.map(\.rowCount)
    #expect(
      counts == [
        generator.regions + generator.leaves, generator.managers, generator.partners, deals,
      ])
  }

  @Test func theShapeIsThatOfAChannel() throws {
    let target = try Target()
    try EcosystemGenerator(deals: 100_000, seed: 1).write(to: target.path)
    let world = try load(target.path)
    let deals = try #require(world.catalog.entity(named: "deals"))
    func column(_ name: String) throws -> Column {
      world.table(deals).columns[try #require(world.catalog[deals].fieldIndex(name))]
    }
    let (stages, amounts, partners) = (
      try column("stage"), try column("amount"), try column("partner")
    )
    let (created, closed, accounts) = (
      try column("created_on"), try column("closed_on"), try column("account")
    )
    var stageCounts: [Value: Int] = [:]
    var accountCounts: [Value: Int] = [:]
    var revenue: [Value: Int64] = [:]
    var cents: [Int64] = []
    for row in 0..<world.table(deals).rowCount {
      stageCounts[stages[row], default: 0] += 1
      accountCounts[accounts[row], default: 0] += 1
      guard case .decimal(let amount) = amounts[row], amount.scale == 2 else {
        Issue.record("an amount without two decimals")
        return
      }
      cents.append(amount.units)
      if stages[row] == .text("won") { revenue[partners[row], default: 0] += amount.units }
      guard case .day(let first) = created[row] else { return }
      #expect(Int(first) <= EcosystemGenerator.lastDay.dayNumber)
      switch closed[row] {
      case .day(let last): #expect((5...200).contains(last - first))
      default: #expect(stages[row] == .text("open"))
      }
    }
    #expect((31_000...33_000).contains(stageCounts[.text("won")] ?? 0))
    #expect((41_500...44_000).contains(stageCounts[.text("lost")] ?? 0))
    #expect((1...8).contains(accountCounts.values.max() ?? 0))
    #expect((1_200_000...1_400_000).contains(cents.sorted()[cents.count / 2]))
    let sorted = revenue.values.sorted(by: >)
    let best = sorted.prefix(400 / 5).reduce(0, +)
    let share = Double(best) / Double(sorted.reduce(0, +))
    #expect((0.65...0.85).contains(share), "the best fifth has \(share)")
  }

  @Test func aFilledFolderIsLeftAlone() throws {
    let target = try Target()
    let file = try #require(fopen(target.path + "/other", "w"))
    fclose(file)
    let error = #expect(throws: LoadFailure.self) {
      try EcosystemGenerator(deals: 10, seed: 1).write(to: target.path)
    }
    #expect(error?.diagnostics.first?.code == .fileNotWritable)
    #expect(try CSVLoader(threads: 1).readScript(target.path + "/other").isEmpty)
  }

  @Test func aFolderThatCannotBeMadeIsReported() {
    let error = #expect(throws: LoadFailure.self) {
      try EcosystemGenerator(deals: 10, seed: 1).write(to: "no/such/folder/here")
    }
    #expect(error?.diagnostics.first?.code == .fileNotWritable)
  }
}

@Suite struct PortableMathTests {
  @Test(arguments: [1e-9, 0.3, 1, 1.5, 2, 10, 13_000, 4e17])
  func logarithmAndExponentialAreThoseOfTheSystem(x: Double) {
    #expect(abs(PortableMath.logarithm(x) - log(x)) <= 1e-14 * max(1, abs(log(x))))
    let power = min(x, 300)
    #expect(abs(PortableMath.exponential(power) / exp(power) - 1) < 1e-13)
    #expect(abs(PortableMath.power(x, -0.86) / pow(x, -0.86) - 1) < 1e-13)
  }

  @Test func normalNumbersHaveTheirMeanAndDeviation() {
    var random = RandomStream(seed: 5, stream: 9)
    let numbers = (0..<100_000).map { _ in random.normal() }
    let mean = numbers.reduce(0, +) / 100_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean) < 0.01)
    #expect(abs(variance - 1) < 0.01)
  }

  @Test func weightsAreKept() {
    var random = RandomStream(seed: 5, stream: 9)
    let choice = WeightedChoice(weights: [1, 2, 3, 4])
    var counts = [0, 0, 0, 0]
    for _ in 0..<100_000 { counts[choice.draw(&random)] += 1 }
    for (index, count) in counts.enumerated() {
      #expect(abs(count - (index + 1) * 10_000) < 600)
    }
  }
}
