package import Columns
package import Messages

/// The words for lengths of time, singular.
package struct TimeUnit: Sendable, Hashable {
  package enum Length: String, Sendable, Hashable, CaseIterable {
    case day, week, month, quarter, year
  }
  package var length: Length
  package var isFiscal: Bool
  package var span: Span

  package init(length: Length, isFiscal: Bool, span: Span) {
    self.length = length
    self.isFiscal = isFiscal
    self.span = span
  }
}

/// A period written out: `2026-Q3`, `2026-W31`, `CY2026`, `FY2026-Q3`.
///
/// Its number within the unit is final except for fiscal ones, whose dates depend on
/// `option fiscal_start`; see `Calendar`.
package struct PeriodLiteral: Sendable, Hashable {
  package var unit: PeriodUnit
  package var number: Int32

  package init(unit: PeriodUnit, number: Int32) {
    self.unit = unit
    self.number = number
  }
}

/// `last 4 quarters`, `this quarter to date`: a period that depends on today.
package struct RelativePeriod: Sendable, Hashable {
  package enum Direction: String, Sendable, Hashable {
    case last, next, past, this
  }
  package var direction: Direction
  /// 1 where none is written.
  package var count: Int
  package var unit: TimeUnit
  package var isToDate: Bool

  package init(direction: Direction, count: Int, unit: TimeUnit, isToDate: Bool) {
    self.direction = direction
    self.count = count
    self.unit = unit
    self.isToDate = isToDate
  }
}

/// A piece of a text literal.
package enum TextPart: Sendable, Hashable {
  /// Characters, escapes resolved.
  case characters(String)
  /// `{expression}`.
  case interpolation(Expression)
}

/// `"…"` with its escapes resolved and its interpolations parsed.
package struct TextLiteral: Sendable, Hashable {
  package var parts: [TextPart]

  package init(parts: [TextPart]) {
    self.parts = parts
  }

  /// The text where nothing is interpolated.
  package var plain: String? {
    var text = ""
    for part in parts {
      guard case .characters(let characters) = part else { return nil }
      text += characters
    }
    return text
  }
}

/// A text literal in a place where only a text can stand, such as a file name.
package struct TextNode: Sendable, Hashable {
  package var literal: TextLiteral
  package var span: Span

  package init(literal: TextLiteral, span: Span) {
    self.literal = literal
    self.span = span
  }
}
