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
    // The product, from the bottom up.
    module("Market", []),
    module("Venue", ["Market"]),
    module("Engine", ["Venue", "Market"]),
    module("Playback", []),
    module("Output", ["CProcess"]),
    module(
      "SimulatedVenue", ["Venue", "Market", "Spelling", "Output", "CProcess", "CZlib"]),
    module(
      "Journal", ["Engine", "Venue", "Market", "JSONText", "Output", "CProcess", "CSQLite"]),
    module("VenueLink", ["Journal", "Venue", "Market", "Output"]),
    module("VenueProcess", ["VenueLink", "SimulatedVenue", "Venue", "Market", "JSONText"]),
    module(
      "Session",
      ["Playback", "VenueLink", "Journal", "Engine", "SimulatedVenue", "Venue", "Market"]),
    module("Simulation", ["Session", "Engine", "SimulatedVenue", "Venue", "Market"]),
    module("JSONText", ["Output"]),
    module("Spelling", []),
    module("Options", ["Spelling"]),
    module(
      "Configuration",
      [
        "Session", "Playback", "Engine", "SimulatedVenue", "Venue", "JSONText", "Spelling",
        "Market",
      ]),
    module("Screen", ["Playback", "Engine", "Venue", "Market", "JSONText", "Spelling"]),
    module("Telemetry", ["Screen", "Engine", "Venue", "Market", "JSONText", "Output"]),
    module("Curses", ["Screen", "Output", "CNcurses", "CProcess"]),
    .executableTarget(
      name: "rung",
      dependencies: [
        "Configuration", "Curses", "Telemetry", "Screen", "Simulation", "Session", "Playback",
        "VenueProcess", "VenueLink", "Journal", "SimulatedVenue", "Engine", "Venue", "Market",
        "Options", "Spelling", "JSONText", "Output", "CNcurses", "CProcess", "CZlib",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "rung-bench",
      dependencies: [
        "CAllocationCounter", "CPseudoTerminal", "Configuration", "Curses", "Screen", "Session",
        "SimulatedVenue", "Engine", "Market", "Options", "JSONText",
      ],
      // Built in, so that the benchmarks need no file beside them.
      resources: [.embedInCode("reference-grid.json5")],
      swiftSettings: strict),

    // What is C.
    .target(name: "CAllocationCounter"),
    .target(name: "CPseudoTerminal"),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
    .target(name: "CProcess"),

    // Tests and what they stand on.
    tests(of: "Market"),
    tests(of: "SimulatedVenue", ["Output"], resources: [.copy("Fixtures")]),
    tests(of: "Engine", ["Venue", "Market"]),
    // Test support: a disk in memory for SQLite, and the moments at which it can crash.
    .target(name: "DiskKit", dependencies: ["CSQLite"], path: "Tests/Support/DiskKit"),
    .target(
      name: "CrashKit", dependencies: ["DiskKit", "Journal"], path: "Tests/Support/CrashKit",
      swiftSettings: strict),
    tests(
      of: "Journal",
      [
        "CrashKit", "CSQLite", "Engine", "SimulatedVenue", "Session", "Venue", "Market", "JSONText",
      ]),
    tests(
      of: "VenueLink",
      ["VenueProcess", "Session", "Engine", "SimulatedVenue", "Journal", "Venue", "Market"]),
    tests(
      of: "Simulation", ["Session", "Journal", "Engine", "SimulatedVenue", "Venue", "Market"],
      resources: [.copy("Fixtures")]),
    tests(of: "JSONText"),
    tests(of: "Spelling"),
    tests(of: "Options"),
    tests(of: "Configuration", ["Engine", "SimulatedVenue", "JSONText", "Market"]),
    tests(of: "Screen", ["Playback", "Engine", "Venue", "Market", "JSONText"]),
    tests(of: "Telemetry", ["Screen", "Engine", "Venue", "Market", "JSONText", "Output"]),
    .executableTarget(  // Test support: what the guard guards in CursesTests.
      name: "guard-demo", dependencies: ["Curses", "Screen"], path: "Tests/Support/guard-demo",
      swiftSettings: strict),
    .target(  // Test support: a real terminal.
      name: "TerminalKit", path: "Tests/Support/TerminalKit", swiftSettings: strict),
    tests(of: "Curses", ["Screen", "TerminalKit", "guard-demo"]),
    tests(
      of: "rung",
      [
        "Configuration", "Screen", "Simulation", "Session", "SimulatedVenue", "Engine", "Venue",
        "Market", "Options", "Output",
      ]),
    .testTarget(
      name: "BenchTests", dependencies: ["rung-bench", "SimulatedVenue", "Engine", "Options"],
      swiftSettings: strict),
    .testTarget(name: "TidyTests", swiftSettings: strict),
    .testTarget(name: "EndToEndTests", dependencies: ["rung"], swiftSettings: strict),
    .testTarget(
      name: "ScenarioTests",
      dependencies: [
        "Session", "Journal", "Playback", "Engine", "SimulatedVenue", "Venue", "Market",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
