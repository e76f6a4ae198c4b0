/// The file of the user's own definitions, which also holds commands of the shell: what would be
/// typed at the start of each session.
package enum StartFile {
  /// The texts to run one after the other: commands, and the statements between them. Each begins
  /// with as many empty lines as stand before it, so that messages name the right one.
  package static func texts(of file: String) -> [String] {
    var texts: [String] = []
    var statements: [Substring] = []
    var start = 0
    let lines = file.replacing("\r\n", with: "\n").lines
    func text(_ lines: [Substring], from line: Int) -> String {
      String(repeating: "\n", count: line) + lines.joined(separator: "\n")
    }
    for (number, line) in lines.enumerated() {
      guard line.first == ".", ShellCommand.split(String(line)) != nil else {
        statements.append(line)
        continue
      }
      texts += [text(statements, from: start), text([line], from: number)]
      (statements, start) = ([], number + 1)
    }
    texts.append(text(statements, from: start))
    return texts.filter { !$0.allSatisfy(\.isWhitespace) }
  }
}
