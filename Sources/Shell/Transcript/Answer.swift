import Messages
import Model
import Output

/// What the program says to a line, gathered as text that is the same in every window and on every
/// day: 100 columns wide, without colours, `…` for each time that something took.
struct Answer {
  private static let columns = 100
  private static let rows = 40

  private let presenter: Presenter
  private var console = Memory()

  init(format: OutputFormat) {
    presenter = Presenter(
      format: format,
      layout: Layout(
        width: Self.columns, maximumRows: Self.rows, style: .plain, showsCount: true),
      isTerminal: true)
  }

  mutating func take(_ outcome: Outcome) {
    // Memory takes everything.
    try? presenter.present(outcome, to: &console)
  }

  /// Without empty lines at the end.
  var text: String {
    var lines = String(decoding: console.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return Self.timeless(lines.joined(separator: "\n"))
  }

  private static func timeless(_ text: String) -> String {
    text.replacing(#/ +\d+\.\d\d ms/#) { match in
      let spaces = match.output.prefix { $0 == " " }.count
      return String(repeating: " ", count: spaces == 1 ? 1 : match.output.count - 4) + "… ms"
    }
  }

  /// Both streams in one text, as a terminal shows them.
  private struct Memory: Console {
    var bytes: [UInt8] = []

    mutating func write(_ chunk: [UInt8], to stream: Stream) throws(OutputFailure) {
      bytes += chunk
    }
  }
}
