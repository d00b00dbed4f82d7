import Market
import Testing
import Venue

@testable import Engine

/// Orders whose outcome nobody told.
@Suite("Unknown outcomes")
struct UnknownTests {
  /// A desk whose four rungs were sent and not answered.
  private func sent(
    expires: Bool = false, _ change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    var capabilities = Desk.capabilities
    capabilities.supportsExpiry = expires
    var desk = try Desk(capabilities: capabilities) {
      $0.market.staleAfterNanoseconds = 0
      let hour: Int64 = 3_600_000_000_000
      $0.reconcile.pollNanoseconds = 30_000_000_000
      $0.reconcile.everyNanoseconds = hour
      $0.reconcile.watchdogNanoseconds = hour
      change(&$0)
    }
    desk.isObliging = false
    desk.book(999, 1_001)
    return desk
  }

  private func state(_ desk: Desk, _ number: UInt64) -> OrderDisplayState? {
    let views = desk.snapshot
    return views.pendingOpens.first { $0.id.generation == number }?.state
      ?? views.legs.first { $0.id.generation == number }?.state
  }

  private func failed(_ desk: Desk, _ number: UInt64, _ kind: OrderRequest.Kind = .place)
    -> VenueReport
  {
    .failed(desk.id(number), kind, .lost)
  }

  @Test(
    "ORDER-05 An ambiguous failure makes an order unknown: it counts, and is not sent again",
    arguments: [SendFailure.lost, .serverError, .unreadable])
  func ambiguous(failure: SendFailure) throws {
    var desk = try sent()
    desk.accept(2, 3, 4)
    #expect(desk.say(.failed(desk.id(1), .place, failure)).isEmpty)
    #expect(state(desk, 1) == .unknown)
    #expect(desk.rungs[0] == "buy 990 unknown")
    #expect(desk.snapshot.exposure.liveBuys.steps == 10)
    #expect(desk.pass(milliseconds: 60_000).isEmpty, "nothing is sent again while it is unknown")
    #expect(desk.engine.recoveries[.unknownOutcome] == 1)
  }

  @Test("ORDER-05 An order without an answer for the timeout is unknown")
  func silence() throws {
    var desk = try sent()
    desk.accept(2, 3, 4)
    desk.pass(milliseconds: 2_999)
    #expect(state(desk, 1) == .inFlight)
    #expect(desk.pass(milliseconds: 1).isEmpty)
    #expect(state(desk, 1) == .unknown)
  }

  @Test("ORDER-05 It is asked about by its client id, in steps that grow")
  func steps() throws {
    var desk = try sent()
    desk.accept(2, 3, 4)
    desk.say(failed(desk, 1))
    let begin = desk.time
    var moments: [Int64] = []
    while moments.count < 8 {
      desk.nextDeadline()
      if desk.takeAsked().contains("status 1") { moments.append((desk.time - begin) / 1_000_000) }
    }
    #expect(moments == [500, 1_500, 3_500, 7_500, 15_500, 25_500, 35_500, 45_500])
  }

  @Test("ORDER-05 What certainly did not get through ends, and the rung asks again later")
  func notSent() throws {
    var desk = try sent()
    desk.accept(2, 3, 4)
    #expect(desk.say(.failed(desk.id(1), .place, .notSent)).isEmpty)
    #expect(desk.rungs[0] == "buy 990 NOT_SENT")
    #expect(desk.snapshot.exposure.liveBuys.steps == 5)
    #expect(desk.pass(milliseconds: 1_000) == ["+5 buy 5@990"])
  }

  @Test("ORDER-05 Absent, before the expiry passed at the venue, frees nothing")
  func absentEarly() throws {
    var desk = try sent(expires: true)
    desk.accept(2, 3, 4)
    desk.say(failed(desk, 1))
    desk.pass(milliseconds: 9_000)
    #expect(desk.status(1, .absent).isEmpty)
    #expect(!desk.takeAsked().contains { $0.hasPrefix("fills") })
    #expect(state(desk, 1) == .unknown)
  }

  @Test(
    "ORDER-05 Absent twice after the expiry frees the rung, once fills since the send are fetched")
  func absentLate() throws {
    var desk = try sent(expires: true)
    desk.accept(2, 3, 4)
    desk.say(failed(desk, 1))
    desk.pass(milliseconds: 12_000)
    desk.status(1, .absent)
    desk.takeAsked()
    desk.pass(milliseconds: 1_000)
    #expect(desk.takeAsked().contains("status 1"), "one answer may be wrong, so it is asked again")
    #expect(desk.status(1, .absent).isEmpty)
    #expect(desk.takeAsked() == ["fills -8"], "from the send, less the overlap")
    #expect(state(desk, 1) == .unknown, "the fills are not here yet")
    #expect(desk.fills().isEmpty)
    #expect(desk.rungs[0] == "buy 990 ABSENT_AT_VENUE")
    #expect(desk.pass(milliseconds: 1_000) == ["+5 buy 5@990"])
    #expect(desk.engine.recoveries[.absenceBelieved] == 1)
  }

  @Test("ORDER-05 A fill found by that fetch is booked, and the order is not absent after all")
  func absentButFilled() throws {
    var desk = try sent(expires: true)
    desk.accept(2, 3, 4)
    desk.say(failed(desk, 1))
    desk.pass(milliseconds: 12_000)
    desk.status(1, .absent)
    let fill = desk.makeFill(1, 5)
    #expect(desk.fills(fill) == ["+5 sell 5@1000 reduce"])
    #expect(desk.engine.position.steps == 5)
    #expect(desk.say(.filled(fill)).isEmpty, "the stream brings it too, late")
    #expect(desk.engine.position.steps == 5)
  }

  @Test("ORDER-05 Where there is no expiry, absent is believed after the grace and when said twice")
  func grace() throws {
    var desk = try sent()
    desk.accept(2, 3, 4)
    desk.say(failed(desk, 1))
    desk.pass(milliseconds: 31_000)
    desk.fills()
    desk.takeAsked()
    desk.status(1, .absent)
    #expect(desk.takeAsked().isEmpty, "once is not enough")
    desk.wait(milliseconds: 100)
    desk.status(1, .absent)
    #expect(desk.takeAsked() == ["fills -8"])
    desk.fills()
    #expect(state(desk, 1) == nil)
  }

  @Test("ORDER-05 An order that is found standing is kept, and what was to be ended is cancelled")
  func found() throws {
    var desk = try sent()
    desk.accept(2, 3, 4)
    desk.say(failed(desk, 1))
    #expect(desk.live(1).isEmpty)
    #expect(state(desk, 1) == .working)
    #expect(desk.engine.recoveries[.standFoundByAsking] == 1)

    desk = try sent()
    desk.accept(2, 3, 4)
    #expect(desk.command(.pause(.buy)) == ["-1", "-2"])
    desk.say(failed(desk, 1), .cancelRefused(desk.id(1), .unknownOrder))
    #expect(state(desk, 1) == .unknown, "refused as unknown is not absent")
    #expect(desk.pass(milliseconds: 1_000) == ["-1"], "a cancel can do no harm")
    desk.say(.cancelRefused(desk.id(1), .unknownOrder))
    desk.pass(milliseconds: 500)
    #expect(desk.live(1) == ["-1"], "now there is something to cancel")
  }

  @Test("ORDER-05 A cancel without an answer is asked for again, and what became of it is asked")
  func silentCancel() throws {
    var desk = try sent()
    desk.accept(1, 2, 3, 4)
    desk.command(.pause(.buy))
    desk.cancelled(2)
    #expect(desk.pass(milliseconds: 3_000).isEmpty)
    #expect(state(desk, 1) == .working, "nobody said that it ended")
    #expect(desk.snapshot.exposure.liveBuys.steps == 5)
    #expect(desk.pass(milliseconds: 1_000) == ["-1"])
    #expect(desk.takeAsked() == ["status 1"])
    #expect(desk.status(1, .cancelled(.requested, filled: .zero)).isEmpty)
    #expect(state(desk, 1) == nil)
  }

  @Test("ORDER-06 A cancel that may not be asked for yet is asked for then, whatever else wakes us")
  func cancelLater() throws {
    var desk = try sent()
    desk.accept(1, 2, 3, 4)
    #expect(desk.command(.pause(.buy)) == ["-1", "-2"])
    desk.say(.failed(desk.id(1), .cancel, .throttled))
    desk.wait(milliseconds: 500)
    // This one's turn comes later; the wake-up of the other would have been the last.
    desk.say(.failed(desk.id(2), .cancel, .throttled))
    #expect(desk.pass(milliseconds: 600) == ["-1"])
    #expect(desk.pass(milliseconds: 600) == ["-2"])
  }

  @Test("ORDER-06 A cancel that failed ends nothing", arguments: [SendFailure.lost, .notSent])
  func failedCancel(failure: SendFailure) throws {
    var desk = try sent()
    desk.accept(1, 2, 3, 4)
    desk.command(.pause(.buy))
    desk.cancelled(2)
    desk.say(.failed(desk.id(1), .cancel, failure))
    #expect(state(desk, 1) == .working)
    #expect(desk.pass(milliseconds: 1_000) == ["-1"])
  }

  @Test(
    "ORDER-06 An end that filled more than was booked fetches the fills before the rung is free")
  func endBeforeFills() throws {
    var desk = try sent()
    desk.accept(1, 2, 3, 4)
    desk.cancelled(1, .byHand, filled: 3)
    #expect(desk.snapshot.exposure.liveBuys.steps == 8, "what is to come counts")
    #expect(desk.pass(milliseconds: 500).isEmpty)
    #expect(desk.takeAsked() == ["fills -8"])
    #expect(desk.fills(desk.makeFill(1, 2)) == ["+5 sell 2@1000 reduce"])
    #expect(desk.snapshot.pendingOpens.contains { $0.id.generation == 1 }, "one is missing")
    desk.pass(milliseconds: 1_000)
    #expect(desk.takeAsked() == ["fills -8"], "so they are fetched again")
    #expect(desk.fills(desk.makeFill(1, 1)) == ["+6 sell 1@1000 reduce"])
    #expect(!desk.snapshot.pendingOpens.contains { $0.id.generation == 1 })
  }

  @Test("ORDER-06 Filled, said by the status alone, ends the order only with its fills")
  func statusFilled() throws {
    var desk = try sent()
    desk.accept(2, 3, 4)
    desk.say(failed(desk, 1))
    #expect(desk.status(1, .filled(Quantity(steps: 5))).isEmpty)
    #expect(desk.engine.position.isFlat, "a total books nothing")
    #expect(desk.snapshot.pendingOpens.contains { $0.id.generation == 1 })
    desk.pass(milliseconds: 500)
    #expect(desk.fills(desk.makeFill(1, 5)) == ["+5 sell 5@1000 reduce"])
    #expect(desk.rungs[0] == "buy 990 LOT_OPEN")
  }

  @Test("ORDER-06 A page that does not come is asked for again; pages are fetched to the end")
  func pages() throws {
    var desk = try sent()
    desk.accept(1, 2, 3, 4)
    desk.cancelled(1, .byHand, filled: 5)
    desk.pass(milliseconds: 500)
    #expect(desk.takeAsked() == ["fills -8"])
    desk.pass(milliseconds: 3_000)
    #expect(desk.takeAsked().contains("fills -8"))
    let first = desk.makeFill(1, 2)
    desk.fills(first, isLast: false)
    #expect(desk.takeAsked() == ["fills \(first.time.nanoseconds / 1_000_000_000)"])
    desk.fills(first, desk.makeFill(1, 3))
    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.counters.duplicateFills == 0, "a page repeats its first moment by design")
  }

  @Test("EXIT-01 An exit of unknown outcome covers its lot, and is not placed twice")
  func unknownExit() throws {
    var desk = try sent()
    desk.accept(1, 2, 3, 4)
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    desk.say(failed(desk, 5))
    #expect(desk.pass(milliseconds: 20_000).isEmpty)
    #expect(desk.snapshot.lots[0].covered.steps == 5)
    #expect(state(desk, 5) == .unknown)
    desk.say(.failed(desk.id(5), .cancel, .notSent))
    #expect(desk.snapshot.lots[0].covered.steps == 5)
  }

  @Test("EXIT-01 An exit that certainly did not get through leaves its lot naked and is sent again")
  func unsentExit() throws {
    var desk = try sent()
    desk.accept(1, 2, 3, 4)
    desk.fill(1, 5)
    #expect(desk.say(.failed(desk.id(5), .place, .throttled)).isEmpty)
    #expect(desk.snapshot.exposure.naked.steps == 5)
    #expect(desk.pass(milliseconds: 1_000) == ["+6 sell 5@1000 reduce"])
  }

  @Test("RISK-08 A cancel-all waits for sends nobody answered and cancels what is accepted late")
  func cancelAll() throws {
    var desk = try sent()
    desk.accept(2, 3, 4)
    desk.say(failed(desk, 1))
    #expect(desk.command(.cancelAll(.opens)) == ["-1", "-2", "-3", "-4"])
    desk.cancelled(2)
    desk.cancelled(3)
    desk.cancelled(4)
    desk.say(.cancelRefused(desk.id(1), .unknownOrder))
    #expect(desk.snapshot.control.cancelling == .opens, "one may stand yet")
    desk.wait(milliseconds: 1_500)
    #expect(desk.accept(1) == ["-1"], "it came late")
    desk.cancelled(1)
    for _ in 0..<2 { desk.answer(.openOrders([], asOf: desk.now)) }
    #expect(desk.snapshot.control.cancelling == nil)
    #expect(desk.snapshot.control.isFrozen)
  }

  @Test("ORDER-05 In every order of failure, accept, fills and end the truth is the same")
  func everyOrder() throws {
    let count = 4
    var orders: [[Int]] = []
    func permute(_ taken: [Int]) {
      if taken.count == count { return orders.append(taken) }
      for next in 0..<count where !taken.contains(next) { permute(taken + [next]) }
    }
    permute([])
    for order in orders {
      var desk = try sent()
      desk.accept(2, 3, 4)
      let reports: [VenueReport] = [
        failed(desk, 1), .accepted(desk.id(1)), .filled(desk.makeFill(1, 2)),
        .cancelled(desk.id(1), .byHand, filled: Quantity(steps: 2)),
      ]
      var words: [String] = []
      for place in order + order { words += desk.say(reports[place]) }
      #expect(words == ["+5 sell 2@1000 reduce"], "\(order)")
      #expect(desk.engine.position.steps == 2, "\(order)")
      #expect(desk.snapshot.exposure.liveBuys.steps == 5, "\(order)")
      #expect(desk.rungs[0] == "buy 990 LOT_OPEN", "\(order)")
      #expect(desk.engine.orders.live.awaiting == 1, "\(order): only the exit is unanswered")
      #expect(desk.engine.orders.queries.open.isEmpty, "\(order)")
    }
  }
}
