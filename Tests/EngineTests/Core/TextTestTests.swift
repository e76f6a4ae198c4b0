import Plan
import Testing

@testable import Engine

struct TextTestTests {
  /// Every character up to U+2FFF, alone and between plain ones: whatever folds it, the text holds
  /// its own lower case, begins and ends with it.
  @Test func foldingAgreesWithUnicode() {
    for scalar in (0...0x2FFF).compactMap(Unicode.Scalar.init) {
      for text in ["\(scalar)", "Ab\(scalar)Z \(scalar)"] {
        let lower = Array(text.lowercased().utf8)
        for operation in [Operation.contains, .startsWith, .endsWith] {
          #expect(
            holds(operation, text, lower), "\(operation) U+\(String(scalar.value, radix: 16))")
        }
        #expect(!holds(.contains, text, lower + lower))
      }
    }
  }

  /// What the quick way makes of a text is what Unicode's tables make of it.
  @Test func theQuickWayIsExact() {
    var quick = 0
    for scalar in (0...0x2FFF).compactMap(Unicode.Scalar.init) {
      let text = "Q\(scalar)É\(scalar)"
      var folded = [UInt8](repeating: 0, count: text.utf8.count)
      let isDone = Array(text.utf8).withUnsafeBufferPointer { bytes in
        folded.withUnsafeMutableBufferPointer { folded in
          folded.baseAddress.map { TextTest.fold(bytes, into: $0) } ?? false
        }
      }
      if isDone {
        quick += 1
        #expect(folded == Array(text.lowercased().utf8), "U+\(String(scalar.value, radix: 16))")
      }
    }
    #expect(quick == 0x100)
  }

  private func holds(_ operation: Operation, _ text: String, _ wanted: [UInt8]) -> Bool {
    var scratch = [UInt8](repeating: 0, count: text.utf8.count)
    return Array(text.utf8).withUnsafeBufferPointer {
      TextTest.holds(operation, $0, wanted, &scratch)
    }
  }
}
