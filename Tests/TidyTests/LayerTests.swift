import Testing

/// Which target may import which: the picture in Sources/README.md, enforced.
struct LayerTests {
  let repository = Repository.shared

  static let allowed: [String: Set<String>] = [
    "Messages": [],
    "Columns": [],
    "Model": ["Messages", "Columns"],
    "Syntax": ["Messages", "Columns"],
    "Plan": ["Messages", "Columns", "Model"],
    "Semantics": ["Messages", "Columns", "Model", "Syntax", "Plan"],
    "Library": ["Messages", "Columns", "Model", "Syntax", "Plan", "Semantics"],
    "Engine": ["Messages", "Columns", "Model", "Plan"],
    "Storage": ["Messages", "Columns", "Model"],
    "Demo": ["Messages", "Columns", "Model", "Library"],
    "Output": ["Messages", "Columns", "Model"],
    "Shell": ["Messages", "Columns", "Model", "Syntax", "Plan", "Semantics", "Engine", "Output"],
    "Files": ["Messages", "Model", "Output", "Shell"],
    "Terminal": ["Messages", "Model", "Output", "Engine", "Shell", "Files", "CReadline"],
    "parley": [
      "Messages", "Columns", "Model", "Syntax", "Semantics", "Library", "Engine", "Storage", "Demo",
      "Output", "Shell", "Files", "Terminal",
    ],
    "CReadline": [],
  ]

  /// What comes with the toolchain and starts without cost.
  static let system: Set<String> = ["Glibc", "Synchronization"]
  /// Foundation takes longer to load than a query to run: only where start-up doesn't pay for it.
  static let extra: [String: Set<String>] = [
    "parley": ["ArgumentParser"],
    "Engine": ["Dispatch"],
    "Files": ["Dispatch"],
    "Output": ["Dispatch"],
    "Storage": ["FoundationEssentials"],
  ]

  @Test func everyTargetIsInThePicture() {
    for target in repository.targets {
      #expect(Self.allowed[target] != nil, "\(target) has no place among the layers")
    }
  }

  @Test func importsPointDownwards() {
    for file in repository.sources {
      let target = String(file.path.split(separator: "/")[1])
      let allowed = Self.allowed[target, default: []]
        .union(Self.system).union(Self.extra[target, default: []])
      for line in file.lines {
        guard let match = line.firstMatch(of: #/^(?:@\w+ )?(?:\w+ )?import (?:\w+ )?(\w+)/#)
        else { continue }
        let imported = String(match.1)
        #expect(
          allowed.contains(imported), "\(file.path) imports \(imported); \(target) may not")
      }
    }
  }

  @Test func theMapNamesEveryTarget() {
    let map = repository.text("Sources/README.md")
    for target in repository.targets + ["CReadline"] {
      #expect(map.contains("**\(target)**"), "Sources/README.md says nothing about \(target)")
    }
  }
}
