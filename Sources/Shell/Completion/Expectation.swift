import Syntax

/// What kind of thing the grammar wants at the cursor.
enum Expectation: Hashable {
  /// Something that nobody can guess: a new name, a number, the words of a text.
  case nothing
  /// The start of a statement.
  case statement
  /// A verb behind `|`.
  case verb
  /// What comes behind a point.
  case member
  /// What a query begins with.
  case source
  case operand(Operand)
  /// A list or a period behind `in`.
  case set
  case period
  /// One of these words.
  case words([Word])
  /// The next part of the statement, or what could join an operand with another.
  case continuation([Word], Joining)
  case entity
  case anyDefinition
  case option
  /// A verb that the user has defined.
  case definedVerb
  case type
  /// A name of a stage's columns, and not an expression.
  case column

  /// How an expression could go on.
  enum Joining: Hashable {
    /// It is none.
    case nothing
    /// By a comparison, or by another condition where it is a truth.
    case comparison
    /// By another condition only.
    case condition
  }

  /// What narrows the operands that fit.
  struct Operand: Hashable {
    /// The function or aggregate whose argument it is.
    var call: String?
    var verb: Word?
    /// The word that opened this part: `by`, `per`, `over`.
    var clause: Word?
    /// Words that could stand in place of an operand.
    var words: [Word] = []
  }
}
