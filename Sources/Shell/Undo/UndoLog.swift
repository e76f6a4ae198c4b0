import Semantics

/// The moments of a session that `.undo` and `.redo` go back and forth between.
///
/// A moment shares its tables with the session's present one, so that only data which has been
/// replaced costs memory: of those moments few are kept.
struct UndoLog: Sendable {
  private static let mostSteps = 100
  private static let mostLoads = 4

  /// What one line typed at the prompt has changed.
  struct Step: Sendable {
    /// What was typed.
    var text: String
    /// The session on the other side of the step.
    var environment: Environment
    /// Whether data that the session no longer has is kept for it.
    var isOfData: Bool
    /// Whether another workspace was opened, so that all before it is gone.
    var isOpening: Bool
    /// Whether it said and showed nothing.
    var isSilent: Bool
  }

  /// Those that can be undone, the last one last.
  private(set) var done: [Step] = []
  /// Those that can be done again, the next one last.
  private var undone: [Step] = []

  /// Notes a step and what was there before it.
  mutating func note(_ step: Step) {
    undone = []
    done.append(step)
    if done.count > Self.mostSteps { done.removeFirst() }
    guard done.count(where: \.isOfData) > Self.mostLoads,
      let first = done.firstIndex(where: \.isOfData)
    else { return }
    done.removeSubrange(...first)
  }

  /// Takes the last step back.
  ///
  /// - Returns: its text and the session before it; nil where there is none.
  mutating func undo(_ present: Environment) -> (text: String, environment: Environment)? {
    Self.move(from: &done, to: &undone, present)
  }

  /// Does the step again that was taken back last.
  mutating func redo(_ present: Environment) -> (text: String, environment: Environment)? {
    Self.move(from: &undone, to: &done, present)
  }

  private static func move(
    from: inout [Step], to: inout [Step], _ present: Environment
  ) -> (text: String, environment: Environment)? {
    guard var step = from.popLast() else { return nil }
    let target = step.environment
    step.environment = present
    to.append(step)
    return (step.text, target)
  }
}
