import Market
import Testing

@testable import rung

@Test(
  "CONSOLE-09 What is to be explained is read",
  arguments: [
    ("buy@61660.2", .price(.buy, DecimalNumber(mantissa: 616_602, decimals: 1))),
    ("sell@5", .price(.sell, DecimalNumber(mantissa: 5, decimals: 0))), ("lot:3", .lot(3)),
  ] as [(String, ExplainOption)])
func explained(text: String, option: ExplainOption) {
  #expect(ExplainOption(text) == option)
}

@Test(
  "A side without a price, a price without a side and no lot name nothing",
  arguments: ["", "buy", "buy@", "61660.2", "hold@5", "lot:0", "lot:x", "buy@1@2"])
func nothingToExplain(text: String) {
  #expect(ExplainOption(text) == nil)
}
