import Market
import Testing
import Venue

@testable import Engine

@Suite("Completing a side")
struct CompletionTests {
  /// A desk with a lot of five steps bought, and the other side's rungs out.
  private func oneSided(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try Desk.standing {
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      $0.entries.timeoutNanoseconds = 3_000_000_000
      $0.entries.completionSlippage = BasisPoints(hundredths: 10_000)
      change(&$0)
    }
    desk.fill(1, 5)
    desk.accept(5)
    return desk
  }

  @Test("ORDER-10 A completion finishes what a side lacks, by an attempt and then a bounded taker")
  func completes() throws {
    var desk = try oneSided()
    #expect(desk.command(.complete(.sell)) == ["-2", "-3", "-4"])
    desk.cancelled(2)
    desk.cancelled(3)
    #expect(desk.cancelled(4) == ["+6 sell 5@1002"])
    #expect(desk.id(6).purpose == .completion)
    desk.accept(6)
    #expect(desk.book(899, 901).isEmpty, "no opens meanwhile")
    #expect(desk.snapshot.grid.rungs.allSatisfy { $0.reason.code == .completing })
    #expect(desk.command(.placeManual(.buy, Price(ticks: 800))).isEmpty)
    desk.book(999, 1_001)
    desk.fill(6, 2)
    desk.accept(7)
    #expect(desk.pass(milliseconds: 3_000) == ["-6"])
    #expect(desk.cancelled(6) == ["-7"], "it would take our own exit at 992")
    #expect(desk.cancelled(7) == ["+8 sell 3@990 ioc"], "a hundredth under the bid of then")
    let after = desk.cancelled(8, .immediate)
    #expect(!desk.snapshot.entries.isCompleting)
    #expect(after.contains { $0.contains("buy 5@980") }, "opens again: \(after)")
  }

  @Test("ORDER-10 There is nothing to complete where no side lags, and a freeze ends it")
  func nothing() throws {
    var desk = try oneSided()
    #expect(desk.command(.complete(.buy)).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .nothingToComplete)
    desk.command(.complete(.sell))
    desk.command(.freeze)
    desk.cancelled(2)
    desk.cancelled(3)
    #expect(desk.cancelled(4).isEmpty)
    #expect(!desk.snapshot.entries.isCompleting)
  }

  /// The same with the completion out, order 6.
  private func completing(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try oneSided(change)
    desk.command(.complete(.sell))
    desk.cancelled(2)
    desk.cancelled(3)
    #expect(desk.cancelled(4) == ["+6 sell 5@1002"])
    desk.accept(6)
    return desk
  }

  @Test("ORDER-10 A completion is done when what it was for has closed meanwhile")
  func closesMeanwhile() throws {
    for isClosedByHand in [false, true] {
      var desk = try completing()
      if isClosedByHand {
        #expect(desk.command(.closeLot(PositionID(1))) == ["-5"])
        #expect(desk.cancelled(5) == ["+7 sell 5@995 ioc reduce"])
        #expect(desk.say(.filled(desk.makeFill(7, 5, at: 999, .taker))) == ["-6"])
      } else {
        #expect(desk.fill(5, 5) == ["-6"], "nothing is left to complete")
      }
      desk.cancelled(6)
      desk.pass(milliseconds: 4_000)

      #expect(desk.engine.position.isFlat && !desk.snapshot.entries.isCompleting)
      #expect(!desk.placed.values.contains { $0.id.purpose == .completion && $0.id.generation > 6 })
    }
  }

  @Test("ORDER-10 A completion is never for more than its side still lacks")
  func shrinks() throws {
    var desk = try completing()
    #expect(desk.fill(5, 2) == ["-6"])
    #expect(desk.cancelled(6) == ["+7 sell 3@1002"])
    desk.accept(7)
    desk.fill(5, 1)
    desk.cancelled(7)
    desk.accept(8)
    #expect(desk.fill(8, 1) == ["+9 buy 1@992"])
    desk.accept(9)
    #expect(desk.pass(milliseconds: 3_000) == ["-8"])
    #expect(desk.cancelled(8) == ["-9"])
    #expect(desk.cancelled(9) == ["+10 sell 1@990 ioc"])
  }

  @Test("ORDER-10 ORDER-08 A completion outlives one refusal: it waits by its class, and takes")
  func outlivesRefusals() throws {
    for refusal in [Refusal.postOnlyPhase, .other] {
      var desk = try completing()
      #expect(desk.reject(6, refusal).isEmpty)
      #expect(desk.snapshot.entries.isCompleting)
      #expect(desk.pass(milliseconds: 999).isEmpty, "no opens meanwhile")
      #expect(desk.pass(milliseconds: 1) == ["+7 sell 5@1002"])
    }
  }

  @Test("ORDER-10 RISK-03 A throttled completion sends nothing while the breaker is tripped")
  func throttled() throws {
    var desk = try completing()
    #expect(desk.reject(6, .rateLimited).isEmpty)
    #expect(desk.snapshot.entries.isCompleting)
    #expect(desk.pass(milliseconds: 64_000).isEmpty)
    #expect(!desk.snapshot.entries.isCompleting, "its time is over, the ladder goes on after that")
    #expect(desk.pass(milliseconds: 2_000).first?.hasPrefix("+7") == true)
  }

  @Test("ORDER-10 A completion that the venue ended goes on, and takes at its deadline")
  func outlivesEnds() throws {
    var desk = try completing()
    #expect(desk.cancelled(6, .byVenue).isEmpty)
    #expect(desk.pass(milliseconds: 1_000) == ["+7 sell 5@1002"])
    #expect(desk.say(.failed(desk.id(7), .place, .notSent)).isEmpty)
    #expect(desk.pass(milliseconds: 1_000) == ["+8 sell 5@1002"])
    desk.accept(8)
    #expect(desk.pass(milliseconds: 1_000) == ["-8"])
    #expect(desk.cancelled(8) == ["+9 sell 5@990 ioc"])
    #expect(desk.reject(9, .rateLimited).isEmpty, "another may be free of that")
    #expect(desk.snapshot.entries.isCompleting)
    desk.pass(milliseconds: 4_999)
    #expect(desk.snapshot.entries.isCompleting)
    desk.pass(milliseconds: 1)
    #expect(!desk.snapshot.entries.isCompleting, "its time is over")
  }

  @Test("ORDER-10 A taker that found nothing ends a completion")
  func takesOnce() throws {
    var desk = try completing()
    desk.pass(milliseconds: 3_000)
    #expect(desk.cancelled(6) == ["+7 sell 5@990 ioc"])
    desk.reject(7, .noLiquidity)
    #expect(!desk.snapshot.entries.isCompleting)
  }

  @Test("ORDER-10 RISK-05 CONSOLE-05 A paused side is not completed, and nothing gives way to it")
  func paused() throws {
    var desk = try oneSided()
    desk.command(.pause(.sell))
    desk.cancelled(3)
    desk.cancelled(4)

    #expect(CommandPreview(of: .complete(.sell), on: desk.engine).refusal?.code == .sidePaused)
    #expect(desk.command(.complete(.sell)).isEmpty, "the other side's opens stay")
    #expect(desk.snapshot.log.last?.reason?.code == .sidePaused)
  }

  @Test("ORDER-10 GRID-08 A lack too small for an order is not completed")
  func tooSmall() throws {
    var desk = try Desk.standing(minimumNotional: 3_000) { $0.market.staleAfterNanoseconds = 0 }
    desk.fill(1, 1)

    #expect(
      CommandPreview(of: .complete(.sell), on: desk.engine).refusal?.code == .belowMinimumNotional)
    #expect(desk.command(.complete(.sell)).isEmpty)
  }

  @Test("ORDER-10 By policy a side is completed that has lacked for as long as is set")
  func byPolicy() throws {
    var desk = try oneSided { $0.entries.completeAfterNanoseconds = 20_000_000_000 }
    #expect(desk.pass(milliseconds: 19_000).isEmpty)
    #expect(!desk.snapshot.entries.isCompleting)
    #expect(desk.pass(milliseconds: 1_100) == ["-2", "-3", "-4"])
    #expect(desk.snapshot.entries.isCompleting)
    for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
    #expect(desk.id(6).purpose == .completion)
    desk.fill(6, 5)
    #expect(!desk.snapshot.entries.isCompleting)
    #expect(!desk.pass(milliseconds: 60_000).contains { $0.contains("ioc") }, "nothing lacks")
  }

  @Test("ORDER-10 The policy waits while a side is paused, and begins anew once it no longer lacks")
  func policyWaits() throws {
    var desk = try oneSided { $0.entries.completeAfterNanoseconds = 20_000_000_000 }
    desk.command(.pause(.sell))
    for order in [3, 4] as [UInt64] { desk.cancelled(order) }
    desk.pass(milliseconds: 40_000)
    #expect(!desk.snapshot.entries.isCompleting)
    desk.command(.unpause(.sell))
    desk.pass(milliseconds: 1_100)
    #expect(desk.snapshot.entries.isCompleting)

    var closed = try oneSided { $0.entries.completeAfterNanoseconds = 20_000_000_000 }
    closed.pass(milliseconds: 15_000)
    closed.fill(5, 5)
    closed.pass(milliseconds: 15_000)
    #expect(!closed.snapshot.entries.isCompleting)
  }
}
