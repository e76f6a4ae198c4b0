import Messages
import Model
import Semantics

extension Session {
  /// The commands that settle something, each with how it stands.
  private var switches: [(name: String, value: String)] {
    func onOff(_ isOn: Bool) -> String { isOn ? "on" : "off" }
    return [
      ("format", settings.format.rawValue), ("timer", onOff(settings.showsTimes)),
      ("pager", settings.pager.isEmpty ? "off" : settings.pager),
      ("output", resultTarget?.path ?? "the screen"), ("private", onOff(settings.isPrivate)),
      ("record", recording?.path ?? "off"), ("safe", onOff(settings.isSafe)),
    ]
  }

  /// `.set`, `.set NAME` and `.set NAME VALUE`: everything that can be settled, in one place.
  mutating func set(_ words: String) -> [Outcome] {
    let parts = words.split(maxSplits: 1) { $0.isWhitespace || $0 == "=" }.map(String.init)
    let options = checker.options(sources: sources, in: environment)
    guard let first = parts.first else {
      return [.words(Self.listed(switches, options))]
    }
    let name = first.lowercased()
    let isSwitch = switches.contains { $0.name == name }
    guard isSwitch || options.contains(where: { $0.name == name }) else {
      let names = switches.map(\.name) + options.map(\.name)
      let nearest = nearestName(to: name, among: names)
      return usage(
        "there is nothing called \"\(DisplayWidth.printable(first))\" to set"
          + (nearest.map { "; did you mean \($0)?" } ?? "; .set lists what there is"))
    }
    guard parts.count > 1 else {
      return [
        .words(Self.listed(switches.filter { $0.name == name }, options.filter { $0.name == name }))
      ]
    }
    let value = String(parts[1].drop { $0.isWhitespace || $0 == "=" })
    if isSwitch { return command(name, value) }
    let text = "option \(name) = \(value)"
    let before = environment
    let outcomes = run(text, name: DiagnosticRenderer.promptName, kind: .typed)
    noteStep(text, since: before, isSilent: outcomes.isEmpty)
    return outcomes
  }

  private static func listed(
    _ switches: [(name: String, value: String)], _ options: [Checker.OptionLine]
  ) -> String {
    let lines =
      switches.map { item in
        (item.name, item.value, ShellCommand.all.first { $0.name == item.name }?.summary ?? "")
      } + options.map { ($0.name, $0.value, $0.summary) }
    let widths = (
      lines.map { DisplayWidth.of($0.0) }.max() ?? 0, lines.map { DisplayWidth.of($0.1) }.max() ?? 0
    )
    return lines.map { name, value, summary in
      let shown = DisplayWidth.printable(value)
      if summary.isEmpty { return Help.row(name, shown, column: widths.0 + 2) }
      let padding = String(repeating: " ", count: max(0, widths.1 - DisplayWidth.of(shown)))
      return Help.row(name, "\(shown)\(padding)  \(summary)", column: widths.0 + 2)
    }.joined()
  }
}
