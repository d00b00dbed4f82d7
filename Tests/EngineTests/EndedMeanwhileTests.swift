import Market
import Testing
import Venue

@testable import Engine

/// Orders that an engine before this one sent, and that end while the start is being compared: the
/// list that shows them may come after their end.
@Suite("Ended while starting")
struct EndedMeanwhileTests {
  private static let old = Desk.order(.ladder, .buy, 5, at: 990, generation: 41)

  /// A desk whose engine follows another, knows the account, and has heard the first of the two lists
  /// that it asks for.
  private func follower() throws -> Desk {
    var desk = try Desk.following(41)
    desk.answer(desk.account(0), .openOrders([], asOf: desk.now))
    return desk
  }

  @Test("ORDER-06 RECON-01 What was found, filled and booked is not adopted by an older list")
  func filledMeanwhile() throws {
    var desk = try follower()
    let before = desk.now
    desk.say(.accepted(Self.old.id))
    desk.answer(.status(Self.old.id, .live(Self.old), asOf: before))
    desk.wait(milliseconds: 10)
    let fill = Desk.fill(1, of: Self.old.id, .buy, 5, at: desk.now)
    desk.say(.filled(fill))
    desk.answer(.openOrders([Self.old], asOf: before))
    desk.fills(fill)

    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.lots.map(\.open.steps) == [5])
    #expect(desk.snapshot.pendingOpens.isEmpty, "it filled: nothing of it is left to fill")
    desk.answer(.status(Self.old.id, .filled(Quantity(steps: 5)), asOf: desk.now))
    let isLive = desk.engine.isLive(Self.old.id)
    #expect(!isLive)
  }

  @Test("ORDER-06 RECON-01 What the venue said was cancelled is not adopted by an older list")
  func cancelledMeanwhile() throws {
    var desk = try follower()
    let before = desk.now
    desk.wait(milliseconds: 10)
    desk.say(.cancelled(Self.old.id, .requested, filled: .zero))
    desk.answer(.openOrders([Self.old], asOf: before))
    desk.fills()

    let isLive = desk.engine.isLive(Self.old.id)
    #expect(!isLive)
    #expect(!desk.pass(milliseconds: 60_000).contains("-41"), "nothing stands to be cancelled")
  }
}
