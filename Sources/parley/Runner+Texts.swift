import Files
import Messages
import Model
import Output
import Semantics
import Shell
import Storage

/// The texts that scripts come in.
extension Runner {
  /// The text of a script file; `-` is the standard input.
  ///
  /// - Throws: `ExitStatus.data`, having said why.
  mutating func read(_ path: String) throws(ExitStatus) -> ScriptText {
    if path == "-" { return try readInput() }
    do throws(LoadFailure) {
      return text(named: path, try loader.readScript(path), .script)
    } catch {
      throw tell(error.diagnostics)
    }
  }

  /// The standard input as a script.
  mutating func readInput() throws(ExitStatus) -> ScriptText {
    let bytes: [UInt8]
    do throws(OutputFailure) {
      bytes = try Descriptor.readAll(0)
    } catch {
      let problem = Diagnostic(
        .fileNotReadable, "the standard input cannot be read: \(Descriptor.reason())", at: nil)
      throw tell([problem])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw tell([Self.notUTF8(bytes)])
    }
    return self.text(named: "stdin", text, .script)
  }

  /// A text with the values that the command line gives its params.
  func text(named name: String, _ text: String, _ kind: TextKind) -> ScriptText {
    let values = settings.map { ($0.name.lowercased(), $0.value) }
    return ScriptText(
      name: name, text: text, kind: kind,
      arguments: .commandLine(Dictionary(values) { $1 }))
  }

  /// Says on which line the first byte stands that is not UTF-8.
  private static func notUTF8(_ bytes: [UInt8]) -> Diagnostic {
    var line = 1
    var start = 0
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      if String(validating: bytes[start..<offset], as: UTF8.self) == nil { break }
      line += 1
      start = offset + 1
    }
    return Diagnostic(
      .badEncoding, "stdin:\(line): this line is not UTF-8", at: nil,
      notes: ["save the text as UTF-8"])
  }
}
