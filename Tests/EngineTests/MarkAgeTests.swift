import Market
import Testing
import Venue

@testable import Engine

@Suite("Marks and what they may value")
struct MarkAgeTests {
  private func money(_ units: Int64) -> ExactMoney { ExactMoney(Money(units: units)) }

  private func decimal(_ count: Int64) -> DecimalNumber {
    amount(count)
  }

  /// Two buys of five at 990 and 980 stand; the market is at 1000.
  private func standing(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try Desk {
      $0.grid.direction = .long
      $0.market.staleAfterNanoseconds = 0
      change(&$0)
    }
    desk.book(999, 1_001)
    desk.accept(1, 2)
    return desk
  }

  @Test(
    "LEDGER-09 RISK-02 What is bought in a fall makes no peak: a drawdown is what was really lost")
  func wick() throws {
    var desk = try standing()
    desk.fill(1, 5)
    desk.fill(2, 5)
    #expect(desk.snapshot.account.peak == .zero, "the mark is from before the fills")
    #expect(desk.snapshot.account.unrealised == .zero, "worth what it cost")
    desk.book(978, 980)
    #expect(desk.snapshot.account.peak == .zero)
    #expect(
      desk.snapshot.account.maximumDrawdown == money(60), "11 and 1 under the entries, times 5")
    desk.book(999, 1_001)
    #expect(desk.snapshot.account.peak == money(150))
    #expect(desk.snapshot.account.maximumDrawdown == money(60))
  }

  @Test("LEDGER-09 RISK-02 A cap on the drawdown that a wick does not reach sells nothing")
  func wickUnderCap() throws {
    for (cap, isReached) in [(61, false), (60, true)] as [(Int64, Bool)] {
      var desk = try standing {
        $0.risk.losses.maximumDrawdown = decimal(cap)
        $0.risk.losses.maximumDrawdownAction = .flatten
      }
      desk.fill(1, 5)
      desk.fill(2, 5)
      #expect(desk.snapshot.control.flatten == .idle)
      desk.book(978, 980)
      #expect((desk.snapshot.control.flatten != .idle) == isReached, "\(cap)")
    }
  }

  @Test("LEDGER-09 A book that tells of a moment before the fill values nothing that it opened")
  func olderBook() throws {
    var desk = try standing()
    desk.wait(milliseconds: 100)
    desk.fill(1, 5)
    desk.hear(997, 999, ago: 50)
    #expect(desk.snapshot.account.peak == .zero && desk.snapshot.account.awaitsMark)
    desk.hear(995, 997, ago: 0)
    #expect(desk.snapshot.account.peak == money(30) && !desk.snapshot.account.awaitsMark)
  }

  @Test(
    "LEDGER-09 Where the book came first, and tells of a later moment, a fill is valued at once")
  func newerBook() throws {
    var desk = try standing()
    let fill = desk.makeFill(1, 5)
    desk.book(983, 985)
    desk.say(.filled(fill))
    #expect(desk.snapshot.account.maximumDrawdown == money(30))
    #expect(!desk.snapshot.account.awaitsMark)
  }

  @Test(
    "LEDGER-09 RISK-02 What closes is worth what it made, whatever the mark; what stays waits for one"
  )
  func closing() throws {
    var desk = try standing()
    desk.fill(1, 5)
    desk.book(989, 991)
    desk.accept(3)
    desk.wait(milliseconds: 5)
    desk.fill(3, 5)
    #expect(desk.snapshot.account.position.isFlat)
    #expect(desk.snapshot.account.peak == money(50), "flat: there is nothing to value")
  }

  @Test(
    "LEDGER-09 RISK-11 Until a mark comes opens are refused by the worse of cost and mark, nothing is sold by it"
  )
  func worse() throws {
    var desk = try standing {
      $0.risk.losses.maximumDrawdown = decimal(40)
      $0.risk.losses.maximumDrawdownAction = .flatten
    }
    let dear = desk.makeFill(1, 5, at: 1_010)
    desk.say(.filled(dear))
    #expect(desk.engine.drawdown == money(50), "ten over the mark each")
    var engine = desk.engine
    let before = engine.drawdownReading.state
    #expect(before == .shut)
    #expect(desk.snapshot.control.flatten == .idle, "the mark is older than the fill")
    desk.book(1_009, 1_011)
    engine = desk.engine
    let after = engine.drawdownReading.state
    #expect(after == .open)
  }

  @Test("EXIT-12 LEDGER-09 A runner trails by no mark from before its entry")
  func runner() throws {
    var desk = try standing {
      $0.exits.runner.isEnabled = true
      $0.exits.runner.trail = BasisPoints(hundredths: 10_000)
      $0.exits.takeProfit = .away(.ticks(5))
      $0.exits.stop.place = .away(BasisPoints(hundredths: 100_000))
      $0.exits.stop.venueShare = .zero
    }
    desk.wait(milliseconds: 100)
    desk.fill(1, 5)
    #expect(desk.snapshot.lots.first?.stop?.ticks == 891, "its own stop: the mark of 1000 is old")
    desk.book(988, 990)
    desk.hear(999, 1_001, ago: 50)
    #expect(desk.snapshot.lots.first?.stop?.ticks == 891, "a book from before the fill, late")
    desk.book(988, 990)
    #expect(desk.snapshot.lots.first?.stop?.ticks == 891, "the market never reached 995 since")
    desk.book(995, 997)
    #expect(desk.snapshot.lots.first?.stop?.ticks == 986, "1 % under a mark of 996")
  }

  @Test(
    "LEDGER-09 RISK-02 A book out of its turn from before the last fill makes no peak and no fall"
  )
  func outOfTurn() throws {
    var desk = try standing {
      $0.risk.losses.maximumDrawdown = decimal(60)
      $0.risk.losses.maximumDrawdownAction = .flatten
    }
    desk.wait(milliseconds: 100)
    desk.fill(1, 5)
    desk.hear(989, 991, ago: 0)
    desk.hear(999, 1_001, ago: 50)
    #expect(desk.snapshot.account.peak == .zero, "1000 was the mark before the buy")
    #expect(desk.snapshot.account.unrealised == .zero, "still worth 990 each")
    #expect(desk.snapshot.market.mid == Price(ticks: 1_000), "the book is shown as it came")
    desk.hear(979, 981, ago: 50)
    #expect(desk.snapshot.account.maximumDrawdown == .zero)
    desk.hear(984, 986, ago: 0)
    #expect(desk.snapshot.account.maximumDrawdown == money(25))
    #expect(desk.snapshot.control.flatten == .idle)
  }

  @Test("LEDGER-09 A fill that a book out of its turn is newer than is not valued by it either")
  func outOfTurnThenFill() throws {
    var desk = try standing()
    desk.wait(milliseconds: 100)
    let late = desk.makeFill(2, 5)
    desk.wait(milliseconds: 50)
    desk.fill(1, 5)
    desk.hear(989, 991, ago: 0)
    desk.hear(999, 1_001, ago: 25)
    desk.say(.filled(late))
    #expect(desk.snapshot.account.peak == money(50), "980 against 990; not 1000 against both")
    #expect(!desk.snapshot.account.awaitsMark)
  }

  @Test("LEDGER-09 RISK-02 A venue whose clock is ahead makes no mark newer than the fill after it")
  func clockAhead() throws {
    var desk = try standing()
    desk.hear(999, 1_001, ago: -2_000)
    desk.wait(milliseconds: 5)
    let fill = desk.makeFill(1, 5)
    desk.say(
      .filled(
        Fill(
          id: fill.id, order: fill.order, side: fill.side, price: fill.price,
          quantity: fill.quantity, fee: fill.fee, liquidity: fill.liquidity,
          time: fill.time.advanced(byNanoseconds: 2_000_000_000))))
    #expect(desk.snapshot.account.awaitsMark)
    desk.hear(984, 986, ago: -2_000)
    #expect(desk.snapshot.account.peak == .zero)
    #expect(desk.snapshot.account.maximumDrawdown == money(25))
  }

  @Test(
    "LEDGER-09 LEDGER-05 Peak and deepest fall are those made anew from fills and marks",
    arguments: (1...60) as ClosedRange<UInt64>)
  func recomputed(seed: UInt64) {
    var dice = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ count: Int64) -> Int64 {
      dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(dice >> 33) % count
    }
    var ledger = Ledger()
    var truth = Truth()
    var mark: Int64 = 1_000
    for step in 1...200 {
      let moment = Instant(nanoseconds: Int64(step))
      if next(2) == 0 {
        mark = max(10, mark + next(41) - 20)
        ledger.hear(markAt: moment)
        if ledger.position.steps != 0 { ledger.observe(mark: Price(ticks: mark)) }
        truth.mark(mark)
      } else {
        let fill = Fill(
          id: FillID(UInt64(step)), order: .foreign(1), side: next(2) == 0 ? .buy : .sell,
          price: Price(ticks: max(1, mark + next(31) - 15)), quantity: Quantity(steps: 1 + next(9)),
          fee: money(next(3)), liquidity: .maker, time: moment)
        _ = ledger.apply(fill, from: .stream, isOurs: true, at: moment)
        ledger.value(fill, at: moment, marked: moment)
        if ledger.position.isFlat { ledger.observe(mark: Price(ticks: 1)) }
        truth.fill(fill)
        let worst = ledger.netAtWorst(Price(ticks: mark))
        #expect(worst <= ledger.net(at: Price(ticks: mark)))
      }
      #expect(ledger.peak == money(truth.peak))
      #expect(ledger.maximumDrawdown == money(truth.deepest))
    }
    #expect(truth.deepest > 0)
  }
}

/// Peak and deepest fall from fills and marks, by another way than the ledger's: everything is added up
/// from the start at each moment at which the worth of all is known.
private struct Truth {
  private var fills: [Fill] = []
  private(set) var peak: Int64 = 0
  private(set) var deepest: Int64 = 0

  mutating func fill(_ fill: Fill) {
    fills.append(fill)
    if held == 0 { look(at: 0) }
  }

  mutating func mark(_ mark: Int64) { if held != 0 { look(at: mark) } }

  private var held: Int64 { fills.reduce(0) { $0 + $1.side.sign * $1.quantity.steps } }

  private mutating func look(at mark: Int64) {
    let net = fills.reduce(Int64(0)) { sum, fill in
      let gained = fill.side.sign * fill.quantity.steps * (mark - fill.price.ticks)
      return sum + gained - fill.fee.rounded.units
    }
    peak = max(peak, net)
    deepest = max(deepest, peak - net)
  }
}
