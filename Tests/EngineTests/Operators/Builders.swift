public import Columns
import Messages
import Model
import Plan

@testable import Engine

let nowhere = Span(source: SourceID(index: 0), start: 0, end: 0)

func execution(_ world: World = World(catalog: Catalog(), tables: [], options: .init(today: 0)))
  -> Execution
{
  Execution(world: world, threads: 2, cancellation: Cancellation())
}

func frame(_ columns: Column...) -> Frame {
  Frame(count: columns.first?.count ?? 0, columns: columns.map { .stored($0) })
}

func field(_ number: Int, _ type: ValueType = .number) -> TypedExpression {
  TypedExpression(.column(number, depth: 0), type: type, span: nowhere)
}

func ascending(_ number: Int, _ type: ValueType = .number) -> SortTerm {
  SortTerm(value: field(number, type), isDescending: false)
}

func descending(_ number: Int, _ type: ValueType = .number) -> SortTerm {
  SortTerm(value: field(number, type), isDescending: true)
}

/// A plan that only lends its columns' names and types to a message or a heading.
func plan(_ columns: (name: String, type: ValueType)...) -> LogicalPlan {
  LogicalPlan(
    .one, columns: columns.map { PlanColumn(name: $0.name, type: $0.type) }, anchor: nil,
    span: nowhere)
}

/// Whole numbers; nil is missing.
func numbers(_ values: Int64?..., scale: Int = 0) -> Column {
  .decimal(values.map { $0 ?? Missing.decimal }, scale: scale)
}

func texts(_ values: String?...) -> Column { texts(values) }

func texts(_ values: [String?]) -> Column {
  var interner = TextInterner()
  let codes = values.map { $0.map { interner.intern($0) } ?? Missing.code }
  return .text(codes, interner.dictionary)
}

extension Execution {
  /// A frame's values, row by row.
  func rows(_ frame: Frame) throws(Diagnostic) -> [[Value]] {
    var columns: [Column] = []
    for number in frame.columns.indices { columns.append(try column(number, of: frame)) }
    return (0..<frame.count).map { row in columns.map { $0[row] } }
  }
}

extension RowNumbers {
  var list: [Int32] {
    switch self {
    case .identity(let count): (0..<Int32(count)).map { $0 }
    case .list(let rows): rows
    }
  }
}

extension Column {
  var boxed: [Value] { (0..<count).map { self[$0] } }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  public init(integerLiteral value: Int) { self = .decimal(Decimal(value)) }
  public init(stringLiteral value: String) { self = .text(value) }
}

/// SplitMix64: the same numbers in every run.
struct Chance {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// A column with repeated and missing values, of one storage after the other.
  mutating func column(_ kind: Int, count: Int) -> (Column, ValueType) {
    func values<Number>(_ missing: Number, _ make: (inout Chance) -> Number) -> [Number] {
      (0..<count).map { _ in below(6) == 0 ? missing : make(&self) }
    }
    let words = ["", "a", "ab", "b", "Zürich", "Zug", "漢字", "a long text of more than 8", "é"]
    switch kind % 6 {
    case 0: return (.decimal(values(Missing.decimal) { Int64($0.below(9)) - 4 }, scale: 2), .number)
    case 1: return (.real(values(.nan) { Double($0.below(9)) / 3 - 1 }), .number)
    case 2: return (.day(values(Missing.day) { Int32($0.below(9)) - 4 }), .date)
    case 3: return (.truth(values(Missing.truth) { UInt8($0.below(2)) }), .bool)
    case 4:
      return (texts(values(nil) { words[$0.below(words.count)] }), .text)
    default:
      let wide = values(Missing.decimal) { Int64(bitPattern: $0.next() | 1) }
      return (.decimal(wide, scale: 0), .number)
    }
  }
}

/// Whether one value stands before another; missing last. As plain as it can be said.
func isBefore(_ left: Value, _ right: Value, descending: Bool) -> Bool {
  if left == .missing || right == .missing { return right == .missing && left != .missing }
  func less(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.decimal(let first), .decimal(let second)): first < second
    case (.real(let first), .real(let second)): first < second
    case (.day(let first), .day(let second)): first < second
    case (.truth(let first), .truth(let second)): !first && second
    case (.text(let first), .text(let second)):
      first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
    default: false
    }
  }
  return descending ? less(right, left) : less(left, right)
}
