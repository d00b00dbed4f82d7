import Market
import Testing
import Venue

@testable import Engine

/// What the engine does where the account holds another position than the fills make.
@Suite("Drift")
struct DriftTests {
  @Test("RECON-05 A drift counts when two looks agree; it is recorded, and opens stop over 5 %")
  func drift() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.takeAsked()
    desk.agree(2, desk.standing)
    #expect(desk.engine.position.isFlat, "one look is not enough")
    #expect(desk.engine.agreement.rounds.barsOpens)
    #expect(desk.takeAsked().contains("account"))
    desk.agree(2, desk.standing)
    #expect(desk.engine.position.isFlat, "the same moment told again is no second look")
    #expect(desk.takeAsked().isEmpty, "nor is it asked for without end")
    #expect(desk.engine.agreement.rounds.barsOpens)
    desk.pass(milliseconds: 1_000)
    #expect(desk.takeAsked().contains("account"))
    let words = desk.agree(2, desk.standing)
    #expect(desk.engine.position.steps == 2)
    #expect(desk.snapshot.reconcile.lastCause == .drift, "what the look was for")
    #expect(desk.snapshot.ledger.adjustments.map(\.steps) == [2])
    #expect(desk.snapshot.lots.map(\.open.steps) == [2])
    #expect(words.filter { $0.hasPrefix("-") } == ["-1", "-2", "-3", "-4"])
    #expect(desk.snapshot.control.alarms == [.drift, .breaker])
    #expect(desk.snapshot.control.breaker.latched == [.drift])
    let account = desk.snapshot.account
    #expect((account.realised + (account.unrealised ?? .zero)) == .zero, "it makes no profit")
  }

  @Test(
    "RECON-05 A drift of just 1 % does not alarm, of just 5 % stops nothing; a step more does",
    arguments: [
      (990, 0, 0), (1_010, 0, 0), (989, 1, 0), (1_011, 1, 0), (950, 1, 0), (1_050, 1, 0),
      (949, 1, 1), (1_051, 1, 1), (0, 1, 1), (-1_000, 1, 1),
    ] as [(Int64, Int, Int)])
  func driftShares(venue: Int64, alarms: Int, stops: Int) throws {
    var desk = try Desk.settled { $0.grid.size = .steps(1_000) }
    desk.fill(1, 1_000)
    desk.accept(5)
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    func everything() -> [VenueOrder] {
      desk.standing + desk.snapshot.legs.map { desk.listed($0.id.generation) }
    }
    desk.agree(venue, everything())
    desk.wait(milliseconds: 1)
    desk.agree(venue, everything())
    #expect(desk.engine.position.steps == venue)
    #expect(desk.snapshot.ledger.adjustments.map(\.steps) == [venue - 1_000])
    #expect(desk.snapshot.control.alarms.count { $0 == .drift } == alarms)
    #expect(desk.snapshot.control.breaker.latched.count { $0 == .drift } == stops)
  }

  @Test("RISK-03 A drift over 5 % latches though opens are stopped already")
  func driftWhileFrozen() throws {
    var desk = try Desk.settled()
    desk.command(.freeze)
    desk.command(.reconcileNow)
    desk.agree(2, desk.standing)
    desk.wait(milliseconds: 1)
    desk.agree(2, desk.standing)
    desk.command(.unfreeze)
    #expect(desk.snapshot.control.breaker.latched == [.drift])
    for number in 1...4 as ClosedRange<UInt64> { #expect(desk.cancelled(number).isEmpty) }
    #expect(desk.rungs.contains("buy 990 BREAKER_TRIPPED"))
  }

  @Test("RECON-05 A drift that the second look does not confirm is forgotten")
  func driftGone() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.agree(2, desk.standing)
    desk.agree(0, desk.standing)
    #expect(desk.engine.position.isFlat)
    #expect(desk.snapshot.ledger.adjustments.isEmpty)
    #expect(!desk.engine.agreement.rounds.barsOpens)
  }

  @Test("RECON-05 The late fill takes the adjustment back, and is booked itself")
  func driftReversed() throws {
    var desk = try Desk.settled()
    let late = desk.makeFill(1, 5)
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.agree(5, desk.standing)
    desk.wait(milliseconds: 1)
    desk.agree(5, desk.standing)
    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.ledger.adjustments.map(\.standing) == [5])
    desk.say(.filled(late))
    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.ledger.adjustments.map(\.standing) == [0])
    #expect(desk.snapshot.lots.reduce(0) { $0 + $1.open.steps } == 5)
    #expect(desk.snapshot.counters.fills == 1)
    let account = desk.snapshot.account
    let cash = -5 * 990 + 5 * 1_000
    #expect(account.realised + (account.unrealised ?? .zero) == whole(Int64(cash)))
  }

  @Test("RISK-01 RECON-05 An adjustment that leaves opens over the cap cancels the far ones")
  func adjustedOverCap() throws {
    var desk = try Desk.settled {
      $0.risk.maximumPosition = amount(10)
      $0.reconcile.driftStop = BasisPoints(hundredths: 1_000_000)
    }
    desk.fill(3, 5)
    desk.accept(5)
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    func everything() -> [VenueOrder] {
      desk.standing + desk.snapshot.legs.map { desk.listed($0.id.generation) }
    }
    desk.agree(-6, everything())
    desk.wait(milliseconds: 1)
    let words = desk.agree(-6, everything())
    #expect(desk.engine.position.steps == -6)
    #expect(desk.snapshot.control.breaker.latched.isEmpty)
    #expect(words.filter { $0.hasPrefix("-") } == ["-4"], "six short and five to sell are eleven")
  }

  @Test("LEDGER-05 What a late fill makes beside its adjustment is told, so that lots add up")
  func lateFillAddsUp() throws {
    var desk = try Desk.settled()
    desk.fill(1, 5)
    desk.accept(5)
    let late = desk.makeFill(5, 5, at: 1_003, fee: 7)
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.agree(0, desk.standing.filter { $0.id != desk.id(5) })
    desk.wait(milliseconds: 1)
    desk.agree(0, desk.standing.filter { $0.id != desk.id(5) })
    #expect(desk.snapshot.ledger.adjustments.map(\.steps) == [-5])
    desk.say(.filled(late))
    let snapshot = desk.snapshot
    let lots = snapshot.recentCloses.reduce(ExactMoney.zero) { $0 + $1.net }
    #expect(snapshot.ledger.adjustments.map(\.standing) == [0])
    #expect(snapshot.account.realised == whole(5 * (1_003 - 990) - 7))
    #expect(lots + snapshot.ledger.adjustments[0].made == snapshot.account.realised)
    #expect(desk.records.filter { $0.fill.id == late.id }.map(\.fill.quantity.steps) == [5])
  }
}
