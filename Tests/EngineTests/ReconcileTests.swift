import Market
import Testing
import Venue

@testable import Engine

/// How the engine comes to agree with the venue, and what it does where it doesn't.
@Suite("Reconciliation")
struct ReconcileTests {
  @Test("RECON-02 After a reconnect nothing opens before orders, position and fills were compared")
  func reconnect() throws {
    var desk = try Desk.settled()
    desk.takeAsked()
    desk.answer(.connection(.orders, isUp: false))
    #expect(desk.snapshot.reconcile.phase == .disconnected)
    #expect(desk.takeAsked() == ["reconnect orders"])
    desk.book(1_009, 1_011)
    #expect(desk.snapshot.grid.rungs.allSatisfy { $0.state == .working }, "nothing is moved")
    #expect(desk.command(.placeManual(.buy, Price(ticks: 900))).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .disconnected)
    #expect(desk.answer(.connection(.orders, isUp: true)).isEmpty)
    #expect(desk.takeAsked() == ["account", "orders", "fills -9"])
    desk.fill(3, 5)
    #expect(!desk.agree(-5, desk.standing).isEmpty, "the ladder moves on")
    #expect(desk.snapshot.reconcile.phase == .settled)
  }

  @Test("RECON-02 A lesser comparison asked for meanwhile leaves opens barred no longer")
  func lesserMeanwhile() throws {
    var desk = try Desk.settled()
    desk.answer(.connection(.orders, isUp: false))
    desk.answer(.connection(.orders, isUp: true))
    desk.command(.reconcileNow)
    desk.agree(0, desk.standing)
    #expect(!desk.snapshot.reconcile.barsOpens, "the one after the break is through")
    #expect(desk.snapshot.reconcile.phase == .comparing, "the other is under way")
    desk.agree(0, desk.standing)
    #expect(desk.snapshot.reconcile.phase == .settled)
    #expect(!desk.snapshot.reconcile.barsOpens)
  }

  @Test("RECON-02 What was asked before a break is not taken for an answer after it")
  func staleAnswer() throws {
    var desk = try Desk.settled()
    desk.answer(.connection(.orders, isUp: false))
    desk.answer(.connection(.orders, isUp: true))
    desk.answer(.connection(.orders, isUp: false))
    desk.agree(0, desk.standing)
    #expect(desk.engine.agreement.rounds.barsOpens)
    #expect(desk.snapshot.reconcile.phase == .disconnected)
  }

  @Test("RECON-03 Fills are polled every 30 s from the poll's own mark, whatever the stream brings")
  func poll() throws {
    var desk = try Desk.settled { $0.reconcile.everyNanoseconds = 3_600_000_000_000 }
    let begin = desk.time
    var moments: [Int64] = []
    desk.takeAsked()
    while desk.time - begin < 100_000_000_000 {
      desk.nextDeadline()
      desk.say(.accepted(desk.id(1)))
      for question in desk.takeAsked() where question.hasPrefix("fills") {
        moments.append((desk.time - begin) / 1_000_000_000)
        desk.fills()
      }
    }
    #expect(moments == [29, 59, 89])
    #expect(desk.engine.agreement.rounds.polledThrough.nanoseconds / 1_000_000_000 == 91)
    let mark = desk.engine.agreement.rounds.polledThrough
    desk.fill(1, 5)
    #expect(desk.engine.agreement.rounds.polledThrough == mark, "a streamed fill moves nothing")
    #expect(!desk.takeAsked().contains { $0.hasPrefix("status") }, "the stream speaks")
  }

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

  @Test("RECON-04 The venue is compared with every 60 s, and at once after many fills")
  func cadence() throws {
    var desk = try Desk.settled()
    desk.takeAsked()
    desk.pass(milliseconds: 59_000)
    #expect(desk.takeAsked().contains("orders"), "the private stream was silent")
    desk.agree(0, desk.standing)
    desk.pass(milliseconds: 58_000)
    desk.takeAsked()
    let hour: Int64 = 3_600_000_000_000
    desk = try Desk.settled {
      $0.reconcile.watchdogNanoseconds = hour
      $0.reconcile.pollNanoseconds = 30_000_000_000
    }
    desk.wait(milliseconds: 31_000)
    desk.takeAsked()
    for _ in 0..<5 { desk.fill(1, 1) }
    for _ in 0..<5 { desk.fill(2, 1) }
    #expect(!desk.takeAsked().contains("orders"), "ten in 30 s are no more than ten")
    desk.fill(3, 1)
    #expect(desk.takeAsked().contains("orders"))
  }

  @Test("RECON-04 One of ours that is not listed is asked about, and ends only by the answer")
  func missing() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.takeAsked()
    desk.agree(0, desk.standing.filter { $0.id != desk.id(1) })
    #expect(desk.snapshot.pendingOpens.count == 4, "a list ends nothing")
    desk.pass(milliseconds: 500)
    #expect(desk.takeAsked() == ["status 1"])
    #expect(desk.status(1, .cancelled(.byHand, filled: .zero)) == ["+5 buy 5@990"])
    #expect(desk.engine.recoveries[.oursMissing] == 1)
  }

  @Test("RECON-04 One with our tag that we don't know is asked about, adopted and cancelled")
  func extra() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.takeAsked()
    let stranger = Desk.order(.ladder, .buy, 5, at: 970, generation: 2)
    desk.agree(0, desk.standing + [stranger])
    #expect(desk.takeAsked() == ["status 2"])
    #expect(
      desk.command(.placeManual(.buy, Price(ticks: 960))).isEmpty, "no cap counts it until then")
    #expect(desk.answer(.status(stranger.id, .live(stranger), asOf: desk.now)).first == "-2")
    #expect(desk.snapshot.exposure.liveBuys.steps == 15, "it counts until it has ended")
    desk.say(.cancelled(stranger.id, .requested, filled: .zero))
    #expect(desk.snapshot.exposure.liveBuys.steps == 10)
    #expect(!desk.command(.placeManual(.buy, Price(ticks: 960))).isEmpty)
  }

  @Test("RECON-04 Another size is taken over after a second look, at another price it is cancelled")
  func differs() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    var orders = desk.standing
    let place = try #require(orders.firstIndex { $0.id == desk.id(1) })
    orders[place].quantity = Quantity(steps: 4)
    orders[place].remaining = Quantity(steps: 4)
    desk.agree(0, orders)
    #expect(desk.snapshot.exposure.liveBuys.steps == 10, "one look is not enough")
    desk.pass(milliseconds: 500)
    desk.status(1, .live(orders[place]))
    #expect(desk.snapshot.exposure.liveBuys.steps == 9)
    desk.command(.reconcileNow)
    orders[place].limit = Price(ticks: 985)
    desk.agree(0, orders)
    desk.pass(milliseconds: 500)
    #expect(desk.status(1, .live(orders[place])) == ["-1"])
  }

  @Test(
    "RECON-04 RISK-01 An open the venue has larger gives way where its side is over the cap",
    arguments: [false, true])
  func largerThanCap(isFrozen: Bool) throws {
    var desk = try Desk.settled {
      $0.risk.maximumPosition = DecimalNumber(mantissa: 10, decimals: 0)
      $0.risk.freezeHolds = true
    }
    if isFrozen { desk.command(.freeze) }
    desk.command(.reconcileNow)
    var orders = desk.standing
    let place = try #require(orders.firstIndex { $0.id == desk.id(1) })
    orders[place].quantity = Quantity(steps: 9)
    orders[place].remaining = Quantity(steps: 9)
    desk.agree(0, orders)
    #expect(desk.status(1, .live(orders[place])) == ["-1"])
    #expect(desk.cancelled(1) == (isFrozen ? [] : ["+5 buy 5@990"]))
  }

  @Test(
    "RECON-04 ORDER-01 An open the venue has in another size is brought back to its rung's",
    arguments: [nil, 100] as [Int64?])
  func backToSize(cap: Int64?) throws {
    var desk = try Desk.settled {
      $0.risk.maximumPosition = cap.map { DecimalNumber(mantissa: $0, decimals: 0) }
    }
    desk.command(.reconcileNow)
    var orders = desk.standing
    let place = try #require(orders.firstIndex { $0.id == desk.id(1) })
    orders[place].quantity = Quantity(steps: 9)
    orders[place].remaining = Quantity(steps: 9)
    desk.agree(0, orders)
    #expect(desk.status(1, .live(orders[place])) == ["~1 to 5"])
  }

  @Test("RECON-04 A leg that the venue made smaller while nobody heard is taken as it is")
  func shrunkUnheard() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 1)
    desk.fill(1, 5)
    desk.accept(5)
    desk.wait(milliseconds: 1)
    for _ in 0..<3 {
      desk.command(.reconcileNow)
      let orders = desk.snapshot.legs.map { desk.listed($0.id.generation, 3) }
      desk.agree(5, desk.standing + orders)
      desk.pass(milliseconds: 600)
      desk.live(5, 3)
      desk.fills()
      desk.pass(milliseconds: 11_000)
    }
    #expect(desk.engine.recoveries[.tookVenuesOrder] == 1)
    #expect(desk.snapshot.legs.first?.quantity.steps == 3)
  }

  @Test("RECON-04 EXIT-07 A leg of ours that nobody knew goes where its lot has one, else it stays")
  func unknownLeg() throws {
    for isCovered in [true, false] {
      var desk = try Desk.settled()
      desk.fill(1, 5)
      if isCovered { desk.accept(5) } else { desk.reject(5, .other) }
      let stray = Desk.order(.takeProfit, .sell, 5, at: 1_000, subject: 1, generation: 4)
      desk.say(.accepted(stray.id))
      let words = desk.answer(.status(stray.id, .live(stray), asOf: desk.now))
      #expect(words == (isCovered ? ["-4"] : []))
      #expect(desk.snapshot.lots.map(\.covered.steps) == [5])
    }
  }

  @Test("RECON-04 EXIT-07 A leg that the venue has larger than its lot is cancelled")
  func largerLeg() throws {
    var desk = try Desk.settled()
    desk.fill(1, 5)
    desk.accept(5)
    desk.command(.reconcileNow)
    var leg = desk.listed(5, 7)
    leg.quantity = Quantity(steps: 7)
    desk.agree(5, desk.standing + [leg])
    #expect(desk.status(5, .live(leg)) == ["-5"])
  }

  @Test("EXIT-07 A leg whose amend never arrived is cancelled while it is too large")
  func lostAmend() throws {
    var desk = try Desk.settled()
    desk.fill(1, 5)
    desk.accept(5)
    let words = desk.say(.filled(Desk.fill(900, of: .foreign(1), .sell, 2, at: desk.now)))
    #expect(words.contains("~5 to 3"))
    desk.say(.failed(desk.id(5), .amend, .lost))
    desk.pass(milliseconds: 11_000)
    #expect(desk.live(5, 5) == ["-5"])
  }

  @Test("RECON-06 Opens that a freeze would hold are pulled when a storm goes on")
  func stormPulls() throws {
    var desk = try Desk.settled { $0.risk.freezeHolds = true }
    func stray(_ number: UInt64) -> [String] {
      desk.say(.accepted(Desk.order(.ladder, .buy, 5, at: 900, generation: number).id))
    }
    for number in 1_000...1_050 as ClosedRange<UInt64> { _ = stray(number) }
    for _ in 0..<2 { desk.agree(0, desk.standing) }
    var words: [String] = []
    for number in 2_000...2_050 as ClosedRange<UInt64> { words += stray(number) }
    #expect(words.filter { $0.hasPrefix("-") } == ["-1", "-2", "-3", "-4"])
  }

  @Test("RECON-06 A storm of unknown orders rebuilds from the venue; going on it stops opens")
  func storm() throws {
    var desk = try Desk.settled()
    func news(_ numbers: ClosedRange<UInt64>) {
      for number in numbers {
        desk.say(.accepted(Desk.order(.ladder, .buy, 5, at: 900, generation: number).id))
      }
    }
    news(1_000...1_049)
    #expect(desk.engine.recoveries[.storm] == 0, "fifty are no storm")
    news(1_050...1_050)
    #expect(desk.engine.recoveries[.storm] == 1)
    #expect(desk.engine.agreement.rounds.barsOpens)
    for _ in 0..<2 { desk.agree(0, desk.standing) }
    #expect(!desk.engine.agreement.rounds.barsOpens)
    #expect(!desk.snapshot.control.isFrozen)
    news(2_000...2_050)
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.snapshot.control.alarms == [.unknownOrderStorm])
  }

  @Test("RECON-06 News of orders that ended lately, and of foreign ones, are no storm")
  func noStorm() throws {
    var desk = try Desk.settled()
    desk.cancelled(1, .byHand)
    for number in 0..<200 as Range<UInt64> {
      desk.say(.accepted(desk.id(1)), .accepted(.foreign(number)))
    }
    #expect(desk.engine.recoveries[.storm] == 0)
    #expect(!desk.takeAsked().contains { $0.hasPrefix("status") })
  }

  @Test("RECON-07 A forced comparison shows each difference, and does only what is accepted")
  func preview() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 1)
    let stranger = Desk.order(.ladder, .buy, 5, at: 970, generation: 900)
    func look() {
      desk.command(.reconcile)
      desk.agree(2, desk.standing.filter { $0.id != desk.id(4) } + [stranger])
    }
    look()
    #expect(
      desk.snapshot.reconcile.differences.map(\.kind) == [.unknownHere, .missingAtVenue, .position])
    #expect(desk.snapshot.reconcile.differences.map(\.number) == [1, 2, 3])
    #expect(desk.engine.position.isFlat)
    #expect(desk.takeAsked().contains("status 900"), "to ask what it is does nothing about it")
    look()
    #expect(desk.snapshot.reconcile.differences.map(\.number) == [1, 2, 3], "numbers stay")
    desk.command(.acceptDifferences([1]))
    #expect(desk.snapshot.reconcile.differences.map(\.number) == [2, 3])
    desk.command(.acceptDifferences([]))
    #expect(desk.engine.position.steps == 2)
    #expect(desk.snapshot.ledger.adjustments.map(\.cause) == [.operatorAccepted])
    #expect(desk.snapshot.reconcile.differences.isEmpty)
  }

  @Test(
    "RECON-07 A look asked for while others go on is not forgotten, and shows what is now")
  func previewWaits() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 1)
    let stranger = Desk.order(.ladder, .buy, 5, at: 970, generation: 900)
    desk.command(.reconcile)
    desk.agree(0, desk.standing + [stranger])
    #expect(desk.snapshot.reconcile.differences.count == 1)

    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.say(.accepted(Desk.order(.ladder, .buy, 5, at: 960, generation: 901).id))
    desk.command(.reconcile)
    #expect(desk.snapshot.reconcile.isPreviewDue)
    #expect(desk.snapshot.reconcile.differences.isEmpty, "what was found before is not of now")
    desk.takeAsked()
    desk.command(.acceptDifferences([]))
    #expect(desk.takeAsked().isEmpty, "nothing is accepted unseen")
    for _ in 0..<2 {
      #expect(desk.snapshot.reconcile.isPreviewDue)
      desk.agree(2, desk.standing)
      desk.wait(milliseconds: 1)
    }
    while desk.snapshot.reconcile.isPreviewDue { desk.agree(2, desk.standing) }
    #expect(desk.snapshot.reconcile.phase == .settled)
    #expect(desk.engine.agreement.rounds.lastCause == .preview)
  }

  @Test("RECON-07 A look that a break cut off is taken once the stream is back")
  func previewAfterBreak() throws {
    var desk = try Desk.settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcile)
    desk.answer(.connection(.orders, isUp: false))
    desk.answer(.connection(.orders, isUp: true))
    desk.agree(0, desk.standing)
    #expect(desk.snapshot.reconcile.isPreviewDue)
    desk.agree(0, desk.standing.filter { $0.id != desk.id(4) })
    #expect(desk.snapshot.reconcile.differences.map(\.kind) == [.missingAtVenue])
  }

  /// A desk that only many fills bring to compare within the hour.
  private func seldomCompared() throws -> Desk {
    try Desk.settled {
      $0.reconcile.watchdogNanoseconds = 3_600_000_000_000
      $0.reconcile.pollNanoseconds = 30_000_000_000
      $0.reconcile.everyNanoseconds = 3_600_000_000_000
    }
  }

  @Test("RECON-04 Many fills soon after a comparison are compared too, ten seconds after it")
  func busyAfterStart() throws {
    var desk = try seldomCompared()
    desk.wait(milliseconds: 2_000)
    desk.takeAsked()
    for _ in 0..<5 { desk.fill(1, 1) }
    for _ in 0..<5 { desk.fill(2, 1) }
    desk.fill(3, 1)
    #expect(!desk.takeAsked().contains("orders"))
    desk.pass(milliseconds: 7_000)
    #expect(!desk.takeAsked().contains("orders"))
    desk.pass(milliseconds: 2_000)
    #expect(desk.takeAsked().contains("orders"))
    #expect(desk.engine.agreement.rounds.round?.cause == .busy)
  }

  @Test("RECON-04 Many fills are a reason to compare only where they came within half a minute")
  func slowFills() throws {
    var desk = try seldomCompared()
    desk.isObliging = true
    desk.takeAsked()
    for order in [1, 2] as [UInt64] {
      for _ in 0..<5 { desk.fill(order, 1) }
      desk.fill(order == 1 ? 3 : 4, 1)
      for id in desk.snapshot.legs.map(\.id) { desk.say(.accepted(id)) }
      desk.pass(milliseconds: 31_000)
    }
    #expect(!desk.takeAsked().contains("orders"))
  }

  @Test("RECON-04 Many fills are compared once: not again where all was compared since")
  func busyIsDone() throws {
    var desk = try seldomCompared()
    desk.isObliging = true
    for _ in 0..<5 { desk.fill(1, 1) }
    for _ in 0..<5 { desk.fill(2, 1) }
    desk.fill(3, 1)
    for id in desk.snapshot.legs.map(\.id) { desk.say(.accepted(id)) }
    #expect(!desk.takeAsked().contains("orders"))
    desk.command(.reconcileNow)
    #expect(desk.takeAsked().contains("orders"))
    desk.pass(milliseconds: 20_000)
    #expect(!desk.takeAsked().contains("orders"))
  }

  @Test(
    "RECON-08 An open that ended at the venue frees its rung, with the cause logged",
    arguments: [CancelCause.byHand, .byVenue, .scheduled])
  func ended(cause: CancelCause) throws {
    var desk = try Desk.settled()
    #expect(desk.cancelled(1, cause) == ["+5 buy 5@990"])
    let line = try #require(desk.snapshot.log.last { $0.tag == .endedAtVenue })
    #expect(line.reason == Reason(.endedAtVenue, value: Int64(cause.rawValue)))
  }

  @Test("RECON-09 A silent market stream is opened anew, a silent private one is asked")
  func watchdogs() throws {
    var desk = try Desk.settled()
    desk.takeAsked()
    desk.pass(milliseconds: 19_000)
    #expect(desk.takeAsked().isEmpty)
    desk.pass(milliseconds: 6_000)
    let asked = desk.takeAsked()
    #expect(asked.contains("reconnect market") && asked.contains("market"))
    #expect(asked.contains("orders") && asked.contains("account"))
    #expect(desk.engine.recoveries[.privateStreamSilent] == 1)
    #expect(!desk.engine.agreement.rounds.barsOpens, "silence alone stops nothing")
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
