import Testing

@Test("The engine's state is coded by the compiler, so that no property of it can be forgotten")
func stateIsCodedWhole() throws {
  // Containers that keep what they hold where the compiler can't look, and the coders themselves.
  let byHand = ["Market/BookSide.swift", "Market/FlatTable.swift", "Engine/Timers.swift"]
  let coders = "Sources/Engine/Checkpoint/"
  let lines = try sourceLines(in: "Sources/Engine", "Sources/Venue", "Sources/Market")
  let found = Set(
    lines.filter { line in
      !line.file.hasPrefix(coders)
        && ["CodingKeys", "func encode(to", "init(from decoder", "CodingKey {"].contains {
          line.code.contains($0)
        }
    }.map(\.file))

  #expect(lines.count { $0.code.contains("Codable") } > 150)
  #expect(found == Set(byHand.map { "Sources/\($0)" }))
}
