import Market
import Testing
import Venue

@testable import Engine

/// How the engine begins: with what stands at the venue, and with what is held there.
@Suite("Start")
struct StartTests {
  @Test("RECON-01 No open leaves before account, orders and fills were compared, and that is said")
  func start() throws {
    var desk = try Desk.starting()
    #expect(desk.book(999, 1_001).isEmpty)
    #expect(desk.takeAsked() == ["account", "orders"])
    #expect(desk.command(.placeManual(.buy, Price(ticks: 900))).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .notReconciled)
    #expect(desk.pass(milliseconds: 60_000).isEmpty, "a venue that never answers gets no opens")
    #expect(desk.engine.recoveries[.answerOverdue] > 5, "but it is asked again and again")
    desk.takeAsked()
    #expect(desk.answer(desk.account(0)).isEmpty)
    #expect(desk.takeAsked() == ["fills 51"])
    #expect(desk.answer(.openOrders([], asOf: desk.now)).isEmpty)
    #expect(
      desk.fills() == ["+1 buy 5@990", "+2 buy 5@980", "+3 sell 5@1010", "+4 sell 5@1020"])
    #expect(desk.snapshot.reconcile.phase == .settled)
  }

  @Test("RECON-01 Opens of ours that stand at the start are cancelled; foreign ones are only shown")
  func startCancels() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let old = Desk.order(.ladder, .buy, 5, at: 990, generation: 77)
    var foreign = Desk.order(.manual, .sell, 3, at: 1_010, generation: 1)
    foreign.id = .foreign(4_711)
    #expect(desk.agree(0, [old, foreign]).isEmpty, "shown first")
    let words = desk.nextDeadline()
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
    var desk = try Desk.starting { $0.reconcile.atStart = .adopt }
    desk.book(999, 1_001)
    let kept = Desk.order(.ladder, .buy, 5, at: 990, generation: 7)
    let excess = Desk.order(.ladder, .buy, 5, at: 950, generation: 8)
    #expect(desk.agree(0, [kept, excess]).isEmpty, "shown first")
    #expect(desk.nextDeadline() == ["-8", "+9 sell 5@1010", "+10 sell 5@1020"])
    #expect(desk.rungs.prefix(2) == ["buy 990 working", "buy 980 EXCESS_FIRST"])
    #expect(desk.say(.cancelled(excess.id, .requested, filled: .zero)) == ["+11 buy 5@980"])
  }

  @Test("RECON-01 RECON-07 What the start keeps, cancels and places is shown before it is done")
  func startShows() throws {
    var desk = try Desk.starting { $0.reconcile.atStart = .adopt }
    let kept = Desk.order(.ladder, .buy, 5, at: 990, generation: 7)
    let excess = Desk.order(.ladder, .buy, 5, at: 950, generation: 8)
    desk.deadline()
    desk.agree(0, [kept, excess])
    #expect(desk.snapshot.reconcile.start == nil, "without a market there is no plan")
    #expect(desk.book(999, 1_001).isEmpty)

    let start = try #require(desk.snapshot.reconcile.start)
    #expect(start.keeps.map(\.id) == [kept.id] && start.cancels.map(\.id) == [excess.id])
    #expect(start.places == 3 && start.dueAt != nil)
    let lines = desk.snapshot.log.suffix(3)
    #expect(lines.map(\.tag) == [.willKeep, .willCancel, .startShown])
    #expect(lines.map(\.order) == [kept.id, excess.id, nil])
    #expect(desk.nextDeadline() == ["-8", "+9 sell 5@1010", "+10 sell 5@1020"])
    #expect(desk.snapshot.reconcile.start?.dueAt == nil, "done, and still told")
  }

  @Test("RECON-01 The start waits for nobody, but as long as is set; a freeze ends it meanwhile")
  func startWaits() throws {
    for isFrozen in [false, true] {
      var desk = try Desk.starting { $0.reconcile.showStartNanoseconds = 5_000_000_000 }
      desk.book(999, 1_001)
      let old = Desk.order(.ladder, .buy, 5, at: 950, generation: 77)
      desk.agree(0, [old])
      desk.isObliging = true
      #expect(desk.pass(milliseconds: 4_999).isEmpty)
      if isFrozen {
        #expect(desk.command(.freeze) == ["-77"])
        #expect(desk.pass(milliseconds: 1).isEmpty)
      } else {
        #expect(desk.pass(milliseconds: 1).count == 5)
      }
      #expect(desk.snapshot.control.isFrozen == isFrozen)
    }
  }

  @Test("RECON-02 RECON-01 A break before the start is done bars opens all the same")
  func startBroken() throws {
    var desk = try Desk.starting { $0.reconcile.showStartNanoseconds = 5_000_000_000 }
    desk.book(999, 1_001)
    let old = Desk.order(.ladder, .buy, 5, at: 950, generation: 77)
    desk.agree(0, [old])
    desk.answer(.connection(.orders, isUp: false))
    desk.answer(.connection(.orders, isUp: true))
    #expect(desk.pass(milliseconds: 5_000) == ["-77"])
    #expect(desk.snapshot.reconcile.barsOpens)
    desk.say(.cancelled(old.id, .requested, filled: .zero))
    #expect(desk.agree(0, []).count == 4)
  }

  @Test("RECON-01 ORDER-01 An adopted order near enough to a rung is kept for it")
  func startAdoptsNear() throws {
    var desk = try Desk.starting {
      $0.orders.repriceTicks = 2
      $0.reconcile.atStart = .adopt
    }
    desk.book(999, 1_001)
    let near = Desk.order(.ladder, .buy, 5, at: 991, generation: 40)
    let inner = Desk.order(.ladder, .sell, 5, at: 1_009, generation: 41)
    let exact = Desk.order(.ladder, .sell, 5, at: 1_020, generation: 42)
    let far = Desk.order(.ladder, .sell, 5, at: 1_023, generation: 43)
    desk.agree(0, [near, inner, exact, far])
    #expect(desk.nextDeadline() == ["-43", "+44 buy 5@980"])
    #expect(
      desk.rungs == [
        "buy 990 working", "buy 980 inFlight", "sell 1010 working", "sell 1020 working",
      ])
  }

  @Test("RECON-01 The cycle mode keeps nothing of a ladder before it, and waits for its end")
  func startAdoptsForCycle() throws {
    var desk = try Desk.starting {
      $0.entries.mode = .cycle
      $0.entries.leastIntervalNanoseconds = 0
      $0.reconcile.atStart = .adopt
    }
    desk.book(999, 1_001)
    let buy = Desk.order(.ladder, .buy, 5, at: 985, generation: 40)
    let sell = Desk.order(.ladder, .sell, 5, at: 1_015, generation: 41)
    desk.agree(0, [buy, sell])
    #expect(desk.nextDeadline() == ["-40", "-41"])
    #expect(desk.snapshot.entries.idleBuy?.code == .excessFirst)
    #expect(desk.say(.cancelled(buy.id, .requested, filled: .zero)) == ["+42 buy 5@998"])
    #expect(desk.say(.cancelled(sell.id, .requested, filled: .zero)) == ["+43 sell 5@1002"])
  }

  @Test("RECON-01 Legs are adopted with their lots; the rest of the position is a lot with an exit")
  func startSeeds() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let leg = Desk.order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 40)
    let words = desk.agree(8, [leg], entry: 995)
    #expect(words.first == "+41 sell 5@1005 reduce")
    #expect(desk.snapshot.lots.map(\.id.value) == [12, 13])
    #expect(desk.snapshot.lots.map(\.open.steps) == [3, 5])
    #expect(desk.snapshot.lots.map(\.covered.steps) == [3, 5])
    #expect(desk.engine.position.steps == 8)
    let account = desk.snapshot.account
    #expect(account.realised == .zero)
    #expect(account.unrealised == whole(8 * 5))
    desk.fill(41, 5)
    #expect(desk.engine.position.steps == 3)
  }

  @Test("RECON-01 Legs for more than is held make no lots, though neither entry nor book is known")
  func startWithLegsOfNothing() throws {
    var desk = try Desk.starting()
    let legs = [
      Desk.order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 40),
      Desk.order(.takeProfit, .sell, 4, at: 1_025, subject: 13, generation: 41),
    ]
    desk.nextDeadline()
    #expect(desk.agree(0, legs) == ["-40", "-41"], "what is for nothing is taken back")
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("RECON-01 A position that fills made during the start is a lot, without entry or book")
  func startFillsWithoutPrice() throws {
    var desk = try Desk.starting()
    desk.nextDeadline()
    desk.answer(desk.account(0))
    desk.answer(.openOrders([], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let id = ClientOrderID(tag: 1, purpose: .ladder, subject: 990, generation: 5)
    desk.fills(Desk.fill(1, of: id, .buy, 4, at: desk.now))
    #expect(desk.engine.position.steps == 4)
    #expect(desk.snapshot.lots.map(\.open.steps) == [4])
  }

  @Test(
    "RECON-01 What filled between the list of orders and the account is in the order's size",
    arguments: [true, false])
  func startFillBetween(isTold: Bool) throws {
    var desk = try Desk.starting()
    desk.nextDeadline()
    let leg = Desk.order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let between = Desk.fill(1, of: leg.id, .sell, 5, at: desk.now)
    if isTold { desk.say(.filled(between)) }
    desk.wait(milliseconds: 10)
    desk.answer(desk.account(0))
    desk.fills(between)
    desk.fills(between)
    #expect(desk.engine.position.isFlat)
    #expect(desk.snapshot.legs.isEmpty, "it filled whole")
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("RECON-01 A stop that stands is no take-profit: its lot gets one where a profit is")
  func startWithStop() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    var stop = Desk.order(.stopLoss, .sell, 5, at: 940, subject: 12, generation: 40)
    stop.trigger = Trigger(price: Price(ticks: 950), reference: .mark, isStop: true)
    let words = desk.agree(5, [stop], entry: 995)
    #expect(words.first == "+41 sell 5@1005 reduce")
  }

  @Test("RECON-01 EXIT-02 All legs of a lot that stand at the start are of one lot")
  func startLegsOfOneLot() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    var stop = Desk.order(.stopLoss, .sell, 5, at: 940, subject: 12, generation: 40)
    stop.trigger = Trigger(price: Price(ticks: 950), reference: .mark, isStop: true)
    let near = Desk.order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 41)
    let far = Desk.order(.takeProfit, .sell, 2, at: 1_015, subject: 12, generation: 42)
    let words = desk.agree(5, [near, stop, far], entry: 995)
    #expect(!words.contains { $0.contains("reduce") }, "it has all the legs it wants")
    let lot = try #require(desk.snapshot.lots.first)
    #expect(desk.snapshot.lots.count == 1 && lot.open.steps == 5)
    #expect(lot.covered.steps == 5 && lot.venueStop.steps == 5)
  }

  @Test("RECON-01 A fill that the account had, told after the start, leaves less of its open")
  func olderFillAfterStart() throws {
    var desk = try Desk.starting { $0.reconcile.atStart = .adopt }
    desk.book(999, 1_001)
    let open = Desk.order(.ladder, .buy, 5, at: 990, generation: 40)
    desk.answer(.openOrders([open], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let between = Desk.fill(1, of: open.id, .buy, 2, at: desk.now)
    desk.wait(milliseconds: 10)
    desk.answer(desk.account(2, entry: 990))
    desk.fills()
    desk.nextDeadline()
    desk.say(.filled(between))
    let standing = try #require(desk.snapshot.pendingOpens.first { $0.id == open.id })
    #expect((standing.quantity - standing.filled).steps == 3)
    #expect(desk.engine.position.steps == 2)
  }

  @Test("RECON-01 EXIT-11 A stop that stands at the start protects its lot")
  func startStopProtects() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    var stop = Desk.order(.stopLoss, .sell, 5, at: 940, subject: 12, generation: 40)
    stop.trigger = Trigger(price: Price(ticks: 950), reference: .mark, isStop: true)
    desk.agree(5, [stop], entry: 995)
    let lot = try #require(desk.snapshot.lots.first)
    #expect(lot.stop == Price(ticks: 950) && lot.venueStop.steps == 5 && lot.naked.isZero)
  }

  @Test("RECON-01 GRID-01 Where a rung waits for its exit, one that stands at the start is enough")
  func startRearms() throws {
    var desk = try Desk.starting { $0.grid.rearm = .exitAccepted }
    desk.book(999, 1_001)
    let leg = Desk.order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    #expect(desk.agree(5, [leg], entry: 990).contains("+41 buy 5@990"))
  }

  @Test("RECON-01 GRID-01 A stop that stands at the start is not the exit that a rung waits for")
  func startRearmsByNoStop() throws {
    var desk = try Desk.starting { $0.grid.rearm = .exitAccepted }
    desk.book(999, 1_001)
    var stop = Desk.order(.stopLoss, .sell, 5, at: 940, subject: 12, generation: 40)
    stop.trigger = Trigger(price: Price(ticks: 950), reference: .mark, isStop: true)
    desk.agree(5, [stop], entry: 990)
    #expect(desk.rungs[0] == "buy 990 LOT_OPEN")
    let exit = try #require(desk.snapshot.legs.first { $0.purpose == .takeProfit })
    #expect(desk.say(.accepted(exit.id)).contains { $0.hasSuffix(" buy 5@990") })
  }

  @Test("RECON-01 What an adopted order filled before is in the position and in its size")
  func startMidFill() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    var leg = Desk.order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    leg.remaining = Quantity(steps: 3)
    desk.wait(milliseconds: 20)
    desk.answer(desk.account(3, entry: 995))
    let before = Instant(nanoseconds: desk.time - 10_000_000)
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.fills(Desk.fill(1, of: leg.id, .sell, 2, at: before))
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    desk.say(.filled(Desk.fill(1, of: leg.id, .sell, 2, at: before)))
    #expect(desk.engine.position.steps == 3, "it is in the position that the books began with")
    desk.wait(milliseconds: 10)
    desk.say(.filled(Desk.fill(2, of: leg.id, .sell, 3, at: desk.now)))
    #expect(desk.engine.position.isFlat)
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("RECON-01 A fill between the list and the account is in the position and not left to fill")
  func startFillsBetween() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let leg = Desk.order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let between = Desk.fill(1, of: leg.id, .sell, 2, at: desk.now)
    desk.say(.filled(between))
    desk.wait(milliseconds: 10)
    desk.answer(desk.account(3, entry: 995))
    desk.fills(between)
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    #expect(desk.snapshot.legs.map { ($0.quantity - $0.filled).steps } == [3])
    desk.wait(milliseconds: 10)
    desk.say(.filled(Desk.fill(2, of: leg.id, .sell, 3, at: desk.now)))
    #expect(desk.engine.position.isFlat && desk.snapshot.legs.isEmpty)
  }

  @Test("RECON-01 An engine that follows another looks twice: a list may lack the newest")
  func startLooksTwice() throws {
    var desk = try Desk.starting()
    desk.engine = try Engine(
      instrument: desk.engine.instrument, settings: desk.engine.settings,
      capabilities: Desk.capabilities, bookSource: .depth, lastNumber: 41)
    desk.book(999, 1_001)
    desk.takeAsked()
    let leg = Desk.order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 40)
    let newest = Desk.order(.takeProfit, .sell, 5, at: 1_025, subject: 13, generation: 41)
    desk.answer(desk.account(8, entry: 995))
    desk.answer(.openOrders([leg, newest], asOf: desk.now))
    #expect(desk.takeAsked().filter { $0 == "orders" } == ["orders"])
    desk.answer(.openOrders([leg], asOf: desk.now))
    #expect(desk.fills().isEmpty, "both lots have their take-profits")
    #expect(desk.snapshot.lots.map(\.id.value) == [12, 13])
    #expect(desk.snapshot.lots.map(\.covered.steps) == [3, 5])
  }

  @Test("RECON-01 What fills while the start is being compared is in position, lots and sizes once")
  func startFillsMeanwhile() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let leg = Desk.order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    desk.answer(desk.account(5, entry: 995))
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let meanwhile = Desk.fill(1, of: leg.id, .sell, 2, at: desk.now)
    desk.say(.filled(meanwhile))
    desk.fills(meanwhile)
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    #expect(desk.snapshot.lots.map(\.covered.steps) == [3])
    #expect(!desk.snapshot.control.alarms.contains(.unmatchedFill))
  }

  @Test("LEDGER-06 Fills at or before the anchor never count; later ones count once")
  func anchor() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let id = ClientOrderID(tag: 1, purpose: .ladder, subject: 990, generation: 5)
    let old = Desk.fill(1, of: id, .buy, 4, at: desk.now)
    desk.say(.filled(old))
    desk.answer(desk.account(4))
    desk.answer(.openOrders([], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let new = Desk.fill(2, of: id, .buy, 1, at: desk.now)
    desk.fills(old, new)
    #expect(desk.engine.position.steps == 5)
    desk.say(.filled(old), .filled(new))
    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.lots.reduce(0) { $0 + $1.open.steps } == 5)
  }

  @Test("RECON-01 A position that nothing values yet begins no books; it does with the first price")
  func startWithoutPrice() throws {
    var desk = try Desk.starting {
      $0.risk.losses.maximumDayLoss = DecimalNumber(mantissa: 100, decimals: 0)
    }
    desk.deadline()
    desk.takeAsked()
    desk.agree(5, [])
    #expect(!desk.engine.agreement.rounds.isAnchored)
    #expect(desk.book(999, 1_001).isEmpty)
    desk.takeAsked()
    desk.pass(milliseconds: 4_000)
    #expect(desk.takeAsked().contains("account"))
    let words = desk.agree(5, [])
    #expect(words.contains { $0.contains("sell 5@1010 reduce") }, "its lot has an exit")
    #expect(desk.snapshot.lots.map(\.entry.ticks) == [1_000])
    #expect(desk.snapshot.risk.dayProfit == .zero)
  }

  @Test(
    "RISK-02 RECON-01 Adopted opens that do not fit under the cap end, the far ones first")
  func adoptedOverCap() throws {
    var desk = try Desk.starting {
      $0.reconcile.atStart = .adopt
      $0.risk.maximumPosition = DecimalNumber(mantissa: 9, decimals: 0)
    }
    desk.book(999, 1_001)
    let near = Desk.order(.ladder, .buy, 5, at: 990, generation: 7)
    let far = Desk.order(.ladder, .buy, 5, at: 980, generation: 8)
    desk.agree(3, [near, far], entry: 1_000)
    let words = desk.nextDeadline()
    #expect(words.filter { $0.hasPrefix("-") } == ["-8"])
    #expect(desk.rungs[0] == "buy 990 working")
    desk.say(.cancelled(far.id, .requested, filled: .zero))
    #expect(desk.rungs[1] == "buy 980 EXPOSURE_ABOVE_CAP")
  }

  /// An order of somebody else.
  private func foreign(
    _ number: UInt64, _ side: Side, _ steps: Int64, at ticks: Int64
  ) -> VenueOrder {
    var order = Desk.order(.manual, side, steps, at: ticks, generation: 1)
    order.id = .foreign(number)
    return order
  }

  @Test("ORDER-11 ORDER-07 Orders of others count against the venue's cap, not the operator's own")
  func foreignAgainstCap() throws {
    let others = (1...4).map { foreign($0, .buy, 1, at: 900 + Int64($0)) }
    func placed(venues: Int?, own: Int) throws -> (Desk, [String]) {
      var capabilities = Desk.capabilities
      capabilities.maximumOpenOrders = venues
      var desk = try Desk(capabilities: capabilities, isReconciled: false) {
        $0.market.staleAfterNanoseconds = 0
        $0.orders.budgetReserve = .zero
        $0.risk.maximumOpenOrders = own
        $0.risk.maximumOpenOrdersAction = .flatten
      }
      desk.isObliging = false
      desk.book(999, 1_001)
      let words = desk.agree(0, others)
      return (desk, words)
    }
    var (desk, words) = try placed(venues: 6, own: 5)
    #expect(words == ["+1 buy 5@990", "+2 buy 5@980"])
    #expect(desk.rungs.last == "sell 1020 OPEN_ORDERS_ABOVE_CAP")
    #expect(!desk.snapshot.control.isFrozen, "the venue's cap only makes them wait")
    words = desk.say(.cancelled(.foreign(1), .byHand, filled: .zero))
    #expect(words == ["+3 sell 5@1010"])
    #expect(try placed(venues: nil, own: 5).1.count == 4)
  }

  @Test("RISK-01 ORDER-07 Orders of others that could add count in their side's worst case")
  func foreignExposure() throws {
    var desk = try Desk.starting {
      $0.risk.maximumPosition = DecimalNumber(mantissa: 10, decimals: 0)
    }
    desk.book(999, 1_001)
    var reducing = foreign(8, .sell, 8, at: 1_050)
    reducing.isReduceOnly = true
    let words = desk.agree(0, [foreign(7, .buy, 5, at: 995), reducing])
    #expect(words == ["+1 buy 5@990", "+2 sell 5@1010", "+3 sell 5@1020"])
    #expect(desk.rungs[1] == "buy 980 EXPOSURE_ABOVE_CAP")
    #expect(desk.snapshot.exposure.worstLong.steps == 10)
    #expect(
      desk.say(.cancelled(.foreign(7), .byHand, filled: .zero)) == ["+4 buy 5@980"])
  }

  @Test("RISK-01 ORDER-07 Orders of others count once, however often they are listed")
  func foreignListedAgain() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let other = foreign(7, .buy, 5, at: 995)
    desk.agree(0, [other])
    let worst = desk.snapshot.exposure.worstLong
    desk.accept(1, 2, 3, 4)
    desk.command(.reconcileNow)
    desk.agree(0, desk.standing + [other])
    #expect(desk.snapshot.exposure.worstLong == worst && worst.steps == 15)
  }

  @Test("ORDER-07 What fills of an order of somebody else is not shown standing any more")
  func foreignFills() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let other = foreign(7, .buy, 5, at: 995)
    desk.answer(desk.account(0))
    desk.wait(milliseconds: 10)
    let before = Desk.fill(1, of: other.id, .buy, 1, at: desk.now)
    desk.wait(milliseconds: 10)
    desk.answer(.openOrders([other], asOf: desk.now))
    desk.fills(before)
    desk.wait(milliseconds: 10)
    #expect(desk.snapshot.reconcile.foreign.map(\.remaining.steps) == [5], "told without it")
    desk.say(.filled(Desk.fill(2, of: other.id, .buy, 2, at: desk.now)))
    #expect(desk.snapshot.reconcile.foreign.map(\.remaining.steps) == [3])
    desk.say(.filled(Desk.fill(3, of: other.id, .buy, 3, at: desk.now)))
    #expect(desk.snapshot.reconcile.foreign.isEmpty)
    #expect(desk.engine.worstCase(.buy) - desk.engine.orders.live.opening.buy == 6)
  }

  @Test(
    "RISK-04 RISK-05 Opens found at the start of a frozen engine or paused side are cancelled",
    arguments: [Command.freeze, .pause(.buy)])
  func heldAtTheStart(command: Command) throws {
    var desk = try Desk.starting { $0.reconcile.atStart = .adopt }
    desk.book(999, 1_001)
    desk.command(command)
    let buy = Desk.order(.ladder, .buy, 5, at: 990, generation: 7)
    let sell = Desk.order(.ladder, .sell, 5, at: 1_010, generation: 8)
    let manual = Desk.order(.manual, .sell, 5, at: 1_060, generation: 9)
    var words = desk.agree(0, [buy, sell, manual])
    #expect(words.isEmpty, "shown first")
    for _ in 0..<3 { words += desk.nextDeadline() }
    #expect(words.contains("-7") && words.contains("-9"))
    #expect(words.contains("-8") == (command == .freeze), "a paused side says nothing of the other")
  }

  @Test("EXIT-07 RISK-04 Somebody else's fill during the start leaves no open of ours standing")
  func foreignFillAtTheStart() throws {
    var desk = try Desk.starting { $0.reconcile.atStart = .adopt }
    desk.book(999, 1_001)
    let buy = Desk.order(.ladder, .buy, 5, at: 990, generation: 7)
    var words = desk.answer(desk.account(0))
    desk.wait(milliseconds: 1)
    words += desk.say(.filled(Desk.fill(900, of: .foreign(3), .buy, 1, at: desk.now)))
    words += desk.answer(.openOrders([buy], asOf: desk.now))
    words += desk.fills()
    for _ in 0..<3 { words += desk.nextDeadline() }
    #expect(words.contains("-7"))
  }
}
