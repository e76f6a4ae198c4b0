import Files
import Foundation
import Shell
import TestSupport
import Testing

/// Files that take their names together, or leave everything as it was.
struct OutputFilesTests {
  let folder: TemporaryFolder
  let store = FileStore()

  init() throws {
    folder = try TemporaryFolder()
  }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  private func write(_ name: String, _ text: String, to files: OutputFiles) throws {
    try files.open(path(name))
    try files.write(Array(text.utf8))
  }

  @Test func nothingIsSeenBeforeTheEnd() throws {
    _ = try folder.write("old.csv", "old\n")
    let files = store.beginFiles()
    try write("old.csv", "new\n", to: files)
    try write("fresh.csv", "fresh\n", to: files)
    #expect(folder.text("old.csv") == "old\n" && folder.text("fresh.csv") == nil)
    try files.commit()
    #expect(folder.text("old.csv") == "new\n" && folder.text("fresh.csv") == "fresh\n")
    #expect(folder.names == ["fresh.csv", "old.csv"])
  }

  @Test func whatIsAddedGoesBehindWhatStandsThere() throws {
    _ = try folder.write("old.csv", "old\n")
    let files = store.beginFiles()
    for name in ["old.csv", "fresh.csv"] {
      try files.open(path(name), isAdded: true)
      try files.write(Array("new\n".utf8))
    }
    #expect(folder.text("old.csv") == "old\n")
    try files.commit()
    #expect(folder.text("old.csv") == "old\nnew\n" && folder.text("fresh.csv") == "new\n")
    try files.open(path("old.csv"), isAdded: true)
    files.discard()
    #expect(folder.text("old.csv") == "old\nnew\n")
  }

  @Test func discardingLeavesNothingBehind() throws {
    _ = try folder.write("old.csv", "old\n")
    let files = store.beginFiles()
    try write("old.csv", "new\n", to: files)
    try write("a/b/c/deep.csv", "x\n", to: files)
    try write("a/other.csv", "x\n", to: files)
    files.discard()
    #expect(folder.text("old.csv") == "old\n")
    #expect(folder.names == ["old.csv"])
  }

  @Test func foldersAreMade() throws {
    let files = store.beginFiles()
    try write("a/b/c.csv", "x\n", to: files)
    try files.commit()
    #expect(folder.text("a/b/c.csv") == "x\n")
  }

  /// The third of four cannot have its name: the first two get back what they had.
  @Test func aRenameThatFailsUndoesTheOthers() throws {
    _ = try folder.write("1.csv", "one\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: path("1.csv"))
    let files = store.beginFiles()
    try write("1.csv", "new one\n", to: files)
    try write("made/2.csv", "new two\n", to: files)
    try write("3.csv", "new three\n", to: files)
    try write("4.csv", "new four\n", to: files)
    try FileManager.default.createDirectory(
      atPath: path("3.csv"), withIntermediateDirectories: false)
    let problem = #expect(throws: FileProblem.self) { try files.commit() }
    #expect(problem?.path == path("3.csv"))
    #expect(folder.text("1.csv") == "one\n")
    let mode = try FileManager.default.attributesOfItem(atPath: path("1.csv"))[.posixPermissions]
    #expect(mode as? Int == 0o640)
    #expect(folder.names == ["1.csv", "3.csv"])
  }

  @Test func theModeOfAFileStays() throws {
    let file = try folder.write("shared.csv", "old\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o664], ofItemAtPath: file)
    let files = store.beginFiles()
    try write("shared.csv", "new\n", to: files)
    try files.commit()
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(folder.text("shared.csv") == "new\n" && mode == 0o664)
  }

  @Test func aLinkStaysALink() throws {
    _ = try folder.write("real.csv", "old\n")
    try FileManager.default.createSymbolicLink(
      atPath: path("link.csv"), withDestinationPath: "real.csv")
    let files = store.beginFiles()
    try write("link.csv", "new\n", to: files)
    try files.commit()
    #expect(folder.text("real.csv") == "new\n")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: path("link.csv")) == "real.csv")
  }

  /// However its name is written.
  @Test(arguments: ["x.csv", "./x.csv", "sub/../x.csv", "link.csv"])
  func oneFileIsWrittenOnce(again: String) throws {
    _ = try folder.write("x.csv", "old\n")
    try FileManager.default.createDirectory(
      atPath: path("sub"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: path("link.csv"), withDestinationPath: "x.csv")
    let files = store.beginFiles()
    try write("x.csv", "new\n", to: files)
    let problem = #expect(throws: FileProblem.self) { try files.open(path(again)) }
    #expect(problem?.reason == .taken)
    // Nor by whoever else writes in this process.
    let others = store.beginFiles()
    #expect(throws: FileProblem.self) { try others.open(path(again)) }
    files.discard()
    try others.open(path(again))
    others.discard()
  }

  @Test func namesMayBeAsLongAsTheyCan() throws {
    let longest = String(repeating: "東", count: 83) + ".csv"
    #expect(longest.utf8.count == 253)
    let files = store.beginFiles()
    try write(longest, "x\n", to: files)
    #expect(throws: FileProblem.self) { try files.open(path("東" + longest)) }
    try files.commit()
    #expect(folder.names == [longest])
  }

  @Test func whatIsNoFileIsRefused() throws {
    _ = try folder.write("file", "x")
    let files = store.beginFiles()
    for name in ["", ".", "/dev/null", path("file/x.csv"), path("a\0b.csv"), folder.path] {
      #expect(throws: FileProblem.self, "\(name)") { try files.open(name) }
    }
    files.discard()
    #expect(folder.names == ["file"])
  }

  @Test func manyFilesNeedFewDescriptors() throws {
    let files = store.beginFiles()
    for number in 0..<3_000 { try write("out/\(number).csv", "\(number)\n", to: files) }
    try files.commit()
    #expect(folder.text("out/2999.csv") == "2999\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: path("out"))
    #expect(names.count == 3_000)
  }

  @Test func theStoreDiscardsWhatIsUnfinished() throws {
    let files = store.beginFiles()
    try write("x.csv", "new\n", to: files)
    store.discardAll()
    #expect(folder.names.isEmpty)
  }
}
