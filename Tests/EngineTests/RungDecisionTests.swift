import Market
import Testing
import Venue

@testable import Engine

/// (rung, facts) → what becomes of its order and of what a replaced one had filled.
@Suite("What becomes of a rung's order")
struct RungDecisionTests {
  private func facts(
    _ remaining: Int64, filled: Int64 = 0, isInDoubt: Bool = false, isAmending: Bool = false,
    unwanted: Reason? = nil, tolerance: Int64 = 0
  ) -> RungOrderFacts {
    RungOrderFacts(
      remaining: Quantity(steps: remaining), filled: Quantity(steps: filled),
      isInDoubt: isInDoubt, isAmending: isAmending, unwanted: unwanted,
      tolerance: BasisPoints(hundredths: tolerance))
  }

  @Test("GRID-06 An order is kept while it and what it filled make the rung's size")
  func sizes() {
    for remaining in Int64(0)...7 {
      for filled in Int64(0)...7 {
        let wanted = max(0, 5 - filled)
        let expected: RungSizing =
          if remaining == wanted { .fits } else if wanted < remaining {
            .shrinks(to: Quantity(steps: wanted))
          } else { .grows(to: Quantity(steps: wanted)) }
        #expect(Rung.tabled().sizing(facts(remaining, filled: filled)) == expected)
      }
    }
  }

  @Test("What must not stand ends first; what is in doubt, or being amended, is not sized again")
  func precedence() {
    let unwanted = Reason(.skewAboveLimit)
    for remaining in [Int64(3), 5, 9] {
      for isAmending in [false, true] {
        for isInDoubt in [false, true] {
          func next(_ reason: Reason?) -> RungSizing {
            Rung.tabled().sizing(
              facts(remaining, isInDoubt: isInDoubt, isAmending: isAmending, unwanted: reason))
          }
          #expect(next(unwanted) == .ends(unwanted))
          if isInDoubt {
            #expect(next(nil) == .waits)
          } else if isAmending {
            #expect(next(nil) == .fits)
          } else {
            #expect((next(nil) == .fits) == (remaining == 5))
          }
        }
      }
    }
  }

  @Test("A size is near enough up to the tolerance, a share of what is wanted, and no further")
  func tolerance() {
    // A fifth of five is one.
    for (remaining, fits) in [(Int64(3), false), (4, true), (5, true), (6, true), (7, false)] {
      #expect((Rung.tabled().sizing(facts(remaining, tolerance: 200_000)) == .fits) == fits)
      let isLess = Rung.tabled().sizing(facts(remaining, tolerance: 199_999)) == .fits
      #expect(isLess == (remaining == 5))
    }
  }

  @Test("What a replaced order filled is gone on with while its lot holds the slot and wants more")
  func resumption() {
    for rearm in GridSettings.Rearm.allCases {
      for filled in Int64(1)...6 {
        for holds in [false, true] {
          let remainder = Rung.Remainder(filled: Quantity(steps: filled), lot: PositionID(7))
          let next = Rung.tabled().resumption(of: remainder, lotHoldsSlot: holds, rearm: rearm)
          let waits = holds && rearm == .nextReplan
          #expect(next == (holds && filled < 5 ? .goesOn : .startsOver(awaitsReplan: waits)))
        }
      }
    }
  }

  @Test("A rung asks for what a replaced order left of it, and for all once it starts over")
  func due() {
    for filled in Int64(0)...7 {
      var rung = Rung.tabled()
      rung.take(3, because: Reason(.wanted))
      let remainder = Rung.Remainder(filled: Quantity(steps: filled), lot: PositionID(7))
      rung.vacate(
        remainder: filled == 0 ? nil : remainder, awaitsReplan: false, because: Reason(.replaced))
      #expect(rung.order == nil && rung.due == Quantity(steps: max(0, 5 - filled)))
      rung.startOver(awaitsReplan: true)
      #expect(rung.due == rung.quantity && rung.awaitsReplan)
      rung.rearm()
      #expect(!rung.awaitsReplan)
    }
  }

  @Test("Refusals in a row are counted to seven, and forgotten with one that is accepted")
  func refusals() {
    var rung = Rung.tabled()
    let again = (0..<9).map { _ in rung.countRefusal() }
    #expect(again == [false] + Array(repeating: true, count: 8))
    #expect(rung.refusals == 7)
    rung.accepted()
    #expect(rung.refusals == 0)
  }

  @Test("A rung that the next ladder has too keeps what holds it, and what is over is forgotten")
  func nextLadder() {
    var old = Rung.tabled()
    _ = old.countRefusal()
    old.wait(for: .refused(.priceTooFar, until: Instant(nanoseconds: 5)))
    old.stayEmpty(.pause, because: Reason(.sidePaused))
    for isHeld in [false, true] {
      var next = Rung.tabled()
      next.stayEmpty(like: old, isHeld: isHeld)
      #expect(next.shut == .pause && next.reason == old.reason && next.refusals == 1)
      #expect(next.wait == (isHeld ? old.wait : .nothing))
    }
    var next = Rung.tabled()
    next.take(3, from: old)
    #expect(next.order == 3 && next.wait == old.wait && next.refusals == 1)
  }

  @Test("Rungs stay small: a plan reads all of them")
  func layout() { #expect(MemoryLayout<Rung>.size <= 112) }
}
