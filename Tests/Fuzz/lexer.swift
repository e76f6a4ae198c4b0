// Modules: Messages Columns Syntax
// Seeds: Tests/Golden/lex Tests/Golden/parse Tests/Golden/errors

import Glibc

/// Tokens and trivia give any text back, byte for byte and in order.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLexer(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  let source = Source(id: SourceID(index: 0), name: "fuzz", text: text)
  let lexed = lex(source)
  var end = 0
  func goOn(_ from: Int, _ to: Int) {
    promise(from == end && to >= from, "a gap or an overlap in the tokens")
    end = to
  }
  for (index, token) in lexed.tokens.enumerated() {
    for piece in lexed.trivia(before: index) { goOn(piece.start, piece.end) }
    goOn(token.start, token.end)
  }
  promise(end == source.bytes.count, "the tokens end before the text does")
  for diagnostic in lexed.diagnostics {
    guard let span = diagnostic.span else { preconditionFailure("a message without a place") }
    promise(span.start < span.end && span.end <= source.bytes.count, "a place outside")
  }
  return 0
}

/// Ends the run with the reason, which an optimised trap would keep to itself.
private func promise(_ isKept: Bool, _ reason: @autoclosure () -> String) {
  if isKept { return }
  print("broken: \(reason())")
  fflush(nil)
  fatalError()
}
