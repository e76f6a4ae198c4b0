import Columns
import Messages
import Model
import Plan

extension Aggregator {
  /// Percentiles from where they lie: where a stretch holds more than one value, a second scan
  /// collects those around them, for all percentiles at once.
  ///
  /// - Returns: the column of each plan, by its number, that has gathered a histogram.
  func percentiles(
    _ plans: [Plan?], _ accumulators: [Accumulator], where filter: Test
  ) throws(Diagnostic) -> [Int: Column] {
    var columns: [Int: Column] = [:]
    var collected: [(number: Int, member: Int, node: Node, places: [PercentilePlace])] = []
    var pass = Pass(execution, frame, compiler: compiler)
    for (number, plan) in plans.enumerated() {
      guard let plan, let histogram = accumulators[plan.accumulator] as? HistogramAccumulator
      else { continue }
      let (request, node) = (plan.request, histogram.node)
      let places = histogram.places(
        of: fraction(request.aggregate), groups: request.level.count)
      if histogram.buckets.areSingle {
        columns[number] = try GroupedValues(places, of: histogram.buckets)
          .percentiles(
            at: places.map(\.rank.fromFirst), storage: node.storage, on: execution)
        continue
      }
      let member = pass.add(
        request.aggregate, level: request.level, levelNumber: request.levelNumber,
        .own { _ in BucketAccumulator(node, histogram.buckets, places) })
      collected.append((number, member, node, places))
    }
    let gathered = try pass.run(where: filter)
    for (number, member, node, places) in collected {
      guard let values = gathered[member] as? CollectAccumulator else { continue }
      columns[number] = try GroupedValues(values, groups: places.count, on: execution)
        .percentiles(at: places.map(\.rank), storage: node.storage, on: execution)
    }
    return columns
  }
}
