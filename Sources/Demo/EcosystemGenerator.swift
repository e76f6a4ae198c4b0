import Columns
import Library
import Messages
package import Model

/// Makes up an ecosystem: every entity of the built-in model, as CSV files and its declaration.
///
/// The same numbers give the same bytes on every machine: randomness and mathematics are its own.
package struct EcosystemGenerator: Sendable {
  let ecosystem: Ecosystem

  /// The size and the seed of the demo.
  package static let demoDeals = 15_000
  package static let demoSeed: UInt64 = 1
  /// The cast of the demo: enough partners for everything that can happen to happen.
  private static let leastPartners = 180
  /// What a partner has of them in a large ecosystem.
  private static let dealsPerPartner = 250

  package init(deals: Int, seed: UInt64) {
    ecosystem = Ecosystem(
      deals: max(0, deals), partners: max(Self.leastPartners, deals / Self.dealsPerPartner),
      seed: seed)
  }

  /// The files in memory, by name.
  package func files() -> [String: [UInt8]] {
    let output = Output(folder: nil)
    // Memory refuses no bytes: there is nothing to tell.
    try? write(to: output)
    return output.files
  }

  /// Writes a folder, whole or not at all.
  ///
  /// - Throws: P415 where the folder holds something already or cannot be written.
  package func write(to folder: String) throws(LoadFailure) {
    let folder = try OutputFolder(folder)
    let output = Output(folder: folder.partial)
    do throws(CSVWriter.Fault) {
      try write(to: output)
    } catch {
      throw folder.discarded(output.names, error.number)
    }
    try folder.commit(output.names)
  }

  private func write(to output: Output) throws(CSVWriter.Fault) {
    try output.document("ecosystem.parley", Self.declaration)
    try ecosystem.geography.write(to: output)
    try ecosystem.writeManagers(to: output)
    try ecosystem.writePartners(to: output)
    try ecosystem.writeAssignments(to: output)
    try Product.write(to: output)
    try ecosystem.campaigns.write(to: output, ecosystem)
    let won = try DealPass(ecosystem, to: output).run(to: output)
    try Targets(ecosystem, won: won, to: output).run(to: output)
    var marketing = Marketing(ecosystem)
    try marketing.write(to: output)
    try Course.write(to: output)
    try Certifications(ecosystem, to: output).run(to: output)
    try Contacts(ecosystem, to: output).run(to: output)
    var help = Help(ecosystem)
    try help.write(to: output)
    var markets = Markets(ecosystem)
    try markets.write(to: output)
    var programs = Programs(ecosystem)
    try programs.write(to: output)
  }

  /// The built-in model, with the day on which the made-up history ends and its currency.
  private static var declaration: String {
    """
    option today = \(Timeline.lastDay.description)
    option currency = "USD"

    \(BuiltInModel.entities)
    """
  }
}
