// swift-tools-version: 6.2
// Parley: a shell for questions about a partner ecosystem.
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A target under `Sources/` that may import just what it lists.
func layer(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(name)", resources: resources,
    swiftSettings: strict)
}

/// A test target under `Tests/`.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strict)
}

let package = Package(
  name: "parley",

  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    layer("Messages"),
    layer("Columns"),
    layer("Model", ["Messages", "Columns"]),
    layer("Syntax", ["Messages", "Columns"]),
    layer("Plan", ["Messages", "Columns", "Model"]),
    layer("Semantics", ["Messages", "Columns", "Model", "Syntax", "Plan"]),
    layer(
      "Library", ["Messages", "Columns", "Model", "Plan", "Semantics"],
      resources: [
        .embedInCode("Prelude/entities.parley"), .embedInCode("Prelude/deals.parley"),
        .embedInCode("Prelude/targets.parley"), .embedInCode("Prelude/partners.parley"),
        .embedInCode("Prelude/training.parley"), .embedInCode("Prelude/leads.parley"),
        .embedInCode("Prelude/marketing.parley"), .embedInCode("Prelude/care.parley"),
        .embedInCode("Prelude/team.parley"),
        .embedInCode("Prelude/markets.parley"), .embedInCode("Prelude/segmentation.parley"),
        .embedInCode("Prelude/concentration.parley"), .embedInCode("Prelude/scorecard.parley"),
      ]),
    layer("Engine", ["Messages", "Columns", "Model", "Plan"]),
    layer("Storage", ["Messages", "Columns", "Model"]),
    layer("Demo", ["Messages", "Columns", "Model", "Library"]),
    layer("Output", ["Messages", "Columns", "Model"]),
    layer(
      "Shell",
      ["Messages", "Columns", "Model", "Syntax", "Plan", "Semantics", "Engine", "Output"]),
    layer("Files", ["Output", "Messages", "Model", "Shell"]),
    .systemLibrary(name: "CReadline", path: "Sources/CReadline"),
    layer("Terminal", ["Messages", "Model", "Engine", "Output", "Shell", "Files", "CReadline"]),
    .executableTarget(
      name: "parley",
      dependencies: [
        "Messages", "Columns", "Model", "Syntax", "Semantics", "Library", "Engine", "Storage",
        "Demo", "Output", "Shell", "Files", "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/parley", exclude: ["parley.1"], swiftSettings: strict),
    .target(
      name: "TestSupport",
      dependencies: [
        "Messages", "Model", "Semantics", "Library", "Engine", "Storage", "Output", "Shell",
      ],
      path: "Tests/TestSupport", swiftSettings: strict),
    tests("ShellTests", ["TestSupport", "Messages", "Semantics", "Library", "Shell"]),
    tests("EditorTests", ["Messages", "Syntax", "Semantics", "Library", "Shell"]),
    tests("CommandTests", ["TestSupport"]),
    tests("FilesTests", ["TestSupport", "Files", "Shell"]),
    tests("TerminalTests", ["TestSupport", "Terminal", "Model"]),
    tests("TidyTests", ["Messages"]),
    tests("MessagesTests", ["Messages"]),
    tests("ColumnsTests", ["TestSupport", "Columns"]),
    tests(
      "SemanticsTests",
      ["TestSupport", "Messages", "Columns", "Model", "Syntax", "Plan", "Semantics", "Library"]),
    .target(
      name: "PlanOracle", dependencies: ["Messages", "Columns", "Model", "Plan"],
      path: "Tests/PlanOracle", swiftSettings: strict),
    tests("EngineTests", ["PlanOracle", "Engine", "Messages", "Columns", "Model", "Plan"]),
    tests("StorageTests", ["Storage", "Messages", "Columns", "Model"]),
    tests(
      "DemoTests",
      [
        "TestSupport", "Demo", "Storage", "Messages", "Columns", "Model", "Semantics",
        "Library", "Engine", "Shell",
      ]),
    tests("OutputTests", ["Output", "Messages", "Columns", "Model", "SyntaxTestSupport"]),
    tests("AdventureWorksTests"),
    .target(
      name: "SyntaxTestSupport", dependencies: ["Messages", "Columns", "Syntax"],
      path: "Tests/SyntaxTestSupport", swiftSettings: strict),
    tests("SyntaxTests", ["Messages", "Columns", "Syntax", "SyntaxTestSupport"]),
    tests("GrammarTests", ["Messages", "Syntax", "SyntaxTestSupport"]),
  ]
)

// For those who work on the engine: `make microbench`. Nothing else builds it.
if Context.environment["PARLEY_MICROBENCH"] != nil {
  package.targets.append(
    .executableTarget(
      name: "MicroBenchmarks", dependencies: ["Messages", "Columns", "Model", "Plan", "Engine"],
      path: "Tests/MicroBenchmarks", swiftSettings: strict))
}
