import ArgumentParser
import Files
import Messages
import Output
import Shell

/// `parley replay FILE…`
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Ask again what transcripts ask and compare the answers; write no files.")

  @Argument(
    help: "What .record has written, each in a session of its own; - is the standard input.",
    completion: .file())
  var files: [String]

  @OptionGroup var sessionOptions: SessionOptions

  @Option(help: ArgumentHelp("Use colours: auto, always or never.", valueName: "when"))
  var color: ColorChoice = .auto

  func run() throws {
    var writing = WritingOptions.plain
    writing.color = color
    var worst = ExitStatus.good
    for file in files {
      var reader = Runner(.plain, writing: writing)
      let transcript = Transcript(try reader.read(file).text)
      do {
        try replay(transcript, of: file, writing)
      } catch let status as ExitStatus {
        worst = max(worst, status)
        if status == .interrupted { break }
      }
    }
    if worst != .good { throw worst }
  }

  private func replay(
    _ transcript: Transcript, of file: String, _ writing: WritingOptions
  ) throws {
    let start = transcript.start
    var runner = Runner(sessionOptions.beginning(with: start), writing: writing, day: start.day)
    try runner.open()
    let differences = try runner.replay(transcript)
    let style = writing.color.style(of: 1)
    let answers = ResultWriter.count(transcript.exchangeCount, "answer", "answers")
    var text = "\(DisplayWidth.printable(file)): \(answers), "
    text += differences.isEmpty ? "all as before\n" : "\(differences.count) differ\n"
    for difference in differences {
      text += "\n" + difference.typed.map { "\($0)\n" }.joined()
      for line in difference.lines {
        let part: TextRole? =
          switch line.first {
          case "-": .caret
          case "+": .replacement
          default: nil
          }
        text += (part.map { style.paint(line, $0) } ?? line) + "\n"
      }
    }
    try? Descriptor.write(Array(text.utf8), to: 1)
    if !differences.isEmpty { throw ExitStatus.failure }
  }
}

extension SessionOptions {
  /// With the workspace and the day of a transcript, where the command line names no other.
  fileprivate func beginning(with start: TranscriptStart) -> SessionOptions {
    var options = self
    if folder == nil, !demo {
      options.demo = start.folder == Runner.demoFolder
      options.folder = options.demo ? nil : start.folder
    }
    if start.isDayFixed, let day = start.day { options.today = today ?? DateArgument(day: day) }
    return options
  }
}
