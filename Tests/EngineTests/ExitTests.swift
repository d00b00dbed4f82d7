import Market
import Testing
import Venue

@testable import Engine

@Suite("Exits")
struct ExitTests {
  @Test("EXIT-01 Each fill, however partial, is covered at once for what filled")
  func covers() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.accept(1)
    #expect(desk.fill(1, 2) == ["+5 sell 2@1000 reduce"])
    #expect(desk.fill(1, 3) == ["+6 sell 3@1000 reduce"])
    let lot = try #require(desk.snapshot.lots.first)
    #expect(lot.id == PositionID(1))
    #expect((lot.open.steps, lot.covered.steps) == (5, 5))
    #expect(desk.snapshot.legs.map(\.lot) == [PositionID(1), PositionID(1)])
    #expect(desk.snapshot.legs.allSatisfy { $0.id.subject == 1 })
  }

  @Test("EXIT-01 A fill too small for an order is pooled, and counts as naked meanwhile")
  func pools() throws {
    var desk = try Desk(minimumNotional: 3_000)
    desk.book(999, 1_001)
    desk.accept(1)
    #expect(desk.fill(1, 2).isEmpty)
    #expect(desk.snapshot.exposure.naked.steps == 2)
    #expect(desk.fill(1, 2) == ["+5 sell 4@1000 reduce"])
    #expect(desk.snapshot.exposure.naked.steps == 0)
  }

  @Test("OPEN-05 Exits come before opens")
  func exitsFirst() throws {
    var desk = try Desk.standing { $0.grid.rearm = .nextReplan }
    let reports = [
      VenueReport.filled(desk.makeFill(1, 5)), .cancelled(desk.id(2), .requested, filled: .zero),
    ]
    desk.command(.cancelAll(.side(.buy)))
    desk.command(.unpause(.buy))
    #expect(
      desk.say(reports[0], reports[1]) == ["+5 sell 5@1000 reduce", "+6 buy 5@980"])
  }

  @Test("EXIT-07 Exits never exceed what is open, whatever fills first")
  func neverExceed() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.accept(1)
    desk.fill(1, 2)
    desk.fill(1, 3)
    desk.fill(5, 1)
    desk.cancelled(6)
    let lot = try #require(desk.snapshot.lots.first)
    #expect((lot.open.steps, lot.closed.steps, lot.covered.steps) == (4, 1, 4))
    let live = desk.snapshot.legs.reduce(0) { $0 + ($1.quantity - $1.filled).steps }
    #expect(live == 4, "what the venue took away was covered anew: \(desk.snapshot.legs)")
  }

  @Test("EXIT-07 A neutral grid's exit is reduce-only just where the net position covers it")
  func neutral() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    #expect(desk.fill(3, 5) == ["+6 buy 5@1000"], "net is flat: nothing to reduce")
  }

  @Test("EXIT-07 Refused twice though the position agrees, a neutral grid sends it plain")
  func plain() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.isObliging = false
    let account = AccountState(asOf: desk.now, position: Position(steps: 5))
    #expect(desk.reject(5, .reduceOnly).isEmpty, "first the position is asked for")
    #expect(desk.answer(.account(account)) == ["+6 sell 5@1000 reduce"])
    #expect(desk.reject(6, .reduceOnly).isEmpty)
    desk.deadline()
    #expect(desk.answer(.account(account)) == ["+7 sell 5@1000"])
  }

  @Test("EXIT-07 RISK-12 While it is doubted the position is asked for a second later, not before")
  func doubtAsksOnce() throws {
    var desk = try Desk.standing()
    desk.fill(1, 5)
    desk.isObliging = false
    desk.takeAsked()
    desk.reject(5, .reduceOnly)
    #expect(desk.takeAsked() == ["account"])
    desk.command(.pause(.sell))
    desk.command(.unpause(.sell))
    #expect(!desk.takeAsked().contains("account"))
    desk.pass(milliseconds: 1_000)
    #expect(desk.takeAsked().contains("account"))
  }

  @Test("EXIT-07 In direction long an exit is never plain: it alarms and is tried again")
  func longIsReduceOnly() throws {
    var desk = try Desk {
      $0.grid.direction = .long
      $0.market.staleAfterNanoseconds = 0
    }
    desk.book(999, 1_001)
    desk.accept(1, 2)
    desk.fill(1, 5)
    let account = AccountState(asOf: desk.now, position: Position(steps: 5))
    for number in 3...5 as ClosedRange<UInt64> {
      #expect(desk.reject(number, .reduceOnly).isEmpty)
      #expect(desk.answer(.account(account)).isEmpty)
      var again: [String] = []
      while again.isEmpty { again = desk.deadline() }
      #expect(again == ["+\(number + 1) sell 5@1000 reduce"])
    }
    #expect(desk.snapshot.control.alarms == [.rejectedExit])
  }

  @Test("EXIT-07 In direction long the exits of a type never exceed the position")
  func neverMoreThanHeld() throws {
    var desk = try Desk { $0.grid.direction = .long }
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.fill(2, 5)
    let held = desk.snapshot.legs.reduce(0) { $0 + ($1.quantity - $1.filled).steps }
    #expect(held == 10)
    #expect(desk.snapshot.legs.allSatisfy { $0.isReduceOnly })
  }

  @Test("EXIT-08 Where a take-profit would cross it takes at its price or better, once")
  func takes() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    #expect(desk.reject(5, .wouldCross) == ["+6 sell 5@1000 ioc reduce"])
    #expect(desk.cancelled(6, .immediate) == ["+7 sell 5@1000 reduce"])
  }

  @Test("EXIT-08 Set to wait, it rests once the book lets it, and asks only on news")
  func waits() throws {
    var desk = try Desk { $0.exits.whenCrossing = .wait }
    desk.book(985, 991)
    desk.fill(1, 5)
    let exit = try #require(desk.snapshot.legs.first)
    #expect(desk.reject(exit.id.generation, .wouldCross).isEmpty, "the book we know would let it")
    #expect(
      desk.book(exit.price.ticks, exit.price.ticks + 3).allSatisfy {
        !$0.contains("sell 5@\(exit.price.ticks)")
      })
    let sent = desk.book(exit.price.ticks - 1, exit.price.ticks + 3)
    #expect(sent.contains { $0.hasSuffix("sell 5@\(exit.price.ticks) reduce") }, "\(sent)")
  }

  @Test("GRID-12 A paired take-profit lies one rung away; a set distance is kept")
  func distances() throws {
    var paired = try Desk()
    var ticks = try Desk { $0.exits.takeProfit = .away(.ticks(37)) }
    var share = try Desk {
      $0.exits.takeProfit = .away(.basisPoints(BasisPoints(hundredths: 10_100)))
    }
    paired.book(999, 1_001)
    ticks.book(999, 1_001)
    share.book(999, 1_001)

    #expect(paired.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    #expect(ticks.fill(1, 5) == ["+5 sell 5@1027 reduce"])
    #expect(share.fill(1, 5) == ["+5 sell 5@1000 reduce"], "990 + 1.01 %, rounded up")
  }

  @Test("GRID-12 A paired take-profit of a geometric grid lies on the rung beside its own")
  func geometricPairs() throws {
    var desk = try Desk {
      $0.grid.levels = 3
      $0.grid.progression = .geometric
      $0.grid.spacing = .basisPoints(BasisPoints(hundredths: 10_000))
    }
    #expect(
      desk.book(99_999, 100_001) == [
        "+1 buy 5@99009", "+2 buy 5@98029", "+3 buy 5@97059",
        "+4 sell 5@101000", "+5 sell 5@102010", "+6 sell 5@103031",
      ])
    #expect(desk.fill(1, 5) == ["+7 sell 5@100000 reduce"])
    #expect(desk.fill(2, 5) == ["+8 sell 5@99010 reduce"], "99,009.9, snapped up")
    #expect(desk.fill(3, 5) == ["+9 sell 5@98030 reduce"])
    #expect(desk.fill(6, 5) == ["+10 buy 5@102010"])
    let off = desk.engine.exitPrice(opened: .buy, entry: Price(ticks: 50_123))
    #expect(off == Price(ticks: 50_625), "not on a place: 1 % of its own price, rounded up")
  }

  @Test(
    "GRID-12 A take-profit pays both fees and the least edge, on either side",
    arguments: [10_000, 50_000, 3_000_000] as [Int64], [0, 10, 5_000] as [Int64])
  func breakEven(fee: Int64, edge: Int64) throws {
    for start in [7, 300, 1_000, 999_983, 61_234_567] as [Int64] {
      let desk = try Desk(makerFee: fee) {
        $0.exits.takeProfit = .away(.ticks(1))
        $0.exits.minimumEdge = BasisPoints(hundredths: edge)
      }
      let entry = Price(ticks: start)
      let whole: Int64 = 100_000_000
      let sell = desk.engine.exitPrice(opened: .buy, entry: entry).ticks
      let buy = desk.engine.exitPrice(opened: .sell, entry: entry).ticks

      #expect(sell * (whole - fee) - start * (whole + fee) >= start * edge * 100)
      #expect(start * (whole - fee) - buy * (whole + fee) >= start * edge * 100 || buy == 1)
      let nearer = sell - 1
      #expect(
        sell == start + 1
          || nearer * (whole - fee) - start * (whole + fee) < start * edge * 100,
        "and no further than that")
    }
  }

  @Test("EXIT-01 A cancelled exit whose last fill comes late covers no more than it will fill")
  func lateFill() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    let late = VenueReport.filled(desk.makeFill(5, 2))
    let requests = desk.say(.cancelled(desk.id(5), .byVenue, filled: Quantity(steps: 2)))
    #expect(requests == ["+6 sell 3@1000"] || requests == ["+6 sell 3@1000 reduce"])
    #expect(desk.say(late).isEmpty)
    let lot = try #require(desk.snapshot.lots.first)
    #expect((lot.open.steps, lot.covered.steps) == (3, 3))
    #expect(desk.snapshot.legs.map(\.id.generation) == [6])
  }

  @Test(
    "EXIT-04 A watched take-profit goes out at its price whatever other exits wait for",
    arguments: Side.allCases)
  func watchedBesideWaiting(side: Side) throws {
    var desk = try Desk.standing {
      $0.exits.takeProfit = .away(.ticks(11))
      $0.exits.whenCrossing = .wait
    }
    desk.fill(side == .buy ? 1 : 3, 5)
    desk.reject(5, .other)
    desk.fill(side == .buy ? 3 : 1, 5)
    desk.reject(6, .wouldCross)
    let rests = desk.book(999, 1_001)
    let takes = side == .buy ? desk.book(1_001, 1_002) : desk.book(998, 999)
    #expect(rests == [side == .buy ? "+7 buy 5@999" : "+7 sell 5@1001"])
    #expect(takes == [side == .buy ? "+8 sell 5@1001 ioc" : "+8 buy 5@999 ioc"])
  }

  @Test("EXIT-01 EXIT-07 What another exit left no room for goes out once that is smaller")
  func roomAgain() throws {
    var desk = try Desk { $0.grid.direction = .long }
    desk.book(999, 1_001)
    desk.accept(1, 2)
    desk.fill(1, 5)
    desk.accept(3)
    let foreign = Desk.fill(900, of: .foreign(4_711), .sell, 3, at: desk.now)
    #expect(desk.say(.filled(foreign)) == ["~3 to 2", "-2"])
    #expect(desk.fill(2, 5).isEmpty, "while it is being amended it may still sell all seven")
    let smaller = VenueReport.amended(
      desk.id(3), limit: Price(ticks: 1_000), remaining: Quantity(steps: 2))
    #expect(desk.say(smaller) == ["+4 sell 5@990 reduce"])
  }

  @Test("EXIT-07 A fill larger than its order is booked whole and goes on to the next lots")
  func overfill() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.fill(2, 5)
    let fill = desk.makeFill(5, 7)
    desk.say(.filled(fill))
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
  }

  @Test("EXIT-08 Refused as crossing where we see nothing to take, an exit rests a second later")
  func crossedUnseen() throws {
    var desk = try Desk(takerFee: 500_000) {
      $0.grid.recentreHundredths = 5_000
      $0.exits.takeProfit = .away(.ticks(1))
    }
    desk.book(999, 1_001)
    desk.accept(2, 3, 4)
    desk.fill(1, 5)
    desk.book(988, 990)
    #expect(desk.reject(5, .wouldCross).isEmpty)
    #expect(desk.pass(milliseconds: 900).isEmpty)
    #expect(desk.pass(milliseconds: 100) == ["+6 sell 5@991 reduce"])
  }

  @Test("EXIT-04 A watched take-profit that took nothing takes again after a second, not at once")
  func tookNothing() throws {
    var desk = try Desk.standing()
    desk.fill(1, 5)
    for number in 5...7 as ClosedRange<UInt64> {
      desk.reject(number, .other)
      var sent: [String] = []
      while sent.isEmpty, number < 7 { sent = desk.deadline() }
    }
    #expect(desk.book(1_000, 1_002) == ["+8 sell 5@1000 ioc reduce"])
    #expect(desk.cancelled(8, .immediate).isEmpty)
    #expect(desk.pass(milliseconds: 900).isEmpty)
    #expect(desk.pass(milliseconds: 100) == ["+9 sell 5@1000 ioc reduce"])
  }

  @Test("EXIT-07 While a leg of a closed lot may still fill, no plain exit goes out beside it")
  func plainWaitsForDetached() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.fill(2, 5)
    desk.accept(3, 4, 5, 6)
    let foreign = Desk.fill(900, of: .foreign(4_711), .sell, 5, at: desk.now)
    #expect(desk.say(.filled(foreign)).contains("-5"))
    #expect(desk.fill(3, 5).isEmpty, "nothing is held: a buy could open")
    #expect(desk.cancelled(5) == ["+7 buy 5@1000"])
  }

  @Test("EXIT-07 Where the venue has no reduce-only orders, exits are plain, and wait as those do")
  func withoutReduceOnly() throws {
    var capabilities = Desk.capabilities
    capabilities.supportsReduceOnly = false
    var desk = try Desk(capabilities: capabilities)
    desk.book(999, 1_001)
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000"])
    desk.accept(2, 3, 4, 5)
    let foreign = Desk.fill(900, of: .foreign(4_711), .sell, 5, at: desk.now)
    #expect(desk.say(.filled(foreign)).contains("-5"))
    #expect(desk.fill(2, 5).isEmpty, "the old one could sell it")
    #expect(desk.cancelled(5) == ["+6 sell 5@990"])
  }
}
