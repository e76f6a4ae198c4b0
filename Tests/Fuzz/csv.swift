// Modules: Messages Columns Model Storage

import Columns
import Messages
import Model
import Storage

/// Feeds noise to the CSV loader: it must neither trap nor give other rows for other block sizes.
///
/// The first byte chooses how the columns `a` to `d` are declared; the rest is the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCSV(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: data, count: count)
  guard let choice = input.first else { return 0 }
  let bytes = Array(input.dropFirst())
  let first = outcome(bytes, choice, blockSize: 1 << 16)
  precondition(first == outcome(bytes, choice, blockSize: 7), "blocks change what is read")
  return 0
}

private let kinds: [[ColumnKind]] = [
  [],
  [.id, .money(nil, .plain), .date(nil), .text],
  [.text, .percent(.plain), .date(.dayMonthYear), .choice(["gold", "silver"])],
  [.link(entity: "t"), .number(.plain), .bool, .period(.quarter)],
  [.id, .link(entity: "t"), .duration(.days), .money(.eur, .plain)],
  [
    .text,
    .number(NumberFormat(decimalMark: UInt8(ascii: ","), groupMark: UInt8(ascii: "."))),
    .date(.monthDayYear), .period(.week),
  ],
]

/// The shown rows, or the shown reasons.
private func outcome(_ bytes: [UInt8], _ choice: UInt8, blockSize: Int) -> [String] {
  let chosen = kinds[Int(choice) % kinds.count]
  let names = ["a", "b", "c", "d"]
  var columns: [ColumnSpec] = []
  for (index, kind) in chosen.enumerated() {
    var column = ColumnSpec(name: names[index], kind: kind)
    column.inverseName = "back_\(names[index])"
    column.keepsOrphans = choice >= 128
    columns.append(column)
  }
  let loader = CSVLoader(threads: 2, files: ["t.csv": bytes], blockSize: blockSize)
  let world = World(catalog: Catalog(), tables: [], options: Options(today: 0))
  do throws(LoadFailure) {
    let loaded = try loader.load(
      [EntitySpec(name: "t", path: "t.csv", columns: columns)], into: world)
    let table = loaded.world.tables[0]
    return loaded.warnings.map(\.message)
      + (0..<table.rowCount).map { row in
        table.columns.map { "\($0[row])" }.joined(separator: "|")
      }
  } catch {
    return error.diagnostics.flatMap { [$0.code.rawValue, $0.message] + $0.notes }
  }
}
