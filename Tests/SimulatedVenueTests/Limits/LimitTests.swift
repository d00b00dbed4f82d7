import Market
import SimulatedVenue
import Testing
import Venue

@Suite("Limits")
struct LimitTests {
  private func desk(_ change: (inout SimulatedVenueSettings) -> Void) -> VenueDesk {
    var settings = SimulatedVenueSettings()
    change(&settings)
    return VenueDesk(settings)
  }

  @Test("A limit beyond the price band is refused, on either side of the mark")
  func priceBand() {
    var desk = desk { $0.limits.priceBandBasisPoints = 1_000 }

    #expect(
      desk.send(
        order(1, .buy, 1, at: 91), order(2, .buy, 1, at: 90), order(3, .sell, 1, at: 111),
        order(4, .sell, 1, at: 112)) == [
          "1 accepted", "2 rejected priceTooFar", "3 accepted", "4 rejected priceTooFar",
        ], "a tenth of 101 is 10.1")
  }

  @Test("From so many open orders on, reduce-only and trigger orders are refused as well")
  func openOrdersForExits() {
    var desk = desk { $0.limits.openOrdersForExits = 1 }
    desk.send(order(1, .buy, 1))

    #expect(
      desk.send(
        order(2, .sell, 1, at: 104, reduceOnly: true), order(3, .sell, 1, stop: 90),
        order(4, .sell, 1, at: 103, reduceOnly: true), order(5, .sell, 1, at: 105)) == [
          "2 accepted", "3 rejected tooManyOrders", "4 rejected tooManyOrders", "5 accepted",
        ])
  }

  @Test("A side's worst case may be worth so much; what brings it nearer to flat always passes")
  func positionLimit() {
    var desk = desk { $0.limits.positionValue = DecimalNumber(mantissa: 1_000, decimals: 0) }

    #expect(
      desk.send(
        order(1, .buy, 5, at: 100), order(2, .buy, 6, at: 100), order(3, .buy, 5, at: 100),
        order(4, .sell, 10, at: 103)) == [
          "1 accepted", "2 rejected positionLimit", "3 accepted", "4 rejected positionLimit",
        ], "1,000 and 1,030")
    desk.play("s99=1")
    #expect(desk.venue.position == Position(steps: 10))
    #expect(
      desk.send(
        order(5, .sell, 19, at: 104), order(6, .sell, 9, at: 104), order(7, .buy, 1, at: 99))
        == ["5 accepted", "6 rejected positionLimit", "7 rejected positionLimit"])
  }

  @Test("VENUE-01 Margin is asked for on placing, and again of a resting order as it would fill")
  func margin() {
    var desk = desk {
      $0.account.startingEquity = DecimalNumber(mantissa: 500, decimals: 0)
      $0.account.leverage = 2
    }

    #expect(
      desk.send(order(1, .buy, 11, at: 100), order(2, .buy, 4, at: 100), order(3, .buy, 5))
        == [
          "1 rejected insufficientMargin", "2 accepted", "3 accepted", "3 buy 5 @ 103 taker",
        ])
    desk.play("B100=0 B99=0 B20=5 A103=0 A104=0 A101=9")
    #expect(desk.venue.equity == ExactMoney(Money(units: 500 - 5 * 103 + 5 * 60)))
    #expect(desk.play("s99=1") == ["2 cancelled margin, filled 0"], "9 × 100 above 2 × 285")
    #expect(desk.ask(.status(id(2))) == ["2 cancelled margin, filled 0, as of 3000"])
  }

  @Test(
    "VENUE-01 An amend is held to band, position and margin as a new order in its place would be",
    arguments: [RuleSettings.AmendRule.moves, .cancelsAndPlaces])
  func amends(rule: RuleSettings.AmendRule) {
    var desk = desk {
      $0.rules.amend = rule
      $0.limits.priceBandBasisPoints = 1_000
      $0.account.startingEquity = DecimalNumber(mantissa: 500, decimals: 0)
      $0.account.leverage = 2
    }
    desk.send(order(1, .buy, 9, at: 100))

    #expect(
      desk.send(amend(1, to: 10, at: 100)) == ["1 amended to 10 @ 100"],
      "1,000 is what 500 carry twice; its old self does not count")
    let gone = rule == .cancelsAndPlaces ? ["1 cancelled requested, filled 0"] : []
    #expect(
      desk.send(amend(1, to: 11, at: 100)) == ["1 amend refused insufficientMargin"] + gone)
    desk.send(order(2, .sell, 1, at: 105))
    let over = rule == .cancelsAndPlaces ? ["2 cancelled requested, filled 0"] : []
    #expect(desk.send(amend(2, to: 1, at: 130)) == ["2 amend refused priceTooFar"] + over)
  }

  @Test("VENUE-01 An account with less equity than its position must keep is liquidated")
  func liquidation() {
    var desk = desk {
      $0.account.startingEquity = DecimalNumber(mantissa: 61, decimals: 0)
      $0.account.leverage = 20
      $0.account.maintenanceBasisPoints = 1_000
      $0.account.liquidates = true
    }
    desk.send(order(1, .buy, 5), order(2, .sell, 1, at: 150))

    // 61 of equity less 5 × 103 paid; at a mark of 101 that leaves 51, and a tenth of 505 is asked.
    #expect(desk.play("B99=20").isEmpty)
    #expect(desk.venue.position == Position(steps: 5))
    #expect(
      desk.play("B100=0 B99=20 A103=0 A104=0 A101=9") == [
        "2 cancelled liquidated, filled 0", "foreign 1 sell 5 @ 99 taker",
      ], "at 100 it has 46, and 50 are asked")
    #expect(desk.venue.position.isFlat)
  }

  @Test(
    "One bad order of a message lets all of it be refused where the venue does that",
    arguments: [0, 100])
  func wholeMessages(latency: Int64) {
    var desk = desk {
      $0.limits.refusesWholeMessages = true
      $0.orderLatencyNanoseconds = latency
    }
    let heard = desk.send(
      order(1, .buy, 1, at: 99), order(2, .buy, 0, at: 99), cancel(1), order(3, .buy, 1, at: 98))
    desk.venue.advance(to: Instant(nanoseconds: 2_000))

    #expect(
      heard + desk.hear(until: 3_000) == [
        "1 rejected malformed", "2 rejected malformed", "1 cancel refused unknownOrder",
        "3 accepted",
      ], "a message is of one kind")
  }

  @Test("Every refusal has a text of the venue's, no two the same")
  func texts() {
    let texts = Refusal.allCases.map(\.venueText)
    #expect(Set(texts).count == texts.count)

    var desk = VenueDesk(minimumNotional: 150)
    desk.send(
      order(1, .buy, 5, at: 103), order(2, .buy, 1, at: 100),
      order(3, .sell, 5, at: 104, reduceOnly: true), cancel(9))
    desk.play("A103=0 A104=5")
    #expect(
      desk.venue.refusalTexts.map { "\($0.order == id(9) ? "cancel" : "place") \($0.text)" } == [
        "place Post only order would have immediately matched, bbo was 100@103.",
        "place Order must have minimum value of $150.",
        "place Reduce only order would increase position.",
        "cancel Order was never placed, already canceled, or filled.",
      ], "as the book stood then")
    for number in 20..<60 as Range<UInt64> { desk.send(cancel(number)) }
    #expect(desk.venue.refusalTexts.count == 32)
    #expect(desk.venue.refusalTexts.last?.order == id(59))
  }

  @Test("VENUE-01 What a refusal is about decides its text, as documented for Hyperliquid")
  func documentedTexts() {
    var settings = SimulatedVenueSettings()
    settings.rules.amend = .cancelsAndPlaces
    settings.rules.refusesEmptyTakers = true
    settings.limits.priceBandBasisPoints = 8_000
    settings.events.scheduledCancelVolume = DecimalNumber(mantissa: 1_000_000, decimals: 0)
    var desk = VenueDesk(settings, minimumNotional: 10)
    desk.send(
      order(1, .buy, 1, at: 100), order(2, .buy, 1, at: 101, .immediateOrCancel),
      order(3, .buy, 0, at: 100), order(4, .buy, 1, at: nil, .postOnly), order(5, .buy, 1, at: 20),
      amend(1, to: 1, at: 103), .scheduleCancel(at: Instant(nanoseconds: 60_000_000_000)))
    desk.play("A103=0 A104=0")
    desk.send(order(6, .buy, 1, at: nil))

    #expect(
      desk.venue.refusalTexts.map(\.text) == [
        "Order could not immediately match against any resting orders.",
        "Order has zero size.",
        "Order has invalid price.",
        "Order price cannot be more than 80% away from the reference price",
        """
        Error placing new order during modify: Post only order would have immediately matched, bbo \
        was 100@103.
        """,
        "Cannot set scheduled cancel time until enough volume traded. Required: $1000000. Traded: $0.",
        "No liquidity available for market order.",
      ])
  }
}

@Suite("Budgets")
struct BudgetTests {
  private let second: Int64 = 1_000_000_000

  @Test(
    "VENUE-01 A minute's weight spent, messages and questions fail unseen until the next minute")
  func weight() {
    var settings = SimulatedVenueSettings()
    settings.limits.weightPerMinute = 5
    var desk = VenueDesk(settings)

    #expect(desk.venue.capabilities.weightPerMinute == 5)
    desk.send(order(1, .buy, 1, at: 99))
    #expect(desk.ask(.status(id(1)), .account).count == 2)
    #expect(
      desk.send(order(2, .buy, 1, at: 99), cancel(1))
        == ["2 place failed throttled", "1 cancel failed throttled"])
    #expect(desk.ask(.marketStatus) == ["marketStatus failed throttled"])
    #expect(desk.venue.openOrders.count == 1)
    desk.time += 60 * second
    #expect(desk.send(cancel(1)) == ["1 cancelled requested, filled 0"])
  }

  @Test("VENUE-01 An action that has expired costs five")
  func staleActions() {
    var settings = SimulatedVenueSettings()
    settings.limits.actions = 7
    var desk = VenueDesk(settings)

    #expect(
      desk.send(order(1, .buy, 1, at: 99, expires: 10), order(2, .buy, 1, at: 99))
        == ["1 rejected expired", "2 accepted"])
    #expect(desk.ask(.account).count == 1)
    #expect(
      desk.send(order(3, .buy, 1, at: 99), order(4, .buy, 1, at: 99), order(5, .buy, 1, at: 99))
        == ["3 accepted", "4 accepted", "5 rejected rateLimited"])
  }

  @Test("Actions spent, one passes every ten seconds; cancels go on for longer, trading buys more")
  func actions() {
    var settings = SimulatedVenueSettings()
    settings.limits.actions = 2
    var desk = VenueDesk(settings)

    #expect(desk.venue.capabilities.actionBudget == 2)
    desk.send(order(1, .buy, 1, at: 99), order(2, .buy, 1, at: 99))
    #expect(
      desk.send(order(3, .buy, 1, at: 99), order(4, .buy, 1, at: 99))
        == ["3 accepted", "4 rejected rateLimited"])
    #expect(
      desk.send(cancel(1), cancel(2)) == [
        "1 cancelled requested, filled 0", "2 cancel refused rateLimited",
      ])
    desk.time += 10 * second
    #expect(desk.send(order(5, .buy, 1, at: nil)) == ["5 accepted", "5 buy 1 @ 103 taker"])
    #expect(
      desk.send(order(6, .buy, 1, at: 99), order(7, .buy, 1, at: 99)) == [
        "6 accepted", "7 accepted",
      ],
      "103 traded")
  }
}
