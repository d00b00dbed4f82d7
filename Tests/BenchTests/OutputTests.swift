import Testing

@testable import rung_bench

@Test("The median of an even number of values is between the middle two")
func spread() {
  let even = Spread([4, 1, 3, 2])
  #expect((even.median, even.minimum, even.maximum) == (2.5, 1, 4))

  let many = Spread(1...200)
  #expect(many.median == 100.5)
  #expect(many.percentile99 == 199, "two of two hundred are at or above it")
  #expect(Spread([7]).percentile99 == 7)
}

@Test("Numbers are grouped by thousands and cut to their decimals")
func numbers() {
  #expect([0, 999, 1_000, -1_234_567].map(grouped) == ["0", "999", "1,000", "-1,234,567"])
  #expect(fixed(12.345, 1) == "12.3")
  #expect(fixed(0.0028, 2) == "0.00")
  #expect(fixed(-1.999, 2) == "-2.00")
  #expect(fixed(-0.001, 2) == "0.00")
  #expect(fixed(41.5, 0) == "42")
}

@Test("A table aligns its cells to the right of their columns")
func table() {
  var table = TextTable("mode", "n")
  table.add("snap", "1,000")
  table.add("f", "2")
  #expect(
    table.text == """
      mode      n
      snap  1,000
         f      2
      """)
}
