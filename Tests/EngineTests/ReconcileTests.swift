import Market
import Testing
import Venue

@testable import Engine

/// How the engine comes to agree with the venue, and what it does where it doesn't.
@Suite("Reconciliation")
struct ReconcileTests {
  /// A desk at the start: nothing is answered unless a test says so.
  private func new(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try Desk(isReconciled: false) {
      $0.market.staleAfterNanoseconds = 0
      change(&$0)
    }
    desk.isObliging = false
    return desk
  }

  /// A desk with four accepted rungs that agreed with the venue once.
  private func settled(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try Desk {
      $0.market.staleAfterNanoseconds = 0
      change(&$0)
    }
    desk.isObliging = false
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    return desk
  }

  private func account(_ desk: Desk, _ steps: Int64, entry: Int64? = nil) -> VenueAnswer {
    var state = AccountState(asOf: desk.now, position: Position(steps: steps))
    state.entry = entry.map { Price(ticks: $0) }
    return .account(state)
  }

  private func order(
    _ purpose: Purpose, _ side: Side, _ steps: Int64, at ticks: Int64, subject: Int64? = nil,
    generation: UInt64
  ) -> VenueOrder {
    VenueOrder(
      id: ClientOrderID(
        tag: 1, purpose: purpose, subject: subject ?? ticks, generation: generation),
      side: side, limit: Price(ticks: ticks), quantity: Quantity(steps: steps),
      remaining: Quantity(steps: steps), isReduceOnly: false, trigger: nil,
      placedAt: Instant(nanoseconds: 0))
  }

  private func fill(
    _ key: UInt64, of id: ClientOrderID, _ side: Side, _ steps: Int64, at time: Instant,
    before: Int64? = nil
  ) -> Fill {
    Fill(
      id: FillID(key), order: id, side: side, price: Price(ticks: 1_000),
      quantity: Quantity(steps: steps), fee: .zero, liquidity: .maker, time: time,
      positionBefore: before.map { Position(steps: $0) })
  }

  /// Answers a whole comparison: the account, the list, and no fills.
  @discardableResult
  private func agree(
    _ desk: inout Desk, _ steps: Int64, _ orders: [VenueOrder], entry: Int64? = nil
  ) -> [String] {
    var words = desk.answer(account(desk, steps, entry: entry))
    words += desk.answer(.openOrders(orders, asOf: desk.now))
    return words + desk.fills()
  }

  private func standing(_ desk: Desk) -> [VenueOrder] {
    desk.snapshot.pendingOpens.map {
      desk.listed($0.id.generation, ($0.quantity - $0.filled).steps)
    }
  }

  @Test("RECON-01 No open leaves before account, orders and fills were compared, and that is said")
  func start() throws {
    var desk = try new()
    #expect(desk.book(999, 1_001).isEmpty)
    #expect(desk.takeAsked() == ["account", "orders"])
    #expect(desk.command(.placeManual(.buy, Price(ticks: 900))).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .notReconciled)
    #expect(desk.pass(milliseconds: 60_000).isEmpty, "a venue that never answers gets no opens")
    #expect(desk.engine.recoveries[.answerOverdue] > 5, "but it is asked again and again")
    desk.takeAsked()
    #expect(desk.answer(account(desk, 0)).isEmpty)
    #expect(desk.takeAsked() == ["fills 51"])
    #expect(desk.answer(.openOrders([], asOf: desk.now)).isEmpty)
    #expect(
      desk.fills() == ["+1 buy 5@990", "+2 buy 5@980", "+3 sell 5@1010", "+4 sell 5@1020"])
    #expect(desk.snapshot.reconcile.phase == .settled)
  }

  @Test("RECON-01 Opens of ours that stand at the start are cancelled; foreign ones are only shown")
  func startCancels() throws {
    var desk = try new()
    desk.book(999, 1_001)
    let old = order(.ladder, .buy, 5, at: 990, generation: 77)
    var foreign = order(.manual, .sell, 3, at: 1_010, generation: 1)
    foreign.id = .foreign(4_711)
    let words = agree(&desk, 0, [old, foreign])
    #expect(
      words == ["-77", "+78 buy 5@980", "+79 sell 5@1010", "+80 sell 5@1020"],
      "its price waits for its end; no id comes twice")
    #expect(desk.rungs[0] == "buy 990 cancelling")
    #expect(desk.snapshot.reconcile.foreign.map(\.id) == [.foreign(4_711)])
    #expect(desk.say(.cancelled(old.id, .requested, filled: .zero)) == ["+81 buy 5@990"])
  }

  @Test(
    "RECON-01 Set to adopt, what the plan wants is kept and the excess ends before any is placed")
  func startAdopts() throws {
    var desk = try new { $0.reconcile.atStart = .adopt }
    desk.book(999, 1_001)
    let kept = order(.ladder, .buy, 5, at: 990, generation: 7)
    let excess = order(.ladder, .buy, 5, at: 950, generation: 8)
    #expect(
      agree(&desk, 0, [kept, excess]) == ["-8", "+9 sell 5@1010", "+10 sell 5@1020"])
    #expect(desk.rungs.prefix(2) == ["buy 990 working", "buy 980 EXCESS_FIRST"])
    #expect(desk.say(.cancelled(excess.id, .requested, filled: .zero)) == ["+11 buy 5@980"])
  }

  @Test("RECON-01 Legs are adopted with their lots; the rest of the position is a lot with an exit")
  func startSeeds() throws {
    var desk = try new()
    desk.book(999, 1_001)
    let leg = order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 40)
    let words = agree(&desk, 8, [leg], entry: 995)
    #expect(words.first == "+41 sell 5@1005 reduce")
    #expect(desk.snapshot.lots.map(\.id.value) == [12, 13])
    #expect(desk.snapshot.lots.map(\.open.steps) == [3, 5])
    #expect(desk.snapshot.lots.map(\.covered.steps) == [3, 5])
    #expect(desk.engine.position.steps == 8)
    let account = desk.snapshot.account
    #expect(account.realised == .zero)
    #expect(account.unrealised == Money(units: 8 * 5))
    desk.fill(41, 5)
    #expect(desk.engine.position.steps == 3)
  }

  @Test("RECON-01 Legs for more than is held make no lots, though neither entry nor book is known")
  func startWithLegsOfNothing() throws {
    var desk = try new()
    let legs = [
      order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 40),
      order(.takeProfit, .sell, 4, at: 1_025, subject: 13, generation: 41),
    ]
    desk.nextDeadline()
    #expect(agree(&desk, 0, legs) == ["-40", "-41"], "what is for nothing is taken back")
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("RECON-01 A position that fills made during the start is a lot, without entry or book")
  func startFillsWithoutPrice() throws {
    var desk = try new()
    desk.nextDeadline()
    desk.answer(account(desk, 0))
    desk.answer(.openOrders([], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let id = ClientOrderID(tag: 1, purpose: .ladder, subject: 990, generation: 5)
    desk.fills(fill(1, of: id, .buy, 4, at: desk.now))
    #expect(desk.engine.position.steps == 4)
    #expect(desk.snapshot.lots.map(\.open.steps) == [4])
  }

  @Test(
    "RECON-01 What filled between the list of orders and the account is in the order's size",
    arguments: [true, false])
  func startFillBetween(isTold: Bool) throws {
    var desk = try new()
    desk.nextDeadline()
    let leg = order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let between = fill(1, of: leg.id, .sell, 5, at: desk.now)
    if isTold { desk.say(.filled(between)) }
    desk.wait(milliseconds: 10)
    desk.answer(account(desk, 0))
    desk.fills(between)
    desk.fills(between)
    #expect(desk.engine.position.isFlat)
    #expect(desk.snapshot.legs.isEmpty, "it filled whole")
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("RECON-01 A stop that stands is no take-profit: its lot gets one where a profit is")
  func startWithStop() throws {
    var desk = try new()
    desk.book(999, 1_001)
    var stop = order(.stopLoss, .sell, 5, at: 940, subject: 12, generation: 40)
    stop.trigger = Trigger(price: Price(ticks: 950), reference: .mark, isStop: true)
    let words = agree(&desk, 5, [stop], entry: 995)
    #expect(words.first == "+41 sell 5@1005 reduce")
  }

  @Test("RECON-01 What an adopted order filled before is in the position and in its size")
  func startMidFill() throws {
    var desk = try new()
    desk.book(999, 1_001)
    var leg = order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    leg.remaining = Quantity(steps: 3)
    desk.wait(milliseconds: 20)
    desk.answer(account(desk, 3, entry: 995))
    let before = Instant(nanoseconds: desk.time - 10_000_000)
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.fills(fill(1, of: leg.id, .sell, 2, at: before))
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    desk.say(.filled(fill(1, of: leg.id, .sell, 2, at: before)))
    #expect(desk.engine.position.steps == 3, "it is in the position that the books began with")
    desk.wait(milliseconds: 10)
    desk.say(.filled(fill(2, of: leg.id, .sell, 3, at: desk.now)))
    #expect(desk.engine.position.isFlat)
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("RECON-01 A fill between the list and the account is in the position and not left to fill")
  func startFillsBetween() throws {
    var desk = try new()
    desk.book(999, 1_001)
    let leg = order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let between = fill(1, of: leg.id, .sell, 2, at: desk.now)
    desk.say(.filled(between))
    desk.wait(milliseconds: 10)
    desk.answer(account(desk, 3, entry: 995))
    desk.fills(between)
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    #expect(desk.snapshot.legs.map { ($0.quantity - $0.filled).steps } == [3])
    desk.wait(milliseconds: 10)
    desk.say(.filled(fill(2, of: leg.id, .sell, 3, at: desk.now)))
    #expect(desk.engine.position.isFlat && desk.snapshot.legs.isEmpty)
  }

  @Test("RECON-01 An engine that follows another looks twice: a list may lack the newest")
  func startLooksTwice() throws {
    var desk = try new()
    desk.engine = try Engine(
      instrument: desk.engine.instrument, settings: desk.engine.settings,
      capabilities: Desk.capabilities, bookSource: .depth, lastNumber: 41)
    desk.book(999, 1_001)
    desk.takeAsked()
    let leg = order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 40)
    let newest = order(.takeProfit, .sell, 5, at: 1_025, subject: 13, generation: 41)
    desk.answer(account(desk, 8, entry: 995))
    desk.answer(.openOrders([leg, newest], asOf: desk.now))
    #expect(desk.takeAsked().filter { $0 == "orders" } == ["orders"])
    desk.answer(.openOrders([leg], asOf: desk.now))
    #expect(desk.fills().isEmpty, "both lots have their take-profits")
    #expect(desk.snapshot.lots.map(\.id.value) == [12, 13])
    #expect(desk.snapshot.lots.map(\.covered.steps) == [3, 5])
  }

  @Test("RECON-01 What fills while the start is being compared is in position, lots and sizes once")
  func startFillsMeanwhile() throws {
    var desk = try new()
    desk.book(999, 1_001)
    let leg = order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    desk.answer(account(desk, 5, entry: 995))
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let meanwhile = fill(1, of: leg.id, .sell, 2, at: desk.now)
    desk.say(.filled(meanwhile))
    desk.fills(meanwhile)
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    #expect(desk.snapshot.lots.map(\.covered.steps) == [3])
    #expect(!desk.snapshot.control.alarms.contains(.unmatchedFill))
  }

  @Test("LEDGER-06 Fills at or before the anchor never count; later ones count once")
  func anchor() throws {
    var desk = try new()
    desk.book(999, 1_001)
    let id = ClientOrderID(tag: 1, purpose: .ladder, subject: 990, generation: 5)
    let old = fill(1, of: id, .buy, 4, at: desk.now)
    desk.say(.filled(old))
    desk.answer(account(desk, 4))
    desk.answer(.openOrders([], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let new = fill(2, of: id, .buy, 1, at: desk.now)
    desk.fills(old, new)
    #expect(desk.engine.position.steps == 5)
    desk.say(.filled(old), .filled(new))
    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.lots.reduce(0) { $0 + $1.open.steps } == 5)
  }

  @Test("RECON-02 After a reconnect nothing opens before orders, position and fills were compared")
  func reconnect() throws {
    var desk = try settled()
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
    #expect(!agree(&desk, -5, standing(desk)).isEmpty, "the ladder moves on")
    #expect(desk.snapshot.reconcile.phase == .settled)
  }

  @Test("RECON-02 A lesser comparison asked for meanwhile leaves opens barred no longer")
  func lesserMeanwhile() throws {
    var desk = try settled()
    desk.answer(.connection(.orders, isUp: false))
    desk.answer(.connection(.orders, isUp: true))
    desk.command(.reconcileNow)
    agree(&desk, 0, standing(desk))
    #expect(!desk.snapshot.reconcile.barsOpens, "the one after the break is through")
    #expect(desk.snapshot.reconcile.phase == .comparing, "the other is under way")
    agree(&desk, 0, standing(desk))
    #expect(desk.snapshot.reconcile.phase == .settled)
    #expect(!desk.snapshot.reconcile.barsOpens)
  }

  @Test("RECON-02 What was asked before a break is not taken for an answer after it")
  func staleAnswer() throws {
    var desk = try settled()
    desk.answer(.connection(.orders, isUp: false))
    desk.answer(.connection(.orders, isUp: true))
    desk.answer(.connection(.orders, isUp: false))
    agree(&desk, 0, standing(desk))
    #expect(desk.engine.reconciliation.barsOpens)
    #expect(desk.snapshot.reconcile.phase == .disconnected)
  }

  @Test("RECON-03 Fills are polled every 30 s from the poll's own mark, whatever the stream brings")
  func poll() throws {
    var desk = try settled { $0.reconcile.everyNanoseconds = 3_600_000_000_000 }
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
    #expect(desk.engine.reconciliation.polledThrough.nanoseconds / 1_000_000_000 == 91)
    let mark = desk.engine.reconciliation.polledThrough
    desk.fill(1, 5)
    #expect(desk.engine.reconciliation.polledThrough == mark, "a streamed fill moves nothing")
    #expect(!desk.takeAsked().contains { $0.hasPrefix("status") }, "the stream speaks")
  }

  @Test("RECON-03 A fill that the stream lost comes by the poll, and the stream is opened anew")
  func lostByStream() throws {
    var desk = try settled()
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
    var desk = try settled()
    desk.takeAsked()
    desk.pass(milliseconds: 59_000)
    #expect(desk.takeAsked().contains("orders"), "the private stream was silent")
    agree(&desk, 0, standing(desk))
    desk.pass(milliseconds: 58_000)
    desk.takeAsked()
    let hour: Int64 = 3_600_000_000_000
    desk = try settled {
      $0.reconcile.watchdogNanoseconds = hour
      $0.reconcile.pollNanoseconds = hour
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
    var desk = try settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.takeAsked()
    agree(&desk, 0, standing(desk).filter { $0.id != desk.id(1) })
    #expect(desk.snapshot.pendingOpens.count == 4, "a list ends nothing")
    desk.pass(milliseconds: 500)
    #expect(desk.takeAsked() == ["status 1"])
    #expect(desk.status(1, .cancelled(.byHand, filled: .zero)) == ["+5 buy 5@990"])
    #expect(desk.engine.recoveries[.oursMissing] == 1)
  }

  @Test("RECON-04 One with our tag that we don't know is asked about, adopted and cancelled")
  func extra() throws {
    var desk = try settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.takeAsked()
    let stranger = order(.ladder, .buy, 5, at: 970, generation: 900)
    agree(&desk, 0, standing(desk) + [stranger])
    #expect(desk.takeAsked() == ["status 900"])
    #expect(desk.answer(.status(stranger.id, .live(stranger), asOf: desk.now)) == ["-900"])
    #expect(desk.snapshot.exposure.liveBuys.steps == 15, "it counts until it has ended")
    desk.say(.cancelled(stranger.id, .requested, filled: .zero))
    #expect(desk.snapshot.exposure.liveBuys.steps == 10)
  }

  @Test("RECON-04 Another size is taken over after a second look, at another price it is cancelled")
  func differs() throws {
    var desk = try settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    var orders = standing(desk)
    let place = try #require(orders.firstIndex { $0.id == desk.id(1) })
    orders[place].quantity = Quantity(steps: 4)
    orders[place].remaining = Quantity(steps: 4)
    agree(&desk, 0, orders)
    #expect(desk.snapshot.exposure.liveBuys.steps == 10, "one look is not enough")
    desk.pass(milliseconds: 500)
    desk.status(1, .live(orders[place]))
    #expect(desk.snapshot.exposure.liveBuys.steps == 9)
    desk.command(.reconcileNow)
    orders[place].limit = Price(ticks: 985)
    agree(&desk, 0, orders)
    desk.pass(milliseconds: 500)
    #expect(desk.status(1, .live(orders[place])) == ["-1"])
  }

  @Test("RECON-04 A leg that the venue made smaller while nobody heard is taken as it is")
  func shrunkUnheard() throws {
    var desk = try settled()
    desk.wait(milliseconds: 1)
    desk.fill(1, 5)
    desk.accept(5)
    desk.wait(milliseconds: 1)
    for _ in 0..<3 {
      desk.command(.reconcileNow)
      let orders = desk.snapshot.legs.map { desk.listed($0.id.generation, 3) }
      agree(&desk, 5, standing(desk) + orders)
      desk.pass(milliseconds: 600)
      desk.live(5, 3)
      desk.fills()
      desk.pass(milliseconds: 11_000)
    }
    #expect(desk.engine.recoveries[.tookVenuesOrder] == 1)
    #expect(desk.snapshot.legs.first?.quantity.steps == 3)
  }

  @Test("EXIT-07 A leg whose amend never arrived is cancelled while it is too large")
  func lostAmend() throws {
    var desk = try settled()
    desk.fill(1, 5)
    desk.accept(5)
    let words = desk.say(.filled(fill(900, of: .foreign(1), .sell, 2, at: desk.now)))
    #expect(words.contains("~5 to 3"))
    desk.say(.failed(desk.id(5), .amend, .lost))
    desk.pass(milliseconds: 11_000)
    #expect(desk.live(5, 5) == ["-5"])
  }

  @Test("RECON-05 A drift counts when two looks agree; it is recorded, and opens stop over 5 %")
  func drift() throws {
    var desk = try settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.takeAsked()
    agree(&desk, 2, standing(desk))
    #expect(desk.engine.position.isFlat, "one look is not enough")
    #expect(desk.engine.reconciliation.barsOpens)
    #expect(desk.takeAsked().contains("account"))
    agree(&desk, 2, standing(desk))
    #expect(desk.engine.position.isFlat, "the same moment told again is no second look")
    desk.wait(milliseconds: 1)
    let words = agree(&desk, 2, standing(desk))
    #expect(desk.engine.position.steps == 2)
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
    var desk = try settled { $0.grid.size = .steps(1_000) }
    desk.fill(1, 1_000)
    desk.accept(5)
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    func everything() -> [VenueOrder] {
      standing(desk) + desk.snapshot.legs.map { desk.listed($0.id.generation) }
    }
    agree(&desk, venue, everything())
    desk.wait(milliseconds: 1)
    agree(&desk, venue, everything())
    #expect(desk.engine.position.steps == venue)
    #expect(desk.snapshot.ledger.adjustments.map(\.steps) == [venue - 1_000])
    #expect(desk.snapshot.control.alarms.count { $0 == .drift } == alarms)
    #expect(desk.snapshot.control.breaker.latched.count { $0 == .drift } == stops)
  }

  @Test("RECON-01 A position that nothing values yet begins no books; it does with the first price")
  func startWithoutPrice() throws {
    var desk = try new { $0.risk.losses.maximumDayLoss = DecimalNumber(mantissa: 100, decimals: 0) }
    desk.deadline()
    desk.takeAsked()
    agree(&desk, 5, [])
    #expect(!desk.engine.reconciliation.isAnchored)
    #expect(desk.book(999, 1_001).isEmpty)
    desk.takeAsked()
    desk.pass(milliseconds: 4_000)
    #expect(desk.takeAsked().contains("account"))
    let words = agree(&desk, 5, [])
    #expect(words.contains { $0.contains("sell 5@1010 reduce") }, "its lot has an exit")
    #expect(desk.snapshot.lots.map(\.entry.ticks) == [1_000])
    #expect(desk.snapshot.risk.dayProfit == .zero)
  }

  @Test("RISK-03 A drift over 5 % latches though opens are stopped already")
  func driftWhileFrozen() throws {
    var desk = try settled()
    desk.command(.freeze)
    desk.command(.reconcileNow)
    agree(&desk, 2, standing(desk))
    desk.wait(milliseconds: 1)
    agree(&desk, 2, standing(desk))
    desk.command(.unfreeze)
    #expect(desk.snapshot.control.breaker.latched == [.drift])
    for number in 1...4 as ClosedRange<UInt64> { #expect(desk.cancelled(number).isEmpty) }
    #expect(desk.rungs.contains("buy 990 BREAKER_TRIPPED"))
  }

  @Test("RECON-06 Opens that a freeze would hold are pulled when a storm goes on")
  func stormPulls() throws {
    var desk = try settled { $0.risk.freezeHolds = true }
    func stray(_ number: UInt64) -> [String] {
      desk.say(.accepted(order(.ladder, .buy, 5, at: 900, generation: number).id))
    }
    for number in 1_000...1_050 as ClosedRange<UInt64> { _ = stray(number) }
    for _ in 0..<2 { agree(&desk, 0, standing(desk)) }
    var words: [String] = []
    for number in 2_000...2_050 as ClosedRange<UInt64> { words += stray(number) }
    #expect(words.filter { $0.hasPrefix("-") } == ["-1", "-2", "-3", "-4"])
  }

  @Test("RECON-05 A drift that the second look does not confirm is forgotten")
  func driftGone() throws {
    var desk = try settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    agree(&desk, 2, standing(desk))
    agree(&desk, 0, standing(desk))
    #expect(desk.engine.position.isFlat)
    #expect(desk.snapshot.ledger.adjustments.isEmpty)
    #expect(!desk.engine.reconciliation.barsOpens)
  }

  @Test("RECON-05 The late fill takes the adjustment back, and is booked itself")
  func driftReversed() throws {
    var desk = try settled()
    let late = desk.makeFill(1, 5)
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    agree(&desk, 5, standing(desk))
    desk.wait(milliseconds: 1)
    agree(&desk, 5, standing(desk))
    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.ledger.adjustments.map(\.standing) == [5])
    desk.say(.filled(late))
    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.ledger.adjustments.map(\.standing) == [0])
    #expect(desk.snapshot.lots.reduce(0) { $0 + $1.open.steps } == 5)
    #expect(desk.snapshot.counters.fills == 1)
    let account = desk.snapshot.account
    let cash = -5 * 990 + 5 * 1_000
    #expect((account.realised + (account.unrealised ?? .zero)).units == Int64(cash))
  }

  @Test("RECON-06 A storm of unknown orders rebuilds from the venue; going on it stops opens")
  func storm() throws {
    var desk = try settled()
    func news(_ numbers: ClosedRange<UInt64>) {
      for number in numbers {
        desk.say(.accepted(order(.ladder, .buy, 5, at: 900, generation: number).id))
      }
    }
    news(1_000...1_049)
    #expect(desk.engine.recoveries[.storm] == 0, "fifty are no storm")
    news(1_050...1_050)
    #expect(desk.engine.recoveries[.storm] == 1)
    #expect(desk.engine.reconciliation.barsOpens)
    for _ in 0..<2 { agree(&desk, 0, standing(desk)) }
    #expect(!desk.engine.reconciliation.barsOpens)
    #expect(!desk.snapshot.control.isFrozen)
    news(2_000...2_050)
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.snapshot.control.alarms == [.unknownOrderStorm])
  }

  @Test("RECON-06 News of orders that ended lately, and of foreign ones, are no storm")
  func noStorm() throws {
    var desk = try settled()
    desk.cancelled(1, .byHand)
    for number in 0..<200 as Range<UInt64> {
      desk.say(.accepted(desk.id(1)), .accepted(.foreign(number)))
    }
    #expect(desk.engine.recoveries[.storm] == 0)
    #expect(!desk.takeAsked().contains { $0.hasPrefix("status") })
  }

  @Test("RECON-07 A forced comparison shows each difference, and does only what is accepted")
  func preview() throws {
    var desk = try settled()
    desk.wait(milliseconds: 1)
    let stranger = order(.ladder, .buy, 5, at: 970, generation: 900)
    func look() {
      desk.command(.reconcile)
      agree(&desk, 2, standing(desk).filter { $0.id != desk.id(4) } + [stranger])
    }
    look()
    #expect(
      desk.snapshot.reconcile.differences.map(\.kind) == [.unknownHere, .missingAtVenue, .position])
    #expect(desk.snapshot.reconcile.differences.map(\.number) == [1, 2, 3])
    #expect(desk.engine.position.isFlat)
    desk.takeAsked()
    look()
    #expect(desk.snapshot.reconcile.differences.map(\.number) == [1, 2, 3], "numbers stay")
    desk.takeAsked()
    desk.command(.acceptDifferences([1]))
    #expect(desk.takeAsked() == ["status 900"])
    #expect(desk.snapshot.reconcile.differences.map(\.number) == [2, 3])
    desk.command(.acceptDifferences([]))
    #expect(desk.engine.position.steps == 2)
    #expect(desk.snapshot.ledger.adjustments.map(\.cause) == [.operatorAccepted])
    #expect(desk.snapshot.reconcile.differences.isEmpty)
  }

  @Test(
    "RECON-07 A look asked for while others go on is not forgotten, and shows what is now")
  func previewWaits() throws {
    var desk = try settled()
    desk.wait(milliseconds: 1)
    let stranger = order(.ladder, .buy, 5, at: 970, generation: 900)
    desk.command(.reconcile)
    agree(&desk, 0, standing(desk) + [stranger])
    #expect(desk.snapshot.reconcile.differences.count == 1)

    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    desk.say(.accepted(order(.ladder, .buy, 5, at: 960, generation: 901).id))
    desk.command(.reconcile)
    #expect(desk.snapshot.reconcile.isPreviewDue)
    #expect(desk.snapshot.reconcile.differences.isEmpty, "what was found before is not of now")
    desk.takeAsked()
    desk.command(.acceptDifferences([]))
    #expect(desk.takeAsked().isEmpty, "nothing is accepted unseen")
    for _ in 0..<2 {
      #expect(desk.snapshot.reconcile.isPreviewDue)
      agree(&desk, 2, standing(desk))
      desk.wait(milliseconds: 1)
    }
    while desk.snapshot.reconcile.isPreviewDue { agree(&desk, 2, standing(desk)) }
    #expect(desk.snapshot.reconcile.phase == .settled)
    #expect(desk.engine.reconciliation.lastCause == .preview)
  }

  @Test("RECON-07 A look that a break cut off is taken once the stream is back")
  func previewAfterBreak() throws {
    var desk = try settled()
    desk.wait(milliseconds: 1)
    desk.command(.reconcile)
    desk.answer(.connection(.orders, isUp: false))
    desk.answer(.connection(.orders, isUp: true))
    agree(&desk, 0, standing(desk))
    #expect(desk.snapshot.reconcile.isPreviewDue)
    agree(&desk, 0, standing(desk).filter { $0.id != desk.id(4) })
    #expect(desk.snapshot.reconcile.differences.map(\.kind) == [.missingAtVenue])
  }

  @Test("RECON-04 Many fills soon after a comparison are compared too, ten seconds after it")
  func busyAfterStart() throws {
    let hour: Int64 = 3_600_000_000_000
    var desk = try settled {
      $0.reconcile.watchdogNanoseconds = hour
      $0.reconcile.pollNanoseconds = hour
      $0.reconcile.everyNanoseconds = hour
    }
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
    #expect(desk.engine.reconciliation.round?.cause == .busy)
  }

  @Test(
    "RISK-02 RECON-01 Adopted opens that do not fit under the cap end, the far ones first")
  func adoptedOverCap() throws {
    var desk = try new {
      $0.reconcile.atStart = .adopt
      $0.risk.maximumPosition = DecimalNumber(mantissa: 9, decimals: 0)
    }
    desk.book(999, 1_001)
    let near = order(.ladder, .buy, 5, at: 990, generation: 7)
    let far = order(.ladder, .buy, 5, at: 980, generation: 8)
    let words = agree(&desk, 3, [near, far], entry: 1_000)
    #expect(words.filter { $0.hasPrefix("-") } == ["-8"])
    #expect(desk.rungs[0] == "buy 990 working")
    desk.say(.cancelled(far.id, .requested, filled: .zero))
    #expect(desk.rungs[1] == "buy 980 EXPOSURE_ABOVE_CAP")
  }

  @Test("RISK-01 RECON-05 An adjustment that leaves opens over the cap cancels the far ones")
  func adjustedOverCap() throws {
    var desk = try settled {
      $0.risk.maximumPosition = DecimalNumber(mantissa: 10, decimals: 0)
      $0.reconcile.driftStop = BasisPoints(hundredths: 1_000_000)
    }
    desk.fill(3, 5)
    desk.accept(5)
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    func everything() -> [VenueOrder] {
      standing(desk) + desk.snapshot.legs.map { desk.listed($0.id.generation) }
    }
    agree(&desk, -6, everything())
    desk.wait(milliseconds: 1)
    let words = agree(&desk, -6, everything())
    #expect(desk.engine.position.steps == -6)
    #expect(desk.snapshot.control.breaker.latched.isEmpty)
    #expect(words.filter { $0.hasPrefix("-") } == ["-4"], "six short and five to sell are eleven")
  }

  @Test(
    "RECON-08 An open that ended at the venue frees its rung, with the cause logged",
    arguments: [CancelCause.byHand, .byVenue, .scheduled])
  func ended(cause: CancelCause) throws {
    var desk = try settled()
    #expect(desk.cancelled(1, cause) == ["+5 buy 5@990"])
    let line = try #require(desk.snapshot.log.last { $0.tag == .endedAtVenue })
    #expect(line.reason == Reason(.endedAtVenue, value: Int64(cause.rawValue)))
  }

  @Test("RECON-09 A silent market stream is opened anew, a silent private one is asked")
  func watchdogs() throws {
    var desk = try settled()
    desk.takeAsked()
    desk.pass(milliseconds: 19_000)
    #expect(desk.takeAsked().isEmpty)
    desk.pass(milliseconds: 6_000)
    let asked = desk.takeAsked()
    #expect(asked.contains("reconnect market") && asked.contains("market"))
    #expect(asked.contains("orders") && asked.contains("account"))
    #expect(desk.engine.recoveries[.privateStreamSilent] == 1)
    #expect(!desk.engine.reconciliation.barsOpens, "silence alone stops nothing")
  }

  @Test("LEDGER-03 A fill that tells of another position opens a gap, which is counted and fetched")
  func gap() throws {
    var desk = try settled()
    desk.wait(milliseconds: 5)
    let id = desk.id(1)
    let first = fill(801, of: id, .buy, 2, at: desk.now, before: 0)
    let second = fill(802, of: id, .buy, 3, at: desk.now, before: 2)
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
    var desk = try settled()
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
    #expect(desk.engine.reconciliation.barsOpens)
    desk.answer(account(desk, 5))
    desk.answer(.openOrders(standing(desk), asOf: desk.now))
    desk.fills(other, told)
    #expect(!desk.engine.reconciliation.barsOpens, "the same telling again is no news")
    desk.command(.acknowledgeAlarms)
    desk.fills(other, told)
    #expect(desk.snapshot.control.alarms.isEmpty)
  }

  @Test("LEDGER-01 Where the account says the first telling was wrong, the position follows it")
  func contradictedWrong() throws {
    var desk = try settled()
    let told = desk.makeFill(1, 5)
    desk.say(.filled(told))
    desk.wait(milliseconds: 1)
    desk.fills(Telling.size.of(told, desk.id(2)))
    for _ in 0..<2 {
      desk.wait(milliseconds: 1)
      agree(&desk, 4, standing(desk))
    }
    #expect(desk.engine.position.steps == 4)
    #expect(desk.snapshot.ledger.adjustments.map(\.steps) == [-1])
    #expect(desk.snapshot.control.breaker.latched == [.drift])
  }

  @Test(
    "LEDGER-04 The shadow ledger shows ours, the venue's, what is under way and the corrections")
  func shadow() throws {
    var desk = try settled()
    desk.fill(1, 5)
    desk.wait(milliseconds: 1)
    desk.command(.reconcileNow)
    agree(&desk, 5, standing(desk))
    let view = desk.snapshot.ledger
    #expect((view.local.steps, view.venue?.steps) == (5, 5))
    #expect((view.inFlight.buy, view.inFlight.sell) == (5, 15))
    #expect((view.worstLong.steps, view.worstShort.steps) == (10, -10))
    #expect(view.anchor.steps + 5 + view.adjusted == view.local.steps)
  }

  @Test(
    "LEDGER-07 A fill of ours that we don't know is booked, shown, and compared before any open")
  func unmatched() throws {
    var desk = try settled()
    let id = ClientOrderID(tag: 1, purpose: .ladder, subject: 960, generation: 500)
    desk.wait(milliseconds: 1)
    desk.takeAsked()
    let words = desk.say(.filled(fill(900, of: id, .buy, 2, at: desk.now)))
    #expect(words.contains { $0.contains("sell 2@") }, "its lot has an exit")
    #expect(desk.engine.position.steps == 2)
    #expect(desk.snapshot.ledger.unmatched.map(\.order) == [id])
    #expect(desk.takeAsked().contains("orders"))
    #expect(desk.engine.reconciliation.barsOpens)
    #expect(!desk.snapshot.control.isFrozen)
    agree(&desk, 2, standing(desk))
    #expect(!desk.engine.reconciliation.barsOpens)
  }

  @Test("LEDGER-05 Funding is booked once, and net profit has it in it")
  func funding() throws {
    var desk = try settled()
    desk.wait(milliseconds: 1)
    let payment = Funding(time: desk.now, amount: Money(units: -7))
    desk.say(.funded(payment))
    desk.say(.funded(payment))
    #expect(desk.snapshot.account.realised.units == -7)
    #expect(desk.snapshot.account.funding.units == -7)
  }
}
