import Columns
import Messages
import Model
import Testing

@testable import Storage

@Suite struct StructureTests {
  @Test(arguments: [
    "a,b\n1,x\n2,y\n", "a;b\r\n1;x\r\n2;y", "a\tb\r1\tx\r2\ty\r", "\u{feff}a|b\n1|x\n2|y\n",
    "sep=;\na;b\n1;x\n2;y\n", "\n\na,b\n\n1,x\n\n\n2,y\n\n",
    "\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"y\"",
  ])
  func everyUsualShape(_ text: String) throws {
    let world = try load(text).world
    #expect(try world.shown("t", "a") == ["1", "2"])
    #expect(try world.shown("t", "b") == ["x", "y"])
  }

  @Test func quotes() throws {
    let world = try load("a,b\n\"x,\"\"y\"\"\",\"line\nline\"\n\"\",q\"q\n").world
    #expect(try world.shown("t", "a") == ["x,\"y\"", "(empty)"])
    #expect(try world.shown("t", "b") == ["line\nline", "q\"q"])
  }

  @Test func moreMarksThanAreLookedForAhead() throws {
    var text = "a,b\n"
    var expected: [String] = []
    for row in 0..<StructureMarks.capacity {
      switch row % 7 {
      case 0:
        text += "\"\(row),\"\"x\"\"\",y\n"
        expected.append("\(row),\"x\"")
      case 3:
        text += "\"\(row)\nz\",\"y\"\r\n"
        expected.append("\(row)\nz")
      default:
        text += "\(row),y\n"
        expected.append("\(row)")
      }
    }
    let world = try load(text).world
    #expect(try world.shown("t", "a") == expected)
    #expect(try world.shown("t", "b") == Array(repeating: "y", count: expected.count))
  }

  @Test func moreColumnsThanMarksAreLookedForAhead() throws {
    let count = StructureMarks.capacity + 3
    let numbers = (0..<count).map(String.init)
    let header = numbers.map { "c\($0)" }.joined(separator: ",")
    let world = try load("\(header)\n\(numbers.joined(separator: ","))\n").world
    for column in [0, 1, count - 1] {
      #expect(try world.shown("t", "c\(column)") == ["\(column)"])
    }
  }
}
