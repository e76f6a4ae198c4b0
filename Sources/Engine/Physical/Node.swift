import Columns
import Messages
import Model
import Plan

/// How a node's values are stored.
enum Storage: Sendable {
  case decimal(scale: Int)
  case real
  case day
  case truth
  case text(TextDictionary)
  case row
  case period(PeriodUnit)

  init(_ column: Column) {
    switch column {
    case .decimal(_, let scale): self = .decimal(scale: scale)
    case .real: self = .real
    case .day: self = .day
    case .truth: self = .truth
    case .text(_, let dictionary): self = .text(dictionary)
    case .row: self = .row
    case .period(_, let unit): self = .period(unit)
    }
  }

  /// What stands for missing in a narrow vector.
  var missingNarrow: Int32 {
    switch self {
    case .day, .period: Missing.day
    case .decimal, .real, .truth, .text, .row: Missing.code
    }
  }
}

/// One value in the form in which vectors hold it.
enum Scalar: Sendable {
  case wide(Int64)
  case real(Double)
  case narrow(Int32)
  case truth(UInt8)
}

enum Comparison: Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}

enum Arithmetic: Sendable {
  case add, subtract, multiply, divide
}

/// A typed expression prepared for the rows of one frame: operands have one storage, literals have
/// the scale of their opposite, and whatever depends on a small table only has become a look-up.
///
/// Nodes are values that threads share; evaluating one changes nothing in it.
final class Node: Sendable {
  enum Kind: Sendable {
    case constant(Scalar)
    /// A column that has a value per frame row.
    case base(Column)
    /// The frame row's own number: the anchor of a whole table.
    case rowNumber
    /// `column[index]`, missing where the index (codes or row numbers) is.
    case gather(Column, by: Node)
    /// `table[index − low + 1]`, or `table[0]` where the index is missing; `low` is nil for codes and
    /// row numbers, whose missing is −1, one below the first.
    case lookup(Column, by: Node, low: Int32?)
    /// A column some of whose values could not be computed: an overflow on these rows, ascending.
    case guarded(Column, faults: [Int32])
    /// The operand's values under another storage of the same form.
    case relabelled(Node)
    case rescaled(Node, factor: Int64)
    case real(Node)
    /// Both operands decimal, or both real. `isSafe`: the bounds rule an overflow out.
    case arithmetic(Arithmetic, Node, Node, isSafe: Bool)
    case negated(Node)
    /// Operands of one form. Decimal operands have one scale unless the comparison is `.wide`.
    case comparison(Comparison, Node, Node)
    /// Whether a decimal, day, code, row, period or truth lies in a range that excludes missing;
    /// negated, missing counts as outside.
    case range(Node, ClosedRange<Int64>, isNegated: Bool)
    case and(Node, Node)
    case or(Node, Node)
    case not(Node)
    case isMissing(Node)
    case coalesce(Node, Node)
    case conditional(Node, then: Node, otherwise: Node)
    /// Everything else, row by row.
    case function(Operation, [Node])
  }

  let kind: Kind
  let storage: Storage
  /// Between which values (units, days, codes …) all present values lie, where that is known.
  let bounds: ClosedRange<Int64>?
  let mayBeMissing: Bool
  /// Whether evaluating it can stop the run or call for a footnote, so that it must not be evaluated
  /// for rows that don't need it.
  let isDelicate: Bool
  /// What it was made from, for messages.
  let source: TypedExpression
  /// Of a ``Kind/base(_:)`` that is a table's own column of days.
  let zones: Zones?

  init(
    _ kind: Kind, _ storage: Storage, bounds: ClosedRange<Int64>? = nil, mayBeMissing: Bool = true,
    isDelicate: Bool = false, source: TypedExpression, zones: Zones? = nil
  ) {
    self.zones = zones
    self.kind = kind
    self.storage = storage
    self.bounds = bounds
    self.mayBeMissing = mayBeMissing
    self.isDelicate = isDelicate
    self.source = source
  }

  var constant: Scalar? {
    if case .constant(let scalar) = kind { scalar } else { nil }
  }

  var isMissingConstant: Bool {
    switch constant {
    case .wide(let value): value == Missing.decimal
    case .real(let value): value.isNaN
    case .narrow(let value): value == storage.missingNarrow
    case .truth(let value): value == Missing.truth
    case nil: false
    }
  }

  var isReal: Bool { if case .real = storage { true } else { false } }

  var scale: Int { if case .decimal(let scale) = storage { scale } else { 0 } }
}

/// The values of a node for the rows of a batch.
enum Vector {
  case wide(Buffer<Int64>)
  case real(Buffer<Double>)
  case narrow(Buffer<Int32>)
  case truth(Buffer<UInt8>)

  var wide: Buffer<Int64> { if case .wide(let values) = self { values } else { [] } }
  var real: Buffer<Double> { if case .real(let values) = self { values } else { [] } }
  var narrow: Buffer<Int32> { if case .narrow(let values) = self { values } else { [] } }
  var truth: Buffer<UInt8> { if case .truth(let values) = self { values } else { [] } }
}

/// Some rows of a frame: consecutive ones, or a list.
struct Batch {
  /// Nil for `start..<start + count`.
  let rows: UnsafePointer<Int32>?
  let start: Int
  let count: Int

  init(_ range: Range<Int>) {
    rows = nil
    start = range.lowerBound
    count = range.count
  }

  init(rows: UnsafePointer<Int32>, count: Int) {
    self.rows = rows
    start = 0
    self.count = count
  }

  subscript(index: Int) -> Int {
    if let rows { Int(rows[index]) } else { start + index }
  }
}

extension Column {
  /// The form that vectors and loops see.
  var narrow: Buffer<Int32>? {
    switch self {
    case .day(let values), .period(let values, _): values
    case .text(let codes, _): codes
    case .row(let rows): rows
    case .decimal, .real, .truth: nil
    }
  }

  /// A column of vectors' values under a storage.
  init(_ vector: Vector, _ storage: Storage) {
    switch storage {
    case .decimal(let scale): self = .decimal(vector.wide, scale: scale)
    case .real: self = .real(vector.real)
    case .day: self = .day(vector.narrow)
    case .truth: self = .truth(vector.truth)
    case .text(let dictionary): self = .text(vector.narrow, dictionary)
    case .row: self = .row(vector.narrow)
    case .period(let unit): self = .period(vector.narrow, unit)
    }
  }

  /// The values with another column of the same storage's values in front.
  func preceded(by first: Column) -> Column {
    switch (self, first) {
    case (.decimal(let values, let scale), .decimal(let head, _)):
      .decimal(head.array + values, scale: scale)
    case (.real(let values), .real(let head)): .real(head.array + values)
    case (.day(let values), .day(let head)): .day(head.array + values)
    case (.truth(let values), .truth(let head)): .truth(head.array + values)
    case (.text(let codes, let dictionary), .text(let head, _)):
      .text(head.array + codes, dictionary)
    case (.row(let rows), .row(let head)): .row(head.array + rows)
    case (.period(let values, let unit), .period(let head, _)): .period(head.array + values, unit)
    default: self
    }
  }

  /// One missing value under the storage of this column.
  var oneMissing: Column {
    switch self {
    case .decimal(_, let scale): .decimal([Missing.decimal], scale: scale)
    case .real: .real([Missing.real])
    case .day: .day([Missing.day])
    case .truth: .truth([Missing.truth])
    case .text(_, let dictionary): .text([Missing.code], dictionary)
    case .row: .row([Missing.code])
    case .period(_, let unit): .period([Missing.day], unit)
    }
  }
}
