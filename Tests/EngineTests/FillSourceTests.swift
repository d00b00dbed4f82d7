import Market
import Testing
import Venue

@testable import Engine

/// Fills that come by several ways, or not at all.
@Suite("Sources of fills")
struct FillSourceTests {
  @Test("RECON-03 A fill that the stream lost comes by the poll, and the stream is opened anew")
  func lostByStream() throws {
    var desk = try Desk.settled()
    let lost = desk.makeFill(1, 5)
    desk.pass(milliseconds: 10_000)
    desk.pass(milliseconds: 20_000)
    desk.takeAsked()
    #expect(desk.fills(lost) == ["+5 sell 5@1000 reduce"])
    #expect(desk.takeAsked().contains("reconnect orders"))
    #expect(desk.engine.recoveries[.privateStreamLost] == 1)
    #expect(desk.snapshot.ledger.sources.missedByStream == 1)
  }

  @Test("LEDGER-03 A fill that tells of another position opens a gap, which is counted and fetched")
  func gap() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 5)
    let id = desk.id(1)
    let first = Desk.fill(801, of: id, .buy, 2, at: desk.now, before: 0)
    let second = Desk.fill(802, of: id, .buy, 3, at: desk.now, before: 2)
    desk.takeAsked()
    desk.say(.filled(second))
    #expect(desk.engine.position.steps == 3, "it happened")
    #expect(desk.snapshot.ledger.gaps == 1)
    #expect(desk.takeAsked().first?.hasPrefix("fills") == true)
    desk.fills(first, second)
    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.ledger.sources.reconcile == 1)
    desk.say(.filled(first))
    #expect(desk.snapshot.ledger.gaps == 1)
    #expect(desk.engine.position.steps == 5)
  }

  @Test("LEDGER-03 A gap is looked for from the newest fill on, not from the last poll on")
  func gapSinceFill() throws {
    var desk = try Desk.settled { $0.reconcile.pollNanoseconds = 30_000_000_000 }
    desk.wait(milliseconds: 18_000)
    desk.fill(1, 2)
    desk.wait(milliseconds: 1_000)
    desk.takeAsked()
    desk.say(.filled(Desk.fill(802, of: desk.id(1), .buy, 2, at: desk.now, before: 3)))
    #expect(desk.takeAsked().first { $0.hasPrefix("fills") } == "fills 9", "ten seconds of overlap")
  }

  @Test("LEDGER-03 RISK-12 What is wanted while fills are being fetched is asked for after that")
  func gapMeanwhile() throws {
    var desk = try Desk.settled()
    desk.takeAsked()
    desk.command(.reconcileNow)
    #expect(desk.takeAsked().count { $0.hasPrefix("fills") } == 1)
    desk.say(.filled(Desk.fill(802, of: desk.id(1), .buy, 2, at: desk.now, before: 3)))
    #expect(!desk.takeAsked().contains { $0.hasPrefix("fills") })
    desk.fills()
    #expect(desk.takeAsked().count { $0.hasPrefix("fills") } == 1)
  }

  /// The fill as another source tells it.
  private enum Telling: CaseIterable {
    case size, price, side, order

    func of(_ fill: Fill, _ other: ClientOrderID) -> Fill {
      Fill(
        id: fill.id, order: self == .order ? other : fill.order,
        side: self == .side ? .sell : fill.side,
        price: self == .price ? Price(ticks: 991) : fill.price,
        quantity: self == .size ? Quantity(steps: 4) : fill.quantity, fee: fill.fee,
        liquidity: fill.liquidity, time: fill.time)
    }
  }

  @Test(
    "LEDGER-01 A fill that two sources tell differently is shown, alarms, and is compared, once",
    arguments: Telling.allCases)
  private func contradicted(telling: Telling) throws {
    var desk = try Desk.settled()
    let told = desk.makeFill(1, 5)
    desk.say(.filled(told))
    desk.wait(milliseconds: 1)
    desk.takeAsked()
    let other = telling.of(told, desk.id(2))
    desk.fills(other)
    #expect(desk.engine.position.steps == 5, "what came first stands")
    #expect(desk.snapshot.ledger.contradictions == [other])
    #expect(desk.snapshot.ledger.sources.contradictions == 1)
    #expect(desk.snapshot.control.alarms == [.contradictedFill])
    #expect(desk.snapshot.log.last { $0.tag == .contradictedFill }?.order == other.order)
    #expect(desk.takeAsked().contains("account"))
    #expect(desk.engine.agreement.rounds.barsOpens)
    desk.answer(desk.account(5))
    desk.answer(.openOrders(desk.standing, asOf: desk.now))
    desk.fills(other, told)
    #expect(!desk.engine.agreement.rounds.barsOpens, "the same telling again is no news")
    desk.command(.acknowledgeAlarms)
    desk.fills(other, told)
    #expect(desk.snapshot.control.alarms.isEmpty)
  }

  @Test("LEDGER-01 Where the account says the first telling was wrong, the position follows it")
  func contradictedWrong() throws {
    var desk = try Desk.settled()
    let told = desk.makeFill(1, 5)
    desk.say(.filled(told))
    desk.wait(milliseconds: 1)
    desk.fills(Telling.size.of(told, desk.id(2)))
    for _ in 0..<2 {
      desk.wait(milliseconds: 1)
      desk.agree(4, desk.standing)
    }
    #expect(desk.engine.position.steps == 4)
    #expect(desk.snapshot.ledger.adjustments.map(\.steps) == [-1])
    #expect(desk.snapshot.control.breaker.latched == [.drift])
  }

  @Test(
    "LEDGER-04 The shadow ledger shows ours, the venue's, what is under way and the corrections")
  func shadow() throws {
    var desk = try Desk.settled()
    desk.fill(1, 5)
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.agree(5, desk.standing)
    let view = desk.snapshot.ledger
    #expect((view.local.steps, view.venue?.steps) == (5, 5))
    #expect((view.inFlight.buy, view.inFlight.sell) == (5, 15))
    #expect((view.worstLong.steps, view.worstShort.steps) == (10, -10))
    #expect(view.anchor.steps + 5 + view.adjusted == view.local.steps)
  }

  @Test(
    "LEDGER-07 A fill of ours that we don't know is booked, shown, and compared before any open")
  func unmatched() throws {
    var desk = try Desk.settled()
    let id = ClientOrderID(tag: 1, purpose: .ladder, subject: 960, generation: 500)
    desk.wait(milliseconds: 1)
    desk.takeAsked()
    let words = desk.say(.filled(Desk.fill(900, of: id, .buy, 2, at: desk.now)))
    #expect(words.contains { $0.contains("sell 2@") }, "its lot has an exit")
    #expect(desk.engine.position.steps == 2)
    #expect(desk.snapshot.ledger.unmatched.map(\.order) == [id])
    #expect(desk.takeAsked().contains("orders"))
    #expect(desk.engine.agreement.rounds.barsOpens)
    #expect(!desk.snapshot.control.isFrozen)
    desk.agree(2, desk.standing)
    #expect(!desk.engine.agreement.rounds.barsOpens)
  }

  @Test("LEDGER-05 Funding is booked once, and net profit has it in it")
  func funding() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 1)
    let payment = Funding(time: desk.now, amount: whole(-7))
    desk.say(.funded(payment))
    desk.say(.funded(payment))
    #expect(desk.snapshot.account.realised == whole(-7))
    #expect(desk.snapshot.account.funding == whole(-7))
  }
}
