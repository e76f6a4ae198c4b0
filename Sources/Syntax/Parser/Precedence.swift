import Messages

/// How tightly operators bind, loosest first: LANGUAGE.md, "Precedence and ambiguities".
enum Precedence: Int, Comparable {
  case or = 1
  case and
  case not
  /// Does not chain: `a < b < c` is an error.
  case comparison
  case coalesce
  /// Does not chain either.
  case range
  case sum
  case product
  /// A single operand: tighter than any operator between two.
  case operand

  static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

  /// What the right operand of a left-associative operator of this level holds.
  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .operand }
}

/// What can stand between two operands.
enum Infix: Equatable {
  case binary(BinaryOperator, Precedence)
  case textTest(BinaryOperator)
  case isMissing
  case isIn
  case between
  /// `not` before `in`, `between` or a text test.
  case negated
  case range

  var precedence: Precedence {
    switch self {
    case .binary(_, let precedence): precedence
    case .textTest, .isMissing, .isIn, .between, .negated: .comparison
    case .range: .range
    }
  }
}

extension Parser {
  /// The operator at the position: the one table of operators.
  var infix: Infix? {
    switch kind {
    case .equal: .binary(.equal, .comparison)
    case .notEqual: .binary(.notEqual, .comparison)
    case .less: .binary(.less, .comparison)
    case .lessOrEqual: .binary(.lessOrEqual, .comparison)
    case .greater: .binary(.greater, .comparison)
    case .greaterOrEqual: .binary(.greaterOrEqual, .comparison)
    case .coalesce: .binary(.coalesce, .coalesce)
    case .dotDot: .range
    case .plus: .binary(.add, .sum)
    case .minus: .binary(.subtract, .sum)
    case .star: .binary(.multiply, .product)
    case .slash: .binary(.divide, .product)
    case .identifier: infixWord
    default: nil
    }
  }

  private var infixWord: Infix? {
    switch word {
    case .or: .binary(.or, .or)
    case .and: .binary(.and, .and)
    case .is: .isMissing
    case .in: .isIn
    case .between: .between
    case .not:
      if word(ahead: 1) == .in || word(ahead: 1) == .between || textTest(ahead: 1) != nil {
        .negated
      } else {
        nil
      }
    default: textTest(ahead: 0).map { .textTest($0) }
    }
  }

  /// The text test that the word some places on begins.
  func textTest(ahead: Int) -> BinaryOperator? {
    switch word(ahead: ahead) {
    case .contains: .contains
    case .matches: .matches
    case .starts where word(ahead: ahead + 1) == .with: .startsWith
    case .ends where word(ahead: ahead + 1) == .with: .endsWith
    default: nil
    }
  }
}
