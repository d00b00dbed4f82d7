import Market
import Testing

/// A share: tick 0.01, one share a step.
private let share = Instrument(
  symbol: "SHARE", venue: "test", tick: DecimalNumber(mantissa: 1, decimals: 2),
  step: DecimalNumber(mantissa: 1, decimals: 0))

/// A tick and a step that are no powers of ten: their product is 1.25.
private let odd = Instrument(
  symbol: "ODD", venue: "test", tick: DecimalNumber(mantissa: 25, decimals: 2),
  step: DecimalNumber(mantissa: 5, decimals: 0))

@Test("LEDGER-08 A fee on a notional is exact whatever tick and step, where a cent would be zero")
func feeIsExact() {
  let notional = Money(Price(ticks: 1_997), times: Quantity(steps: 1))
  let fee = FeeRate(hundredMillionths: 20_000).fee(on: notional)

  #expect(share.text(fee) == "0.003994")
  #expect(share.text(-fee) == "-0.003994")
  #expect(share.text(ExactMoney(notional)) == "19.97", "with the decimals of tick × step")
}

@Test("LEDGER-08 An amount is rounded where it is shown, halves away from zero, and only there")
func shown() {
  let half = ExactMoney(units: 500_000)
  #expect(share.text(half) == "0.00005")
  #expect(share.text(half, places: 4) == "0.0001")
  #expect(share.text(-half, places: 4) == "-0.0001")
  #expect(share.text(ExactMoney(units: 499_999), places: 4) == "0.0000")
  #expect(share.text(ExactMoney(units: -499_999), places: 4) == "0.0000", "no zero has a sign")
  #expect(share.text(ExactMoney(units: 99_999_999_999), places: 2) == "10.00")
}

@Test("LEDGER-08 A fee told in quote decimals is taken as told, else as the nearest unit there is")
func toldFee() throws {
  let told = DecimalNumber(mantissa: 3_994_001, decimals: 9)
  let fee = try #require(share.exactMoney(told))
  #expect(share.text(fee) == "0.003994001")
  // Of 1.25 × 10⁻⁸ a ten-millionth is 8 units, a hundred-millionth 0.8, a half of it 0.4.
  #expect(odd.exactMoney(DecimalNumber(mantissa: 1, decimals: 7))?.units == 8)
  #expect(odd.exactMoney(DecimalNumber(mantissa: 1, decimals: 8))?.units == 1)
  #expect(odd.exactMoney(DecimalNumber(mantissa: -5, decimals: 9))?.units == 0)
  #expect(odd.exactMoney(DecimalNumber(mantissa: 1, decimals: 8), .towardZero)?.units == 0)
}

@Test("LEDGER-08 The shares of an amount follow the sizes and add up to it, to the last unit")
func split() {
  for units in [10, -10, 1, 0, 99_999_999_999] as [Int128] {
    for sizes in [[1, 1, 1], [5, 2], [3, 0, 4, 9], [7]] as [[Int64]] {
      let whole = Quantity(steps: sizes.reduce(0, +))
      var split = AmountSplit(ExactMoney(units: units), over: whole)
      let shares = sizes.map { split.next(Quantity(steps: $0)) }
      #expect(shares.reduce(.zero, +).units == units)
      for (share, size) in zip(shares, sizes) {
        let off = share.units * Int128(whole.steps) - units * Int128(size)
        #expect(off.magnitude <= whole.steps.magnitude, "within a unit of its part")
      }
    }
  }
}

@Test("Any amount of any instrument has a text: no product of its numbers is too large")
func extremes() {
  let most = Instrument(
    symbol: "MOST", venue: "test", tick: DecimalNumber(mantissa: .max, decimals: 0),
    step: DecimalNumber(mantissa: .max, decimals: 0))
  #expect(
    most.text(ExactMoney(units: .min), places: 0)
      == "-144740111546645244248078222583926480999109945550617065286127075824730")
  #expect(
    most.text(Price(ticks: Price.maximumTicks))
      == "1298074214633697683619849739173889")
  #expect(Money(Price(ticks: Price.maximumTicks), times: Quantity(steps: .max)).units == .max)
  #expect(
    Money(Price(ticks: Price.maximumTicks), times: Position(steps: .min + 1)).units == -.max)
  #expect(ExactMoney(units: .max).rounded.units == .max)
}
