import Market
import Testing
import Venue

@testable import Engine

/// How a stop follows what is left of its lot: amended, or replaced new before old.
@Suite("Stops made smaller")
struct StopReplacementTests {
  @Test("EXIT-05 A partly filled take-profit makes the stop smaller by as much: amended in place")
  func shrinksByAmend() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(5, 6)
    #expect(desk.fill(6, 2) == ["~5 to 3"])
    desk.say(.amended(desk.id(5), limit: Price(ticks: 960), remaining: Quantity(steps: 3)))
    #expect(desk.snapshot.lots.map(\.venueStop.steps) == [3])
    #expect(desk.snapshot.legs.map { ($0.quantity - $0.filled).steps } == [3, 3])
  }

  @Test("EXIT-05 EXIT-07 A leg whose amend did not get through is made smaller all the same")
  func amendLost() throws {
    var throttled = try Desk.withStops()
    throttled.fill(1, 5)
    throttled.accept(5, 6)
    throttled.fill(6, 2)
    #expect(
      throttled.say(.failed(throttled.id(5), .amend, .throttled))
        == ["+7 sell 3@961 gtc stop 970 reduce"])
    #expect(throttled.accept(7) == ["-5"])

    var lost = try Desk.withStops()
    lost.fill(1, 5)
    lost.accept(5, 6)
    lost.isObliging = false
    lost.fill(6, 2)
    lost.say(.failed(lost.id(5), .amend, .lost))
    #expect(lost.live(5, 5).isEmpty, "it may still arrive")
    var words: [String] = []
    for _ in 0..<10 where words.isEmpty {
      lost.pass(milliseconds: 3_000)
      words = lost.live(5, 5)
    }
    #expect(words == ["+7 sell 3@961 gtc stop 970 reduce"])
  }

  @Test(
    "ORDER-12 A reduce-only stop is replaced new before old: never without, never twice for good")
  func newBeforeOld() throws {
    var desk = try Desk.withStops(amendsInPlace: false)
    desk.fill(1, 5)
    desk.accept(5, 6)
    #expect(desk.fill(6, 2) == ["+7 sell 3@961 gtc stop 970 reduce"])
    #expect(desk.snapshot.exposure.naked.steps == 0)
    #expect(desk.accept(7) == ["-5"])
    #expect(desk.cancelled(5).isEmpty)
    #expect(desk.snapshot.lots.map(\.venueStop.steps) == [3])
  }

  @Test("EXIT-07 A stop at an older trigger goes where the rest is too small for a new one")
  func tooSmallToReplace() throws {
    var desk = try Desk.withStops(minimumNotional: 2_000, amendsInPlace: false)
    #expect(desk.fill(1, 4).contains("+5 sell 4@961 gtc stop 970 reduce"))
    desk.accept(5)
    // A better price for the rest moves the trigger, and what is left is worth less than the minimum.
    let (rest, exit) = (desk.makeFill(1, 1, at: 950), desk.makeFill(6, 4))
    #expect(desk.say(.filled(rest), .filled(exit)) == ["-5"])
    #expect(desk.snapshot.lots.map(\.open.steps) == [1])
  }

  @Test(
    "EXIT-07 A stop at an older trigger goes where it is too large and a new one is refused")
  func refusedToReplace() throws {
    var desk = try Desk.withStops(amendsInPlace: false)
    #expect(desk.fill(1, 4).contains("+5 sell 4@961 gtc stop 970 reduce"))
    desk.accept(5, 6)
    let (rest, exit) = (desk.makeFill(1, 1, at: 950), desk.makeFill(6, 4))
    let words = desk.say(.filled(rest), .filled(exit))
    #expect(
      words.count { $0.contains("sell 1@") && $0.contains("stop") } == 1 && !words.contains("-5"))
    let stop = try #require(
      desk.placed.values.first { $0.trigger != nil && $0.quantity.steps == 1 })
    #expect(desk.reject(stop.id.generation, .notAvailable).contains("-5"), "the engine watches")
    desk.cancelled(5)
    #expect(desk.snapshot.lots.map(\.watchedStop.steps) == [1])
  }

  @Test("EXIT-07 Where the venue has no room for a second stop the old one goes first")
  func noRoom() throws {
    var desk = try Desk.withStops(amendsInPlace: false)
    desk.fill(1, 5)
    desk.accept(5, 6)
    #expect(desk.fill(6, 2).contains("+7 sell 3@961 gtc stop 970 reduce"))
    #expect(desk.reject(7, .tooManyOrders) == ["-5"])
    desk.cancelled(5)
    #expect(desk.pass(milliseconds: 1_100).contains("+8 sell 3@961 gtc stop 970 reduce"))
  }

  @Test("ORDER-12 A new stop that is refused leaves the old one where it is")
  func oldStays() throws {
    var desk = try Desk.withStops(amendsInPlace: false)
    desk.fill(1, 5)
    desk.accept(5, 6)
    desk.fill(6, 2)
    #expect(!desk.reject(7, .rateLimited).contains("-5"))
    #expect(desk.snapshot.lots.map(\.naked.steps) == [0])
  }

  @Test("ORDER-12 A plain stop is cancelled first, and watched until the smaller one stands")
  func plainCancelsFirst() throws {
    var desk = try Desk.withStops(amendsInPlace: false) { $0.exits.reduceOnlyWhereCovered = false }
    #expect(desk.fill(1, 5) == ["+5 sell 5@961 gtc stop 970", "+6 sell 5@1000"])
    desk.accept(5, 6)
    #expect(desk.fill(6, 2) == ["-5"])
    #expect(desk.cancelled(5) == ["+7 sell 3@961 gtc stop 970"])
    desk.accept(7)
    #expect(desk.snapshot.lots.map(\.venueStop.steps) == [3])
  }

  @Test("GRID-12 Exits lie from the true average entry, and move with it")
  func average() throws {
    var desk = try Desk.withStops { $0.exits.takeProfit = .away(.ticks(20)) }
    desk.say(.filled(desk.makeFill(1, 2, at: 990)))
    desk.accept(5, 6)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [970])
    let requests = desk.say(.filled(desk.makeFill(1, 3, at: 980)))
    #expect(desk.snapshot.lots.map { $0.takeProfit?.ticks } == [1_004])
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [964])
    #expect(requests == ["+7 sell 5@955 gtc stop 964 reduce", "-6", "+8 sell 3@1004 reduce"])
    #expect(desk.accept(7) == ["-5"], "the old stop goes once the new one stands")
    #expect(desk.cancelled(6) == ["+9 sell 2@1004 reduce"])
  }
}
