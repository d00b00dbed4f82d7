import Market
import Testing
import Venue

@testable import Engine

@Suite("Previews of commands about opens")
struct PreviewTests {
  @Test(
    "CONSOLE-05 A move shows what would be placed where, or why it can't be, and changes nothing")
  func move() throws {
    var desk = try Desk.standing()
    desk.fill(1, 2)
    let preview = CommandPreview(of: .moveOrder(desk.id(1), Price(ticks: 985)), on: desk.engine)

    #expect(preview.opensToCancel == 1 && preview.opensToPlace == 1 && preview.refusal == nil)
    #expect(preview.side == .buy && preview.quantity == Quantity(steps: 3))
    #expect(preview.worstPrice == Price(ticks: 985))
    let crossing = CommandPreview(of: .moveOrder(desk.id(1), Price(ticks: 1_001)), on: desk.engine)
    #expect(crossing.refusal?.code == .wouldCross && crossing.opensToCancel == 0)
    let exit = CommandPreview(of: .moveOrder(desk.id(5), Price(ticks: 985)), on: desk.engine)
    #expect(exit.refusal?.code == .notLiveOpen)
  }

  @Test("CONSOLE-05 Repricing counts the rungs that were cancelled by hand")
  func reprice() throws {
    var desk = try Desk.standing()
    #expect(CommandPreview(of: .reprice, on: desk.engine).opensToPlace == 0)
    desk.command(.cancelOrder(desk.id(1)))
    desk.cancelled(1)

    #expect(CommandPreview(of: .reprice, on: desk.engine).opensToPlace == 1)
    #expect(desk.command(.reprice).count == 1, "what was shown is done")
  }

  @Test("CONSOLE-05 Repricing doesn't count a rung that a gate holds back")
  func repriceOfPausedSide() throws {
    var desk = try Desk.standing()
    desk.command(.cancelOrder(desk.id(1)))
    desk.cancelled(1)
    desk.command(.pause(.buy))
    desk.cancelled(2)

    #expect(CommandPreview(of: .reprice, on: desk.engine).opensToPlace == 0)
    #expect(desk.command(.reprice).isEmpty, "what was shown is done")
  }

  @Test("ORDER-10 CONSOLE-05 Completing shows the imbalance, the opens that give way and the sweep")
  func complete() throws {
    var desk = try Desk.standing()
    #expect(
      CommandPreview(of: .complete(.sell), on: desk.engine).refusal?.code == .nothingToComplete)
    desk.fill(1, 5)
    let preview = CommandPreview(of: .complete(.sell), on: desk.engine)

    #expect(preview.side == .sell && preview.quantity == Quantity(steps: 5))
    #expect(preview.opensToCancel == 3 && preview.opensToPlace == 1)
    #expect(preview.levelsSwept == 1 && preview.worstPrice == Price(ticks: 998))
    #expect(
      CommandPreview(of: .complete(.buy), on: desk.engine).refusal?.code == .nothingToComplete)
    desk.command(.freeze)
    #expect(CommandPreview(of: .complete(.sell), on: desk.engine).refusal?.code == .frozen)
  }

  @Test("OPEN-14 Quitting shows the opens it cancels and what only the engine protects")
  func quit() throws {
    let desk = try Desk.standing()
    let preview = CommandPreview(of: .quit, on: desk.engine)

    #expect(preview.opensToCancel == 4 && preview.naked.isZero)
  }

  @Test("RISK-04 CONSOLE-05 A flatten shows the exits that it cancels, not the stops, which stay")
  func flattenWithStops() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(5, 6)
    let preview = CommandPreview(of: .flatten, on: desk.engine)

    #expect(preview.opensToCancel == 3 && preview.legsToCancel == 1)
    #expect(desk.command(.flatten).count == 4)
    #expect(desk.snapshot.legs.count == 2, "the stop holds until its lot is closed")
  }

  @Test("CONSOLE-05 What is being cancelled already is not shown as cancelled")
  func underWay() throws {
    var desk = try Desk.standing()
    desk.command(.cancelOrder(desk.id(1)))

    #expect(CommandPreview(of: .cancelAll(.opens), on: desk.engine).opensToCancel == 3)
    #expect(desk.command(.cancelAll(.opens)).count == 3)
  }

  @Test("RISK-11 ORDER-10 CONSOLE-05 A completion shows the limit that it sends, collar or not")
  func completionLimit() throws {
    var desk = try Desk.standing {
      $0.entries.completionSlippage = BasisPoints(hundredths: 50_000)
      $0.risk.losses.priceCollar = BasisPoints(hundredths: 30_000)
    }
    desk.fill(1, 5)
    let preview = CommandPreview(of: .complete(.sell), on: desk.engine)

    #expect(preview.worstPrice == Price(ticks: 950), "the collar is twenty ticks nearer")
    desk.command(.complete(.sell))
    #expect(desk.engine.attempts.completion == .waiting(.sell, cap: Price(ticks: 950)))
  }

  @Test(
    "CONSOLE-05 A preview counts just what its command then sends, and leaves the engine as it was",
    arguments: [
      .flatten, .flattenAccount, .cancelAll(.opens), .cancelAll(.side(.buy)), .cancelAll(.legs),
      .freeze, .terminalLost, .unfreeze, .pause(.sell), .unpause(.sell), .closeLot(PositionID(1)),
      .closeExcess, .stopAttempt(AttemptID(1)), .complete(.sell), .quit, .reprice, .recentre,
      .clearBreaker, .reconcile, .acceptDifferences([]), .acknowledgeAlarms, .holdEntries,
      .resumeEntries,
    ] as [Command])
  func sendsWhatIsShown(_ command: Command) throws {
    for isFrozen in [false, true] {
      var desk = try Desk.withStops()
      desk.fill(1, 5)
      desk.accept(5, 6)
      desk.command(.cancelOrder(desk.id(2)))
      if isFrozen { desk.command(.freeze) }
      let before = desk.hash
      let preview = CommandPreview(of: command, on: desk.engine)
      #expect(desk.hash == before)

      let sent = desk.command(command)

      #expect(sent.count { $0.hasPrefix("-") } == preview.opensToCancel + preview.legsToCancel)
      let later = command == .complete(.sell) && preview.refusal == nil ? 1 : 0
      #expect(
        sent.count { $0.hasPrefix("+") } + later == preview.opensToPlace + preview.legsToPlace)
    }
  }

  @Test("CONSOLE-02 A watched stop and a waiting attempt have their places on the ladder")
  func ladder() throws {
    var desk = try Desk.standing {
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
      $0.exits.stop.venueShare = .zero
    }
    desk.fill(1, 5)
    let stop = try #require(desk.snapshot.lots.first?.stop)
    let frame = LadderFrame(topTicks: stop.ticks + 1, rows: 3, ticksPerRow: 1)
    let cell = desk.engine.snapshot(frame).ladder[1].sells.first

    #expect(cell?.kind == .watchedStop && cell?.state == .planned)
    #expect(cell?.remaining == Quantity(steps: 5))
  }
}
