import Columns
import Glibc
import Messages
import Model
import Plan
import Synchronization
import Testing

@testable import Engine

/// Ctrl-C has to end whatever is being computed within 50 ms, on millions of rows. A machine's load
/// says nothing about that, so what is measured here is how much of a thread's own time passes
/// between two looks at the cancellation: a step that goes over all rows without a look has a far
/// larger part of it than a morsel has.
@Suite(.serialized) struct CancellationTests {
  private static let deals = 24_000
  private static let world = RandomWorld.make(seed: 11, deals: deals)

  /// What is run for each operator.
  private static let plans: [String: LogicalPlan] = {
    let scan = RandomPlans.scan(RandomWorld.deals)
    let partners = RandomPlans.scan(RandomWorld.partners)
    func column(_ number: Int, _ type: ValueType = .number) -> TypedExpression {
      TypedExpression(.column(number, depth: 0), type: type, span: nowhere)
    }
    func stage(
      _ node: LogicalPlan.Node, _ columns: [PlanColumn] = scan.columns,
      anchor: EntityID? = RandomWorld.deals
    ) -> LogicalPlan {
      LogicalPlan(node, columns: columns, anchor: anchor, span: nowhere)
    }
    func added(_ plan: LogicalPlan, _ value: TypedExpression) -> LogicalPlan {
      stage(
        .extend(plan, value), plan.columns + [PlanColumn(name: "x", type: value.type)],
        anchor: plan.anchor)
    }
    func window(_ function: Window.Function, per partition: [TypedExpression]) -> LogicalPlan {
      added(
        scan,
        TypedExpression(
          .window(Window(function: function, partition: partition)), type: .number, span: nowhere))
    }
    func sparse(_ aggregates: [Aggregate]) -> LogicalPlan {
      CoreTests.summarize(
        scan, by: [.value(partner), .value(code), .value(closedOn), .value(amount)], aggregates)
    }
    let partner = column(0, .entity(RandomWorld.partners))
    let amount = column(1, RandomWorld.money)
    let closedOn = column(4, .date)
    let code = column(5, .text)
    let sum = CoreTests.aggregate(.sum, amount, type: RandomWorld.money)
    let count = CoreTests.aggregate(.count)
    let hop = Hop.inverse(from: RandomWorld.partners, field: 0, to: RandomWorld.deals)
    let row = TypedExpression(.row(depth: 0), type: .entity(RandomWorld.partners), span: nowhere)
    let own = stage(.reached(owner: row, hops: [hop]))
    let best = CoreTests.aggregate(
      .sum, amount,
      rows: .pipeline(
        stage(.top(own, 2, by: [SortTerm(value: amount, isDescending: true)], per: []))),
      type: RandomWorld.money)
    let upper = TypedExpression(.operation(.upper, [code]), type: .text, span: nowhere)
    let product = TypedExpression(
      .operation(.multiply, [amount, column(2, .percent)]), type: RandomWorld.money, span: nowhere)
    let isLarge = TypedExpression(
      .operation(
        .greater, [amount, TypedExpression(.constant(5), type: .number, span: nowhere)]),
      type: .bool, span: nowhere)
    let keyed = CoreTests.summarize(scan, by: [.value(amount), .value(closedOn)], [count])
    let pivoted = CoreTests.summarize(
      scan, by: [.value(partner), .value(code)], [sum])
    return [
      "filter": stage(.filter(scan, isLarge)),
      "extend": added(scan, product),
      "extend with texts": added(scan, upper),
      "sort": stage(
        .sort(
          scan,
          [SortTerm(value: amount, isDescending: true), SortTerm(value: code, isDescending: false)])
      ),
      "take per": stage(.take(scan, 1, per: [partner])),
      "top": stage(.top(scan, 9_000, by: [SortTerm(value: amount, isDescending: true)], per: [])),
      "top per": stage(
        .top(scan, 3, by: [SortTerm(value: amount, isDescending: true)], per: [partner])),
      "top of many per": stage(
        .top(scan, 1_000, by: [SortTerm(value: amount, isDescending: true)], per: [partner])),
      "distinct": stage(
        .distinct(scan, [amount, closedOn, code]),
        [scan.columns[1], scan.columns[4], scan.columns[5]], anchor: nil),
      "summarize": sparse([sum, count]),
      "summarize in pieces": CoreTests.summarize(
        scan, by: [.value(partner), .value(code)], [sum, count]),
      "summarize in order": sparse([CoreTests.aggregate(.first, amount, type: RandomWorld.money)]),
      "summarize distinct": CoreTests.summarize(
        scan, by: [.value(partner)], [CoreTests.aggregate(.countDistinct, amount)]),
      "summarize median": CoreTests.summarize(
        scan, by: [.value(code)], [CoreTests.aggregate(.median, amount)]),
      "summarize by month": CoreTests.summarize(
        scan, by: [.value(partner), .each(.month, range: nil)],
        [CoreTests.aggregate(.sum, amount, over: closedOn, type: RandomWorld.money)]),
      "expand": stage(
        .expand(partners, owner: row, hops: [hop], keepsEmpty: true),
        partners.columns + [PlanColumn(name: "deal", type: .entity(RandomWorld.deals))],
        anchor: RandomWorld.partners),
      "link": stage(
        .link(
          scan, source: keyed,
          on: [LinkPair(left: amount, right: amount0), LinkPair(left: closedOn, right: day1)],
          withAnchor: false), scan.columns + keyed.columns),
      "append": stage(
        .append(stage(.append(scan, scan), anchor: nil), added(scan, product)), anchor: nil),
      "unpivot": stage(
        .unpivot(scan, keep: [0, 5], values: [1, 2, 7]),
        [
          scan.columns[0], scan.columns[5], PlanColumn(name: "what", type: .text),
          PlanColumn(name: "value", type: .number),
        ], anchor: nil),
      "pivot": stage(
        .pivot(
          pivoted,
          Pivot(
            keep: [0], across: 1, values: [],
            measures: [Pivot.Measure(column: 2, absentIsZero: true)], isListed: false)),
        [pivoted.columns[0]], anchor: nil),
      "assert": stage(
        .assert(
          scan,
          TypedExpression(
            .operation(
              .or,
              [
                isLarge,
                TypedExpression(
                  .operation(.not, [isLarge]), type: .bool, span: nowhere),
              ]), type: .bool, span: nowhere),
          message: nil)),
      "rank": window(.rank, per: [partner]),
      "previous": window(.previous(amount), per: [partner]),
      "running sum": window(.runningSum(amount), per: [partner]),
      "share": window(.share(amount), per: [partner]),
      "running share": window(.runningShare(amount), per: [partner]),
      "reached": added(
        partners,
        TypedExpression(
          .aggregate(
            CoreTests.aggregate(
              .sum, amount, rows: .reached(owner: row, hops: [hop]), type: RandomWorld.money)),
          type: RandomWorld.money, span: nowhere)),
      "best of each": added(
        partners, TypedExpression(.aggregate(best), type: RandomWorld.money, span: nowhere)),
    ]
  }()

  private static let amount0 = TypedExpression(
    .column(0, depth: 0), type: RandomWorld.money, span: nowhere)
  private static let day1 = TypedExpression(.column(1, depth: 0), type: .date, span: nowhere)

  /// Up to how many groups are few: the rows of more are divided.
  private static func fewGroups(_ name: String) -> Int {
    name == "summarize in pieces" ? 1_024 : 1 << 16
  }

  /// How long one thread has worked, in nanoseconds.
  private static var threadTime: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// What a run took between two looks at most, and in all.
  private static func measure(
    _ plan: LogicalPlan, _ name: String
  ) throws -> (longest: Int, total: Int, looks: Int) {
    let looks = Mutex<[Int]>([])
    let run = Execution(
      world: world, threads: 1,
      cancellation: Cancellation(looked: { looks.withLock { $0.append(threadTime) } }),
      morselRows: 128, fewGroups: fewGroups(name))
    let start = threadTime
    _ = try run.result(run.frame(of: plan, in: nil), of: plan)
    let times = [start] + looks.withLock { $0 } + [threadTime]
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    return (gaps.max() ?? 0, times[times.count - 1] - start, looks.withLock { $0.count })
  }

  /// Which part of an operator's time may pass without a look, where that is not about a morsel's: a
  /// hash table that grows moves all of its words, a histogram has more cells than these few rows, and
  /// the figures of the owners, of which there are few, are made in one step.
  private static let longSteps = [
    "summarize distinct": 0.25, "summarize median": 0.25, "reached": 0.25,
  ]

  @Test(arguments: plans.keys.sorted())
  func everyOperatorLooksOften(_ name: String) throws {
    let plan = try #require(Self.plans[name])
    let most = Self.longSteps[name] ?? 0.08
    // The best of some runs: what the machine does beside it counts for the thread at times.
    var best = Double.infinity
    for _ in 0..<5 where best > most {
      let (longest, total, _) = try Self.measure(plan, name)
      best = min(best, Double(longest) / Double(total))
    }
    #expect(best <= most, "\(name): \(Int(best * 100)) % of the time passes without a look")
  }

  /// Stopped at any look, it ends there: nothing is computed from what was left out.
  @Test(arguments: plans.keys.sorted())
  func everyOperatorStopsWhereItLooks(_ name: String) throws {
    let plan = try #require(Self.plans[name])
    let all = try Self.measure(plan, name).looks
    for share in [0.01, 0.3, 0.6, 0.9] {
      for threads in [1, 2] {
        let stop = Stop(after: Int(Double(all) * share))
        let run = Execution(
          world: Self.world, threads: threads, cancellation: stop.cancellation, morselRows: 128,
          fewGroups: Self.fewGroups(name))
        #expect(throws: Diagnostic.self, "\(name) goes on after \(share) of its looks") {
          _ = try run.result(run.frame(of: plan, in: nil), of: plan)
        }
        // Each thread looks once more in each step that is under way, and what waits for them may.
        #expect(stop.later <= 5 * threads, "\(name) looks \(stop.later) times more")
      }
    }
  }
}

/// A cancellation that is asked for at a certain look.
private final class Stop: Sendable {
  private let looks = Atomic<Int>(0)
  private let last: Int
  private let own = Mutex<Cancellation?>(nil)

  init(after last: Int) {
    self.last = max(1, last)
    let cancellation = Cancellation(looked: { [weak self] in self?.look() })
    own.withLock { $0 = cancellation }
  }

  var cancellation: Cancellation { own.withLock { $0 } ?? Cancellation() }

  /// How many looks there were after that one.
  var later: Int { max(0, looks.load(ordering: .relaxed) - last) }

  private func look() {
    if looks.wrappingAdd(1, ordering: .relaxed).newValue == last { cancellation.cancel() }
  }
}
