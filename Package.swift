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
    .executableTarget(
      name: "rung-bench", dependencies: ["Engine", "Session", "SimulatedVenue", "Market"],
      swiftSettings: strict),
    tests(of: "Market"),
    tests(of: "SimulatedVenue", resources: [.copy("Fixtures")]),
    tests(of: "Engine", ["Venue", "Market"]),
    .testTarget(
      name: "ScenarioTests",
      dependencies: ["Session", "Engine", "SimulatedVenue", "Venue", "Market"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
