import Messages
import Model

/// One walk through a file that fills some columns, every region on a thread.
struct ReadPass {
  let document: Document
  let regions: [Region]

  /// What one region gave besides its columns' values.
  struct RegionResult: Sendable {
    var rowCount: Int
    /// Records that are no rows; they count as rows nevertheless, so that numbers agree.
    var log: RejectionLog
  }

  /// Where each region's rows begin in a column's stage, and the end of the last.
  var offsets: [Int] {
    regions.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.recordBound) }
  }

  /// Where each region's rows stand, once their number is known.
  func stretches(_ results: [RegionResult]) -> [Stretch] {
    zip(offsets, results).map { Stretch(offset: $0, count: $1.rowCount) }
  }

  func run(_ columns: [PendingColumn]) throws(ReadFault) -> [RegionResult] {
    let results = Results<Result<RegionResult, ReadFault>>(regions.count)
    let shared = Handover(value: columns)
    Parallel.run(regions.count, threads: document.limits.threads) { index in
      do throws(ReadFault) {
        results[index] = .success(try read(index, shared.value.map { $0.readers[index] }))
      } catch {
        results[index] = .failure(error)
      }
    }
    var all: [RegionResult] = []
    for index in regions.indices {
      guard let result = results[index] else { throw .outOfMemory }
      all.append(try result.get())
    }
    return all
  }

  private func read(
    _ index: Int, _ readers: [RegionReader]
  ) throws(ReadFault) -> RegionResult {
    let region = regions[index]
    var result = RegionResult(rowCount: 0, log: RejectionLog())
    var hasChanged = false
    try document.blocks.read(region) { block, scanner, place in
      // The stage has room for what the first walk counted, and not for what was added since.
      guard place.firstRecord + block.recordCount <= region.recordBound else {
        hasChanged = true
        return false
      }
      for fault in scanner.faults {
        var cellCount: Int?
        if case .fieldCount(let count) = fault.kind { cellCount = count }
        result.log.add(
          place.firstRecord + fault.record, column: nil,
          Reason(fault.kind, columnCount: block.columnCount), cellCount: cellCount)
      }
      for reader in readers { reader.read(block, firstRow: place.firstRecord) }
      result.rowCount = place.firstRecord + block.recordCount
      return true
    }
    if hasChanged { throw .changed }
    return result
  }
}
