// Modules: Messages Columns Syntax
// Support: Tests/SyntaxTestSupport/TreeDump.swift
// Seeds: Tests/Golden/parse Tests/Golden/errors Tests/Golden/format

import Glibc

/// Any text gives a tree; every place lies in the text; what parses can be formatted, which keeps
/// the tree and the comments and leaves nothing to do a second time.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParser(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  let parsed = parse(Source(id: SourceID(index: 0), name: "fuzz", text: text))
  for diagnostic in parsed.diagnostics {
    guard let span = diagnostic.span else { preconditionFailure("a message without a place") }
    promise(span.start <= span.end && span.end <= text.utf8.count, "a place outside")
  }
  let tree = TreeDump.dump(parsed.script)
  let formatted = format(parsed.source)
  guard let once = formatted.text else {
    promise(parsed.hasErrors, "a faultless script was refused")
    return 0
  }
  let again = parse(Source(id: SourceID(index: 0), name: "fuzz", text: once))
  promise(TreeDump.dump(again.script) == tree, "formatting changed the tree:\n\(once)")
  promise(comments(again) == comments(parsed), "formatting lost a comment:\n\(once)")
  let twice = format(again.source).text
  promise(twice == once, "formatting twice differs:\n\(once)\n---\n\(twice ?? "")")
  return 0
}

private func comments(_ parsed: Parsed) -> [String] {
  parsed.lexed.trivia.filter { $0.kind == .comment }.map { piece in
    var text = Substring(parsed.source.text(piece.start..<piece.end))
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}

/// Ends the run with the reason, which an optimised trap would keep to itself.
private func promise(_ isKept: Bool, _ reason: @autoclosure () -> String) {
  if isKept { return }
  print("broken: \(reason())")
  fflush(nil)
  fatalError()
}
