// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  // The hot path crosses module boundaries; without this its generics stay unspecialised.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// A module of ours and its tests.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [])
  -> Target
{
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
    swiftSettings: strict)
}

let package = Package(
  name: "rung",
  targets: [
    module("Market", []),
    module("Venue", ["Market"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    module("Engine", ["Venue", "Market"]),
    module("SimulatedVenue", ["Venue", "Market", "CZlib"]),
    module("Session", ["Engine", "SimulatedVenue", "Venue", "Market"]),
    module("JSONText", []),
    module("Screen", ["Engine", "Venue", "Market", "JSONText"]),
    module("Configuration", ["Session", "Engine", "SimulatedVenue", "JSONText", "Market"]),
    .executableTarget(
      name: "rung",
      dependencies: [
        "Configuration", "Screen", "Session", "SimulatedVenue", "Engine", "Venue", "Market",
        "CZlib",
      ],
      swiftSettings: strict),
    .target(name: "CAllocationCounter"),
    .target(name: "CPseudoTerminal"),
    .executableTarget(
      name: "rung-bench",
      dependencies: [
        "CAllocationCounter", "CPseudoTerminal", "Configuration", "Curses", "Screen", "Session",
        "SimulatedVenue",
        "Engine", "Market",
      ],
      // Built in, so that the benchmarks need no file beside them.
      resources: [.embedInCode("reference-grid.json5")],
      swiftSettings: strict),
    .testTarget(
      name: "BenchTests",
      dependencies: [
        "rung-bench", "CAllocationCounter", "Session", "SimulatedVenue", "Engine", "Market",
      ],
      swiftSettings: strict),
    tests(of: "Market"),
    tests(of: "Configuration", ["Engine", "SimulatedVenue", "JSONText", "Market"]),
    tests(of: "SimulatedVenue", resources: [.copy("Fixtures")]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
    .target(name: "CProcess"),
    module("Curses", ["Screen", "CNcurses", "CProcess"]),
    tests(of: "JSONText"),
    tests(of: "rung", ["Configuration", "Session", "SimulatedVenue", "Engine", "Venue", "Market"]),
    .testTarget(name: "TidyTests", swiftSettings: strict),
    .testTarget(name: "EndToEndTests", dependencies: ["rung"], swiftSettings: strict),
    tests(of: "Screen", ["Engine", "Venue", "Market", "JSONText"]),
    .executableTarget(  // Test support: what the guard guards in CursesTests.
      name: "guard-demo", dependencies: ["Curses", "Screen"], path: "Tests/Support/guard-demo",
      swiftSettings: strict),
    tests(of: "Curses", ["Screen", "guard-demo"]),
  ],
  swiftLanguageModes: [.v6]
)
