import Engine
import Files
import Output
import Semantics
import Shell
import Terminal

/// What looks at scripts, tests and transcripts.
extension Runner {
  /// Types a transcript again.
  mutating func replay(_ transcript: Transcript) throws(ExitStatus) -> [AnswerDifference] {
    var session = session
    var differences: [AnswerDifference] = []
    watched { differences = session.replay(transcript, cancellation: cancellation) }
    self.session = session
    if cancellation.isCancelled { throw .interrupted }
    return differences
  }

  /// Parses and checks a text that will not run, so that its params need no values.
  ///
  /// - Returns: how the program ends because of it, nil where it is right; and the names of its
  ///   params, nil where it cannot be read.
  mutating func check(_ text: ScriptText) -> (status: ExitStatus?, parameters: [String]?) {
    var text = text
    if case .commandLine(let values) = text.arguments { text.arguments = .checking(values) }
    let (prepared, status) = prepare(text)
    return (status, prepared.parameters)
  }

  /// Parses and checks one text and says what is wrong with it.
  mutating func prepare(_ text: ScriptText) -> (text: PreparedText, status: ExitStatus?) {
    let prepared = session.prepare(text)
    _ = tell(prepared.diagnostics, in: session.sources)
    return (prepared, Self.status(for: prepared.diagnostics))
  }

  /// Runs the tests of a text and counts them.
  func test(_ text: PreparedText, _ count: inout TestCount) throws(ExitStatus) {
    if text.testCount == 0 {
      try? Descriptor.write(Array("\(text.name): there are no tests\n".utf8), to: 2)
    }
    let presenter = presenter
    var status: ExitStatus?
    var counted = count
    watched {
      var console = StandardConsole(cancellation: cancellation, line: line)
      session.test(text, cancellation: cancellation) { outcome in
        try? presenter.present(outcome, to: &console)
        switch outcome {
        case .tested(_, let problem, _): counted.add(isGood: problem == nil)
        case .messages(let diagnostics, _): status = Self.status(for: diagnostics)
        case .result, .again, .printed, .exported, .done, .words, .asked: break
        }
      }
    }
    count = counted
    if let status { throw status }
  }
}

/// How many tests have run.
struct TestCount {
  private(set) var all = 0
  private(set) var failed = 0

  mutating func add(isGood: Bool) {
    all += 1
    if !isGood { failed += 1 }
  }

  /// One line.
  var summary: String {
    let tests = ResultWriter.count(all, "test", "tests")
    return "\(tests), \(failed == 0 ? "all ok" : "\(failed) failed")\n"
  }
}
