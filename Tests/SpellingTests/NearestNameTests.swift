import Testing

@testable import Spelling

@Test(
  "A slip of the fingers is one edit, a swap of neighbours too",
  arguments: [("sped", "speed"), ("spede", "speed"), ("speeed", "speed"), ("speet", "speed")])
func slips(written: String, meant: String) {
  #expect(editDistance(written, meant) == 1)
  #expect(nearestName(to: written, among: ["theme", "speed", "seed"]) == meant)
}

@Test("Something far from every name is answered with none")
func farFromAll() {
  #expect(nearestName(to: "journal", among: ["theme", "speed", "seed"]) == nil)
  #expect(nearestName(to: "x", among: []) == nil)
}
