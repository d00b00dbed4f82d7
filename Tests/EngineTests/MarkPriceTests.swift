import Market
import Testing
import Venue

@testable import Engine

@Suite("The venue's mark price, and the mid that stands in for it")
struct MarkPriceTests {
  private func money(_ units: Int64) -> ExactMoney { ExactMoney(Money(units: units)) }

  /// Buys of five at 990 and 980 and sells of five at 1010 and 1020 stand; the market is at 1000.
  private func standing(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try Desk {
      $0.exits.takeProfit = .away(.ticks(500))
      change(&$0)
    }
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    return desk
  }

  /// Lots have stops 20 ticks away that the engine watches on the mark price.
  private func watching() throws -> Desk {
    var desk = try standing {
      $0.grid.direction = .long
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
      $0.exits.stop.venueShare = .zero
      $0.exits.stop.graceNanoseconds = 1_000_000_000
      $0.market.pullAfterNanoseconds = 0
    }
    desk.fill(1, 5)
    return desk
  }

  // MARK: Money

  @Test("LEDGER-09 LEDGER-05 A long is valued at the mark price rounded down, a short rounded up")
  func rounding() throws {
    var long = try standing()
    long.fill(1, 5)
    long.mark(995, parts: 400_000_000)
    #expect(long.snapshot.account.valuedAt == Price(ticks: 995))
    #expect(long.snapshot.account.unrealised == money(25))
    #expect(long.snapshot.market.mid == Price(ticks: 1_000), "the mid is another thing")
    var short = try standing()
    short.fill(3, 5)
    short.mark(1_004, parts: 400_000_000)
    #expect(short.snapshot.account.valuedAt == Price(ticks: 1_005))
    #expect(short.snapshot.account.unrealised == money(25))
  }

  @Test("LEDGER-09 A mark price from before a fill values nothing that the fill opened")
  func lagging() throws {
    var desk = try standing()
    desk.mark(1_000)
    desk.wait(milliseconds: 100)
    desk.fill(1, 5)
    #expect(desk.snapshot.account.awaitsMark)
    desk.book(994, 996)
    #expect(desk.snapshot.account.awaitsMark, "a newer book is no mark price")
    desk.mark(1_000, ago: 90)
    #expect(desk.snapshot.account.awaitsMark, "told late: it is from before the fill")
    #expect(desk.snapshot.account.peak == .zero && desk.snapshot.account.maximumDrawdown == .zero)
    desk.mark(992)
    #expect(!desk.snapshot.account.awaitsMark)
    #expect(desk.snapshot.account.peak == money(10))
  }

  @Test("LEDGER-09 RISK-02 Until then caps take the worse of the entry and the old mark price")
  func capsMeanwhile() throws {
    var desk = try standing { $0.risk.losses.maximumDayLoss = amount(1_000) }
    desk.mark(980)
    desk.wait(milliseconds: 100)
    desk.fill(1, 5)
    #expect(desk.engine.netNow == money(-50), "the mark price is under the entry")
    desk.mark(1_000, ago: 50)
    #expect(desk.engine.netNow == .zero, "above it, the entry counts")
  }

  @Test(
    "LEDGER-09 Going over between mark price and mid raises no peak, in whatever order they come",
    arguments: [1, -1] as [Int64])
  func goingOver(sign: Int64) throws {
    var desk = try standing()
    desk.fill(sign > 0 ? 1 : 3, 5)
    desk.book(999, 1_001)
    let peak = desk.snapshot.account.peak
    #expect(peak == money(50))
    for _ in 0..<3 {
      // The mark price lies 30 ticks on the better side of the mid, and the market stands still.
      desk.mark(1_000 + sign * 30)
      #expect(desk.snapshot.account.unrealised == money(200))
      #expect(desk.snapshot.account.peak == peak, "a better price, but another one")
      desk.mark(1_000 + sign * 30)
      #expect(desk.snapshot.account.peak == peak, "nor the next of its kind")
      desk.pass(milliseconds: 1_999)
      desk.book(999, 1_001)
      desk.pass(milliseconds: 1)
      #expect(desk.snapshot.account.unrealised == money(50), "the mid stands in")
      #expect(desk.snapshot.account.peak == peak)
      #expect(desk.snapshot.account.maximumDrawdown == .zero)
    }
    desk.mark(1_000 + sign * 30)
    desk.mark(1_000 + sign * 34)
    #expect(desk.snapshot.account.peak == peak + money(20), "what the mark price gains counts")
  }

  @Test("LEDGER-09 RISK-02 Falling to a mid that is worse is a fall, and no peak when it goes back")
  func goingDown() throws {
    var desk = try standing()
    desk.mark(1_000)
    desk.fill(1, 5)
    desk.mark(1_000)
    #expect(desk.snapshot.account.peak == money(50))
    desk.book(989, 991)
    #expect(desk.snapshot.account.maximumDrawdown == .zero, "the mark price counts, not the mid")
    desk.pass(milliseconds: 1_900)
    desk.book(989, 991)
    desk.pass(milliseconds: 200)
    #expect(desk.snapshot.account.maximumDrawdown == money(50))
    desk.mark(1_000)
    desk.mark(1_000)
    #expect(desk.snapshot.account.peak == money(50))
  }

  @Test("LEDGER-09 RISK-02 A mark price that no market makes is not believed, and stops entries")
  func impossible() throws {
    var desk = try standing()
    desk.fill(1, 5)
    desk.mark(1_000)
    desk.mark(1_000_000_000_000)
    #expect(desk.snapshot.account.unrealised == money(50))
    #expect(desk.snapshot.market.mark?.price == MarkPrice(ticks: 1_000))
    #expect(desk.snapshot.control.alarms.contains(.impossiblePrice))
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.snapshot.log.contains { $0.tag == .markRefused })
  }

  @Test("LEDGER-09 A mark price from before the first book is not used: nothing confirms it")
  func beforeTheBook() throws {
    var desk = try Desk()
    desk.mark(1_000_000_000_000)
    #expect(desk.snapshot.market.mark == nil)
    desk.book(999, 1_001)
    desk.mark(1_003)
    #expect(desk.snapshot.market.mark?.price == MarkPrice(ticks: 1_003))
    #expect(!desk.snapshot.control.alarms.contains(.impossiblePrice))
  }

  // MARK: Stops

  @Test("EXIT-03 A stop on the mark price goes off by it, unrounded, and not by the mid")
  func stopOnMark() throws {
    var desk = try watching()
    desk.mark(990)
    #expect(desk.snapshot.lots.first?.stop == Price(ticks: 970))
    desk.book(959, 961)
    #expect(desk.stopsTriggered == 0, "the mid is far under the stop, the mark price is not")
    desk.mark(970, parts: 1)
    #expect(desk.stopsTriggered == 0, "a billionth of a tick above it")
    desk.mark(970)
    #expect(desk.stopsTriggered == 1)
  }

  @Test("EXIT-03 A mark price reaches a stop though the book stands still")
  func stopThoughBookStands() throws {
    var desk = try watching()
    desk.mark(990)
    desk.mark(969, parts: 999_999_999)
    #expect(desk.stopsTriggered == 1)
  }

  @Test("EXIT-03 EXIT-04 While the mark price is silent its stops count as unprotected")
  func silentMark() throws {
    var desk = try watching()
    #expect(desk.snapshot.exposure.watchedStops.steps == 5, "no mark price: the mid is watched")
    desk.mark(990)
    #expect(desk.snapshot.exposure.watchedStops.steps == 5)
    desk.keepBook(990, 992, milliseconds: 2_000)
    #expect(desk.snapshot.market.mark?.isStale == true)
    #expect(desk.snapshot.exposure.naked.steps == 5)
    #expect(desk.snapshot.log.contains { $0.tag == .markStale })
    let legs = desk.engine.explain(.lot(PositionID(1)))
    #expect(legs.legs.map(\.state).contains(.missing(.markStale)))
    #expect(legs.changes.contains(.stopGoesOff(.mid, .sell, Price(ticks: 970))))
    desk.keepBook(990, 992, milliseconds: 1_000)
    #expect(desk.snapshot.control.alarms.contains(.nakedLot))
    #expect(desk.engine.protectedReading.ifShut != nil, "no entry leaves meanwhile")
    desk.mark(990)
    #expect(desk.snapshot.exposure.watchedStops.steps == 5)
    #expect(desk.engine.protectedReading.ifShut == nil)
    #expect(desk.snapshot.log.contains { $0.tag == .markReturned })
  }

  @Test("EXIT-03 While the mark price is silent a watched stop still goes off, by the mid")
  func silentMarkStillStops() throws {
    var desk = try watching()
    desk.mark(990)
    desk.keepBook(979, 981, milliseconds: 2_500)
    #expect(desk.stopsTriggered == 0)
    desk.book(969, 971)
    #expect(desk.stopsTriggered == 1)
  }

  @Test("EXIT-03 Where a mark price never grows old it is gone by for ever")
  func neverOld() throws {
    var desk = try standing { $0.market.staleAfterNanoseconds = 0 }
    desk.mark(1_010)
    desk.fill(1, 5)
    desk.mark(1_010)
    desk.pass(milliseconds: 3_600_000)
    #expect(desk.snapshot.market.mark?.isStale == false)
    #expect(desk.snapshot.account.valuedAt == Price(ticks: 1_010))
  }

  @Test("EXIT-12 A runner trails the mark price where there is one")
  func runner() throws {
    var desk = try standing {
      $0.grid.direction = .long
      $0.exits.runner.isEnabled = true
      $0.exits.runner.trail = BasisPoints(hundredths: 10_000)
      $0.exits.takeProfit = .away(.ticks(5))
      $0.exits.stop.place = .away(BasisPoints(hundredths: 100_000))
      $0.exits.stop.venueShare = .zero
    }
    desk.mark(990)
    desk.fill(1, 5)
    desk.mark(990)
    desk.book(997, 999)
    #expect(
      desk.snapshot.lots.first?.stop?.ticks == 891, "the mid is at its take-profit, the mark is not"
    )
    desk.mark(996)
    #expect(desk.snapshot.lots.first?.stop?.ticks == 986, "1 % under a mark price of 996")
  }
}

extension Desk {
  /// How many stops went off so far.
  fileprivate var stopsTriggered: Int { snapshot.log.count { $0.tag == .stopFired } }

  /// The book is told every 100 ms and stays as it is.
  fileprivate mutating func keepBook(_ bid: Int64, _ ask: Int64, milliseconds: Int64) {
    for _ in 0..<milliseconds / 100 {
      book(bid, ask)
      pass(milliseconds: 99)
    }
  }
}
