import Columns
import Messages
import Plan

/// When figures are looked at: the period that `during` says, and how far back every `prior` moves
/// it. Nothing is restricted before an aggregate is met, because each goes by its own date.
struct TimeFrame {
  struct Period: Hashable {
    var span: PeriodSpan
    /// As typed.
    var words: String
    var place: Span
  }

  /// One `prior`.
  struct Step {
    enum Length {
      case shift(PeriodShift)
      /// `prior period`: as long as the period itself, and in an `each` one period of its unit.
      case period
    }
    var length: Length
    /// As typed: `prior year`.
    var words: String
    var place: Span
  }

  var period: Period?
  /// The outermost first: a measure is looked at where the step around it leads to, and what it says
  /// itself goes on from there.
  var steps: [Step] = []
  /// For `change`: how much there was before is asked for only to compare with what is there now.
  var isCompared = false
  /// A definition that is only looked at: what period it is for comes with its use.
  var isUndecided = false

  var isPlain: Bool { period == nil && steps.isEmpty }

  /// The steps as typed.
  var words: String { steps.map(\.words).joined(separator: ", ") }
}

/// The `each` key of a `summarize`.
struct EachKey {
  /// Its number among the keys.
  var number: Int
  var unit: PeriodUnit
  /// What stands behind `in`; nil where it runs over the periods that the data has.
  var span: PeriodSpan?
  /// Whether the range begins and ends with the unit's periods.
  var isWhole = true
  /// Its unit as typed: `each fiscal quarter`.
  var words: String
  /// The whole key as typed.
  var typed: String
}

/// An aggregate with what decides when it is looked at, apart from where it stands.
struct DatedAggregate {
  var aggregate: Aggregate
  /// In the scope of the aggregate's value; nil for none.
  var date: TypedExpression?
  /// The first date that there is for rows of its kind, whatever the filters; nil where unknown.
  var earliest: TypedExpression?
  var frame: TimeFrame
}
