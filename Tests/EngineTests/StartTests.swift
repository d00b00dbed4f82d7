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

  @Test("RECON-01 A position that nothing values yet begins no books; it does with the first price")
  func startWithoutPrice() throws {
    var desk = try Desk.starting {
      $0.risk.losses.maximumDayLoss = amount(100)
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
      $0.risk.maximumPosition = amount(9)
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
}
