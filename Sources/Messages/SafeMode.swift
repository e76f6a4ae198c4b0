/// What safe mode keeps a session from doing.
package enum SafeModeRule: Sendable, Hashable {
  case writing
  /// Reading elsewhere than in the folder that was open when safe mode began.
  case reading(outside: String?)
  /// Starting other programs.
  case running

  package var words: String {
    switch self {
    case .writing: "safe mode writes no file"
    case .reading(let folder?): "safe mode reads nothing outside \(folder)"
    case .reading(nil): "safe mode reads no file where no folder was open when it began"
    case .running: "safe mode starts no other program"
    }
  }
}

extension Diagnostic {
  /// - Parameter subject: what was to be read, written or started.
  package static func refused(
    _ rule: SafeModeRule, _ subject: String, at span: Span?
  ) -> Diagnostic {
    let refusal =
      switch rule {
      case .writing: "cannot be written"
      case .reading: "cannot be read"
      case .running: "cannot be used"
      }
    return Diagnostic(
      .refused,
      "\(DisplayWidth.printable(subject)) \(refusal): "
        + DisplayWidth.printable(rule.words), at: span)
  }
}
