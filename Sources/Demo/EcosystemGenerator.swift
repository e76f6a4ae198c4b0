package import Columns
import Glibc
import Messages
package import Model

/// Makes up an ecosystem as a folder of CSV files: territories, managers, partners and deals.
///
/// The same numbers give the same bytes on every machine: randomness and mathematics are its own.
package struct EcosystemGenerator: Sendable {
  let deals: Int
  let seed: UInt64
  let partners: Int
  let managers: Int
  let regions: Int
  /// Territories that partners are in; the regions are territories as well, above them.
  let leaves: Int

  /// The last day of the made-up data.
  package static let lastDay = CivilDate(year: 2026, month: 9, day: 30)
  static let firstDay = CivilDate(year: 2020, month: 10, day: 1)

  package init(deals: Int, seed: UInt64) {
    self.deals = max(0, deals)
    self.seed = seed
    partners = max(20, self.deals / 250)
    managers = max(8, partners / 50)
    let territories = max(4, managers / 10)
    regions = min(Names.regions.count, max(2, territories / 5))
    leaves = territories - regions
  }

  /// Writes the folder, whole or not at all.
  ///
  /// - Throws: P415 where the folder holds something already or cannot be written.
  package func write(to folder: String) throws(LoadFailure) {
    var target = folder
    while target.count > 1, target.hasSuffix("/") { target.removeLast() }
    try refuseFilled(target)
    let partial = "\(target).partial-\(getpid())"
    guard mkdir(partial, 0o777) == 0 else { throw fault(target, errno) }
    do throws(CSVWriter.Fault) {
      try writeTerritories(partial)
      try writeManagers(partial)
      try writePartners(partial)
      try writeDeals(partial)
      try writeModel(partial)
    } catch {
      remove(partial)
      throw fault(target, error.number)
    }
    guard rename(partial, target) == 0 else {
      let number = errno
      remove(partial)
      throw fault(target, number)
    }
  }

  static let files = [
    "territories.csv", "managers.csv", "partners.csv", "deals.csv", "ecosystem.parley",
  ]

  private func refuseFilled(_ folder: String) throws(LoadFailure) {
    var status = stat()
    guard stat(folder, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw fault(folder, ENOTDIR) }
    guard let directory = opendir(folder) else { throw fault(folder, errno) }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    // An empty folder lists itself and the one above.
    if count > 2 { throw fault(folder, ENOTEMPTY) }
  }

  private func remove(_ folder: String) {
    for file in Self.files { unlink("\(folder)/\(file)") }
    rmdir(folder)
  }

  private func fault(_ folder: String, _ number: Int32) -> LoadFailure {
    let reason =
      switch number {
      case ENOTEMPTY, EEXIST: "there are files in it already"
      case ENOENT: "the folder above it does not exist"
      case ENOTDIR: "it, or a part of its path, is a file"
      case EACCES, EPERM, EROFS: "you are not allowed to write there"
      case ENOSPC, EDQUOT: "the disk is full"
      default: String(cString: strerror(number))
      }
    return LoadFailure(diagnostics: [
      Diagnostic(
        .fileNotWritable, "\(folder) cannot be written: \(reason)", at: nil,
        notes: number == ENOTEMPTY ? ["name a folder that does not exist yet"] : [])
    ])
  }
}
