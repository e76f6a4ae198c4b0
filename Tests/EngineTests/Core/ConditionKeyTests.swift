import Columns
import Messages
import Model
import Plan
import Testing

@testable import Engine

/// Conditions as a key of groups: every row's number tells which conditions it meets.
struct ConditionKeyTests {
  private static let stages: [String?] = ["new", "won", nil, "lost", "won", "new", "held"]
  private static let sources: [String?] = ["web", nil, "web", "fair", "fair"]
  private static let rows = 35

  private static let frame: Frame = {
    let days: [Int32] = (0..<rows).map { $0 % 4 == 0 ? Missing.day : 100 + Int32($0 % 3) }
    return EngineTests.frame(
      texts((0..<rows).map { stages[$0 % stages.count] }),
      texts((0..<rows).map { sources[$0 % sources.count] }), .day(Buffer(days)))
  }()

  private static func has(_ number: Int, _ text: String) -> TypedExpression {
    operation(.equal, field(number, .text), constant(.text(text), .text))
  }

  private static func operation(
    _ operation: Operation, _ arguments: TypedExpression...
  ) -> TypedExpression {
    TypedExpression(.operation(operation, arguments), type: .bool, span: nowhere)
  }

  private static func constant(_ value: Value, _ type: ValueType) -> TypedExpression {
    TypedExpression(.constant(value), type: type, span: nowhere)
  }

  private static let conditions = [
    has(0, "won"), operation(.not, has(0, "won")), operation(.or, has(0, "won"), has(0, "lost")),
    operation(.and, has(0, "new"), has(1, "web")), has(0, "none such"),
    operation(.equal, field(2, .date), constant(.day(101), .date)),
    operation(.not, operation(.equal, field(2, .date), constant(.day(101), .date))),
    operation(.or, has(1, "fair"), operation(.not, has(1, "web"))),
  ]

  private func nodes(_ execution: Execution) throws -> [Node] {
    var nodes: [Node] = []
    for condition in Self.conditions {
      nodes.append(try Compiler(execution, Self.frame).compile(condition))
    }
    return nodes
  }

  @Test(arguments: [1, 7])
  func numbersTellWhatEachRowMeets(stride: Int) throws {
    let execution = execution()
    let nodes = try nodes(execution)
    #expect(nodes.allSatisfy(ConditionKey.isPossible))
    let key = try #require(ConditionKey(nodes, stride: stride, largest: 1 << 12))
    var groups = [Int32](repeating: 0, count: Self.rows)
    groups.withUnsafeMutableBufferPointer { groups in
      groups.baseAddress.map { GroupLevel.add(key.parts, of: Batch(0..<Self.rows), to: $0) }
    }
    for (place, condition) in Self.conditions.enumerated() {
      let met = Set(try execution.selection(condition, over: Self.frame))
      for (row, group) in groups.enumerated() {
        let (number, rest) = Int(group).quotientAndRemainder(dividingBy: stride)
        #expect(rest == 0 && number < key.count)
        #expect(
          key.holding[place].contains(number) == met.contains(Int32(row)),
          "condition \(place), row \(row)")
      }
    }
  }

  @Test func tooManyGroupsAreNoKey() throws {
    #expect(try ConditionKey(nodes(execution()), stride: 1 << 10, largest: 1 << 12) == nil)
  }

  /// One accumulator counts for all conditions, rows of no group included, and none does where the
  /// shortcut is off.
  @Test(arguments: [Shortcuts.all, []])
  func countsUnderSeveralConditionsAreOneAccumulator(shortcuts: Shortcuts) throws {
    let execution = Execution(
      world: World(catalog: Catalog(), tables: [], options: .init(today: 0)), threads: 1,
      cancellation: Cancellation(), shortcuts: shortcuts)
    let groups: [Int32] = (0..<Self.rows).map { Int32($0 % 4) - 1 }
    let level = GroupLevel(parts: [.direct(Buffer(groups))], count: 3, maySkip: true)
    let conditions: [TypedExpression?] = [nil, Self.has(0, "won"), Self.has(0, "lost")]
    let requests = conditions.map { condition in
      AggregateRequest(
        aggregate: Aggregate(
          function: .count, rows: .current, condition: condition, type: .number, span: nowhere),
        level: level, levelNumber: 0)
    }
    let plan = try PassPlan(
      requests.map {
        Pass.Member(aggregate: $0.aggregate, level: level, levelNumber: 0, recipe: .rows)
      }, rows: Self.rows, Compiler(execution, Self.frame))
    #expect(plan.accumulators.count == (shortcuts.isEmpty ? 3 : 1))
    #expect(plan.splitLevels.count == (shortcuts.isEmpty ? 0 : 1))
    let results = try Aggregator(execution, Self.frame, isCareful: false)
      .run(requests, where: .all).results
    for (result, condition) in zip(results, conditions) {
      var met = Set(0..<Int32(Self.rows))
      if let condition { met = Set(try execution.selection(condition, over: Self.frame)) }
      for group in 0..<3 {
        let count = met.count { Int($0) % 4 - 1 == group }
        #expect(result.values[group] == Value.decimal(Decimal(count)))
      }
    }
  }
}
