package import Columns
package import Messages
package import Model

/// An expression whose names are resolved and whose types are known.
///
/// **Scopes.** An expression is evaluated for each row of a *row set*. `depth` 0 is the innermost
/// one. A stage's expressions see the stage's incoming rows at depth 0. Inside an ``Aggregate`` with
/// its own rows (``AggregateRows/reached(owner:hops:)``, ``AggregateRows/every(_:)`` or
/// ``AggregateRows/pipeline(_:)``) depth 0 is the reached row and depth 1 the row that owns the
/// aggregate, and so on outwards. With ``AggregateRows/current`` no scope opens: condition and value
/// see the stage's rows at depth 0.
package struct TypedExpression: Sendable, Hashable {
  package indirect enum Kind: Sendable, Hashable {
    case constant(Value)
    /// A value that is put in before the plan runs; see ``LogicalPlan/binding(_:in:)``.
    case variable(VariableID)
    /// The row number of the anchor entity of the scope's rows.
    case row(depth: Int)
    /// A column of the scope's rows, by its number in the plan's ``LogicalPlan/columns``.
    case column(Int, depth: Int)
    /// Field number `field` of the entity rows that `of` gives; missing where `of` is missing.
    /// The entity is the type of `of`. A to-one link is a field whose type is an entity.
    case field(Int, of: TypedExpression)
    case operation(Operation, [TypedExpression])
    /// The condition is two-valued; both branches have the type of the whole.
    case conditional(TypedExpression, then: TypedExpression, otherwise: TypedExpression)
    /// An aggregate over rows of its own, evaluated for the current row. Its rows are never
    /// ``AggregateRows/current`` here: over the current rows it is a ``Window``, and in summarize
    /// it is lifted into ``GroupAggregate`` (where `.reached` rows are those of the whole group).
    case aggregate(Aggregate)
    case window(Window)
  }

  package var kind: Kind
  package var type: ValueType
  package var span: Span

  package init(_ kind: Kind, type: ValueType, span: Span) {
    self.kind = kind
    self.type = type
    self.span = span
  }

  /// Two expressions that compute the same are equal, wherever they are written.
  package static func == (left: TypedExpression, right: TypedExpression) -> Bool {
    left.kind == right.kind && left.type == right.type
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(type)
  }
}

/// The closed set of scalar operations. Arguments have been checked; missing in, missing out,
/// unless it says otherwise.
package enum Operation: Sendable, Hashable {
  // Arithmetic. Decimals stay exact (overflow is a fault); a real operand makes the result real.
  case add, subtract, multiply, negate
  /// Always real; a zero divisor gives missing and counts as a division by zero.
  case divide
  // Comparisons: two-valued. Equality is total (missing equals missing); order with missing is
  // false. Texts compare by code point, choices by rank in `order`, entities by row identity.
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  // Two-valued logic; a missing truth counts as false.
  case and, or, not
  case isMissing
  /// First argument, or the second where the first is missing.
  case coalesce
  /// `[value, alternatives…]`: whether value equals one of them (missing only equals missing).
  case isOneOf
  /// `[date, period]`, period a constant or a column: whether the date lies in it.
  case isInPeriod
  /// Whether a date lies in these days, both ends included; missing is false.
  case isInDays(ClosedRange<Int32>)
  // Text tests ignore case; false with missing.
  case contains, startsWith, endsWith, matches
  // Text functions.
  case lower, upper, trim, length
  /// `[text, count]`.
  case left, right
  /// `[text, old, new]`: every occurrence, exact case.
  case replace
  /// Joins texts; every argument has type text (the checker wraps others in ``toWords``).
  /// A missing part reads as an empty text.
  case concatenate
  /// How a value prints outside of a table: raw, as in machine formats.
  case toText
  /// How people read a value: with its currency or unit, as in tables.
  case toWords
  // Numbers.
  /// `[value, places]`, places a constant: half away from zero, exact for decimals.
  case round
  case floor, ceiling, absolute
  /// Over all arguments, missing ones skipped.
  case least, greatest
  /// Over all arguments, missing ones skipped: always real, one division of an exact sum.
  case mean
  /// How many of the arguments, of any types, are not missing.
  case present
  // Dates and periods.
  /// Date to period of a unit; also a period to a longer unit, by its first day.
  case period(PeriodUnit)
  /// Of a date or a period (by its first day): 1…12, 1…4, ISO 1…53, ISO 1…7 (Monday first), 1…31.
  case yearNumber, quarterNumber, monthNumber, weekNumber, weekday, dayOfMonth
  /// First and last day of a period.
  case periodStart, periodEnd
  /// `[date, months]`: clamps to the month's end. `[date, days]`.
  case addMonths, addDays
  /// `[date, date]`: days between.
  case daysBetween
  // Conversions; the `try` ones give missing where the others are a fault that names the row.
  case toNumber, tryToNumber, toDate, tryToDate
  /// Number to money or back: the same units under another type.
  case retype
  /// Decimal to real.
  case toReal
}

/// The functions that make one value of many.
package enum AggregateFunction: Sendable, Hashable {
  case sum, average, minimum, maximum, median, standardDeviation
  /// Linear interpolation between ranks; the fraction lies in 0…1.
  case percentile(Double)
  /// Rows, or rows whose condition holds.
  case count
  /// Rows whose value is present.
  case countPresent
  /// Distinct present values (for an entity value: distinct rows of that entity).
  case countDistinct
  /// The value at the first or last row in the current order; present values only.
  case first, last
  /// All values in the current order as a text of small bars, missing ones as gaps.
  case sparkline
  /// Whether any, none or every row meets the condition (`every`: the value, a truth, holds).
  case any, none, every
}

/// One step along a link.
package enum Hop: Sendable, Hashable {
  /// From a row of `from` by its to-one link number `field` to one row of `to`.
  case forward(from: EntityID, field: Int, to: EntityID)
  /// From a row of `from` to all rows of `to` whose to-one link number `field` leads to it.
  case inverse(from: EntityID, field: Int, to: EntityID)

  package var destination: EntityID {
    switch self {
    case .forward(_, _, let to), .inverse(_, _, let to): to
    }
  }
}

/// Which rows an aggregate runs over.
package enum AggregateRows: Sendable, Hashable {
  /// The stage's own rows: those of the group, or of the partition of a window.
  case current
  /// The rows reached from the owning row by these hops, a set by identity. `owner` has an entity
  /// type and is evaluated in the owner's scope (depth 0 = the owning row). The last hop is an
  /// inverse one; to-one steps behind it are part of the aggregate's value.
  case reached(owner: TypedExpression, hops: [Hop])
  /// All rows of an entity, whatever the current row.
  case every(EntityID)
  /// The rows that a pipeline gives. Its source may be ``LogicalPlan/Node/reached(owner:hops:)``,
  /// which makes it run for each owning row separately.
  case pipeline(LogicalPlan)
}

/// A date that decides which bucket or period a row of an aggregate belongs to.
package struct AggregateTime: Sendable, Hashable {
  /// Scope: as the aggregate's value.
  package var date: TypedExpression
  /// Whether the `each` key of the stage splits this aggregate by its date.
  package var isBucketed: Bool
  /// Steps back, one after the other: the value in a period of the `each` key is that of the period
  /// they lead to, which they do from every period of its unit. Only where the key splits it.
  package var shifts: [PeriodShift]
  /// A day, the same for every row: before it there is nothing to know, so that with ``shifts`` the
  /// aggregate is missing where they lead to a period that ends earlier.
  package var earliest: TypedExpression?

  package init(
    date: TypedExpression, isBucketed: Bool, shifts: [PeriodShift] = [],
    earliest: TypedExpression? = nil
  ) {
    self.date = date
    self.isBucketed = isBucketed
    self.shifts = shifts
    self.earliest = earliest
  }
}

package struct Aggregate: Sendable, Hashable {
  package var function: AggregateFunction
  package var rows: AggregateRows
  /// Rows where it is not true are left out. A `during` is part of it, as ``Operation/isInDays(_:)``.
  package var condition: TypedExpression?
  /// What is aggregated; nil for count, any and none.
  package var value: TypedExpression?
  /// Count each distinct value of this once per group: value and condition are functions of it.
  package var per: TypedExpression?
  package var time: AggregateTime?
  package var type: ValueType
  package var span: Span

  package init(
    function: AggregateFunction, rows: AggregateRows, condition: TypedExpression? = nil,
    value: TypedExpression? = nil, per: TypedExpression? = nil, time: AggregateTime? = nil,
    type: ValueType, span: Span
  ) {
    self.function = function
    self.rows = rows
    self.condition = condition
    self.value = value
    self.per = per
    self.time = time
    self.type = type
    self.span = span
  }

  /// As for expressions: the place does not count.
  package static func == (left: Aggregate, right: Aggregate) -> Bool {
    left.function == right.function && left.rows == right.rows
      && left.condition == right.condition && left.value == right.value && left.per == right.per
      && left.time == right.time && left.type == right.type
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(function)
    hasher.combine(rows)
    hasher.combine(condition)
    hasher.combine(value)
    hasher.combine(per)
    hasher.combine(time)
    hasher.combine(type)
  }
}

/// A value that depends on the other current rows: those with the same partition values.
package struct Window: Sendable, Hashable {
  package enum Function: Sendable, Hashable {
    /// Any aggregate over the partition; its rows are ``AggregateRows/current``.
    case aggregate(Aggregate)
    /// value ÷ the partition's total of value: one division.
    case share(TypedExpression)
    /// Rows ordered by value descending, ties in the current order: total up to and including this
    /// row (`share above`: leaving it out) ÷ the partition's total. Missing and negative values have
    /// no share.
    case runningShare(TypedExpression)
    case shareAbove(TypedExpression)
    /// Total of value up to and including this row in the current order; missing counts as 0.
    case runningSum(TypedExpression)
    /// 1, 2, 3 … in the current order.
    case rank
    /// The value of the row before in the current order; missing for the first.
    case previous(TypedExpression)
  }
  package var function: Function
  /// Empty: all rows are one partition. Missing is a partition value like any other.
  package var partition: [TypedExpression]

  package init(function: Function, partition: [TypedExpression]) {
    self.function = function
    self.partition = partition
  }
}
