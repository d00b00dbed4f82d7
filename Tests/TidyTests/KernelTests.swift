import Testing

@Test("Only the kernel gives the engine an input, so that one place sees all of them")
func inputsHaveOneWay() throws {
  let lines = try sourceLines(in: "Sources").filter {
    !$0.file.hasPrefix("Sources/Engine/") && $0.code.contains("ngine.apply(")
  }

  #expect(lines.count >= 2)
  #expect(Set(lines.map(\.file)) == ["Sources/Session/Kernel.swift"])
}
