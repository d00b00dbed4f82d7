import Market
import Testing
import Venue

@testable import Simulation

/// What an engine could know of an order it sent.
@Suite("Sent orders")
struct SentOrderTests {
  private static let now = Instant(nanoseconds: 1_000)
  private static let expiry = Instant(nanoseconds: 5_000)

  private static let sent = SentOrder(
    NewOrder(
      id: ClientOrderID(tag: 1, purpose: .ladder, subject: 100, generation: 1), side: .buy,
      limit: Price(ticks: 100), quantity: Quantity(steps: 10), timeInForce: .postOnly,
      expiresAt: expiry), at: now, arrivesBy: expiry)

  @Test("Its fate is known once its fills make its quantity")
  func filled() {
    var sent = Self.sent
    sent.hearFill(9, filledAt: Self.now, at: Self.now)
    #expect(!sent.isResolved)

    sent.hearFill(1, filledAt: Self.now, at: Self.now)
    #expect(sent.isResolved)
  }

  @Test("An end counts only when the fills it speaks of are here")
  func endBeforeFills() {
    var sent = Self.sent
    sent.hearEnd(filled: 4, at: Self.now)
    #expect(!sent.isResolved)

    sent.hearFill(4, filledAt: Self.now, at: Self.now)
    #expect(sent.isResolved)
  }

  @Test("Absent ends nothing before the order's expiry, and does after it")
  func absent() {
    var sent = Self.sent
    sent.hear(.absent, asOf: Instant(nanoseconds: 4_999), at: Self.now)
    #expect(!sent.isResolved)

    sent.hear(.absent, asOf: Self.expiry, at: Self.now)
    #expect(sent.isResolved)
  }

  @Test(
    "Of an order that the venue made smaller no more is left than it told, less what filled since")
  func madeSmaller() {
    var sent = Self.sent
    let stands = VenueOrder(
      id: sent.order.id, side: .buy, limit: Price(ticks: 100), quantity: Quantity(steps: 10),
      remaining: Quantity(steps: 6), isReduceOnly: true, trigger: nil, placedAt: Self.now)
    sent.hear(.live(stands), asOf: Instant(nanoseconds: 2_000), at: Self.now)
    #expect(sent.heardLeft == 6)
    sent.hearFill(1, filledAt: Instant(nanoseconds: 1_900), at: Self.now)
    #expect(sent.heardLeft == 6, "what filled before the answer was taken off it there")
    sent.hearFill(4, filledAt: Instant(nanoseconds: 2_100), at: Self.now)
    #expect(sent.heardLeft == 2)
    sent.hearFill(2, filledAt: Instant(nanoseconds: 2_200), at: Self.now)
    #expect(sent.heardLeft == 0)
  }
}
