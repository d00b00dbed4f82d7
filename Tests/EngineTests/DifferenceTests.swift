import Market
import Testing
import Venue

@testable import Engine

/// What follows where orders or position here and at the venue differ.
@Suite("Differences from the venue")
struct DifferenceTests {
  /// The first of what stands, as a venue lists it that has it for another size.
  private func resized(_ desk: Desk, _ steps: Int64) -> VenueOrder {
    var order = desk.listed(1, steps)
    order.quantity = Quantity(steps: steps)
    return order
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
    var first = resized(desk, 4)
    desk.agree(0, [first] + desk.standing.dropFirst())
    #expect(desk.snapshot.exposure.liveBuys.steps == 10, "one look is not enough")
    desk.pass(milliseconds: 500)
    desk.status(1, .live(first))
    #expect(desk.snapshot.exposure.liveBuys.steps == 9)
    desk.command(.reconcileNow)
    first.limit = Price(ticks: 985)
    desk.agree(0, [first] + desk.standing.dropFirst())
    desk.pass(milliseconds: 500)
    #expect(desk.status(1, .live(first)) == ["-1"])
  }

  @Test(
    "RECON-04 RISK-01 An open the venue has larger gives way where its side is over the cap",
    arguments: [false, true])
  func largerThanCap(isFrozen: Bool) throws {
    var desk = try Desk.settled {
      $0.risk.maximumPosition = amount(10)
      $0.risk.freezeHolds = true
    }
    if isFrozen { desk.command(.freeze) }
    desk.command(.reconcileNow)
    let first = resized(desk, 9)
    desk.agree(0, [first] + desk.standing.dropFirst())
    #expect(desk.status(1, .live(first)) == ["-1"])
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
    let first = resized(desk, 9)
    desk.agree(0, [first] + desk.standing.dropFirst())
    #expect(desk.status(1, .live(first)) == ["~1 to 5"])
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
    #expect(desk.engine.agreement.rounds.done.lastCause == .preview)
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

  @Test(
    "RECON-08 An open that ended at the venue frees its rung, with the cause logged",
    arguments: [CancelCause.byHand, .byVenue, .scheduled])
  func ended(cause: CancelCause) throws {
    var desk = try Desk.settled()
    #expect(desk.cancelled(1, cause) == ["+5 buy 5@990"])
    let line = try #require(desk.snapshot.log.last { $0.tag == .endedAtVenue })
    #expect(line.reason == Reason(.endedAtVenue, value: Int64(cause.rawValue)))
  }
}
