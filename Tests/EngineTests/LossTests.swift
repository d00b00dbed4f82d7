import Market
import Testing
import Venue

@testable import Engine

@Suite("Losses")
struct LossTests {
  /// Long five at 990, with the market where it was.
  private func long(change: (inout EngineSettings) -> Void) throws -> Desk {
    var desk = try Desk.standing {
      $0.grid.recentreHundredths = 10_000
      $0.exits.takeProfit = .away(.ticks(500))
      change(&$0)
    }
    desk.fill(1, 5)
    return desk
  }

  @Test("RISK-02 A day's loss, unrealised included, trips the breaker at the cap and not before")
  func dayLoss() throws {
    var desk = try long { $0.risk.losses.maximumDayLoss = amount(100) }
    #expect(desk.book(970, 972).isEmpty, "95 lost")
    #expect(desk.book(969, 971) == ["-2", "-3", "-4"], "100 lost")
    #expect(desk.snapshot.control.breaker.latched == [.loss])
    #expect(desk.snapshot.control.alarms == [.capReached, .breaker])
    #expect(desk.snapshot.legs.count == 1, "exits stay")
    #expect(desk.snapshot.risk.dayProfit == whole(-100))
  }

  @Test("RISK-02 A short loses upwards, to the tick")
  func shortLoss() throws {
    var desk = try Desk {
      $0.grid.recentreHundredths = 10_000
      $0.exits.takeProfit = .away(.ticks(500))
      $0.risk.losses.maximumDayLoss = amount(100)
    }
    desk.book(999, 1_001)
    desk.fill(3, 5)
    desk.book(1_028, 1_031)
    #expect(desk.snapshot.control.breaker.stage == .normal, "95 lost")
    desk.book(1_029, 1_031)
    #expect(desk.snapshot.control.breaker.latched == [.loss])
  }

  @Test("RISK-02 A day begins at midnight UTC with the profit of that moment")
  func midnight() throws {
    var desk = try long { $0.risk.losses.maximumDayLoss = amount(100) }
    desk.book(974, 976)
    #expect(desk.snapshot.risk.dayProfit == whole(-75))
    while desk.engine.nextDeadline < Instant(nanoseconds: 86_400_000_000_000) { desk.deadline() }
    desk.deadline()
    #expect(desk.time == 86_400_000_000_000)
    #expect(desk.snapshot.risk.dayProfit == ExactMoney.zero)
    desk.book(969, 971)
    #expect(desk.snapshot.control.breaker.latched.isEmpty)
    desk.book(954, 956)
    #expect(desk.snapshot.control.breaker.latched == [.loss])
  }

  @Test("RISK-02 A day that ends without a price begins the next one with the first price after it")
  func midnightWithoutPrice() throws {
    var desk = try long { $0.risk.losses.maximumDayLoss = amount(100) }
    desk.book(974, 976)
    desk.book(974, 0)
    desk.time = 86_399_000_000_000
    for _ in 0..<50 where desk.time < 86_401_000_000_000 { desk.nextDeadline() }
    #expect(desk.time >= 86_401_000_000_000, "time goes on")
    #expect(desk.snapshot.risk.dayProfit == nil)
    desk.book(964, 966)
    #expect(desk.snapshot.risk.dayProfit == .zero)
    desk.book(945, 947)
    #expect(desk.snapshot.control.breaker.latched.isEmpty, "95 lost")
    desk.book(944, 946)
    #expect(desk.snapshot.control.breaker.latched == [.loss])
  }

  @Test("RISK-02 A drawdown counts from the high-water mark, wherever that came to be")
  func drawdown() throws {
    var desk = try long { $0.risk.losses.maximumDrawdown = amount(100) }
    desk.book(1_029, 1_031)
    #expect(desk.snapshot.account.peak == whole(200))
    desk.book(1_010, 1_012)
    #expect(desk.snapshot.control.breaker.stage == .normal, "95 under it")
    desk.book(1_009, 1_011)
    #expect(desk.snapshot.control.breaker.latched == [.drawdown])
    #expect(desk.snapshot.risk.drawdown == whole(100))
  }

  @Test("RISK-02 Cleared by the operator, a loss counts from there")
  func cleared() throws {
    var desk = try long {
      $0.risk.losses.maximumDrawdown = amount(50)
      $0.risk.losses.maximumDayLoss = amount(50)
    }
    desk.book(959, 961)
    #expect(desk.snapshot.control.breaker.latched == [.loss, .drawdown])
    desk.command(.clearBreaker)
    #expect(desk.snapshot.control.breaker.stage == .probation)
    desk.book(958, 960)
    #expect(desk.snapshot.control.breaker.latched.isEmpty)
    desk.book(949, 951)
    #expect(desk.snapshot.control.breaker.latched == [.loss, .drawdown])
  }

  @Test("RISK-02 Set to refuse, a loss only holds opens back until it is made good")
  func refuses() throws {
    var desk = try long {
      $0.risk.losses.maximumDayLoss = amount(100)
      $0.risk.losses.maximumDayLossAction = .refuse
    }
    desk.book(969, 971)
    #expect(desk.snapshot.control.breaker.stage == .normal)
    #expect(desk.command(.placeManual(.buy, Price(ticks: 950))).isEmpty)
    #expect(desk.snapshot.log.last?.reason == Reason(.dayLossAboveCap, value: 100, limit: 100))
    desk.book(979, 981)
    #expect(desk.command(.placeManual(.buy, Price(ticks: 950))).count == 1)
  }

  @Test("RISK-02 Once a loss is made good the rungs it held back go out by themselves")
  func rungsComeBack() throws {
    var desk = try long {
      $0.risk.losses.maximumDayLoss = amount(50)
      $0.risk.losses.maximumDayLossAction = .refuse
      $0.grid.recentreHundredths = 100_000
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.book(979, 981)
    desk.cancelled(2, .byVenue)
    #expect(desk.rungs.contains("buy 980 DAY_LOSS_ABOVE_CAP"))
    #expect(desk.book(981, 983) == ["+6 buy 5@980"], "with the very update that makes it good")
  }

  @Test("RISK-02 Set to flatten, a loss closes the position and stays frozen")
  func flattens() throws {
    var desk = try long {
      $0.risk.losses.maximumDayLoss = amount(100)
      $0.risk.losses.maximumDayLossAction = .flatten
    }
    #expect(desk.book(969, 971) == ["-5", "-2", "-3", "-4"])
    #expect(desk.snapshot.control.flatten == .clearing)
    #expect(desk.snapshot.control.isFrozen)
  }

  /// Long five at 990 in an account that had 1,000, a tenth of which may be lost from the peak.
  private func shareDesk(change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try Desk {
      $0.grid.recentreHundredths = 10_000
      $0.exits.takeProfit = .away(.ticks(500))
      $0.risk.losses.maximumDrawdownShare = BasisPoints(hundredths: 100_000)
      change(&$0)
    }
    #expect(desk.book(999, 1_001).isEmpty)
    #expect(desk.snapshot.grid.rungs[0].reason == Reason(.equityUnknown))
    #expect(desk.answer(desk.account(0, equity: 1_000)).count == 4, "told, it holds nothing back")
    desk.accept(1, 2, 3, 4)
    desk.fill(1, 5)
    return desk
  }

  @Test("RISK-02 A drawdown in per cent is of the equity at the high-water mark")
  func drawdownShare() throws {
    var desk = try shareDesk()
    #expect(desk.snapshot.risk.maximumDrawdown == whole(100))
    desk.book(1_029, 1_031)
    #expect(desk.snapshot.account.peak == whole(200))
    #expect(desk.snapshot.risk.maximumDrawdown == whole(120), "a tenth of 1,200")
    desk.book(1_006, 1_008)
    #expect(desk.snapshot.control.breaker.stage == .normal, "115 under it")
    desk.book(1_005, 1_007)
    #expect(desk.snapshot.control.breaker.latched == [.drawdown])
    #expect(
      desk.snapshot.log.contains {
        $0.reason == Reason(.drawdownAboveCap, value: 120, limit: 120)
      })
  }

  @Test("RISK-02 Money that goes out of the account narrows a drawdown in per cent at once")
  func withdrawal() throws {
    var desk = try shareDesk()
    desk.book(970, 972)
    #expect(desk.snapshot.control.breaker.latched.isEmpty, "95 of 100 lost")
    desk.wait(milliseconds: 1)
    desk.answer(desk.account(0, equity: 805))
    #expect(
      desk.snapshot.risk.maximumDrawdown == whole(90), "a tenth of what 805 are without the loss")
    #expect(desk.snapshot.control.breaker.latched == [.drawdown])
  }

  @Test(
    "RISK-02 Of a drawdown in money and one in per cent the lesser counts", arguments: [60, 90])
  func lesser(amount money: Int64) throws {
    let desk = try shareDesk { $0.risk.losses.maximumDrawdown = amount(money) }
    #expect(desk.snapshot.risk.maximumDrawdown == whole(money))
  }

  @Test("RISK-02 A drawdown in per cent is refused at load where the venue tells no equity")
  func equityNotTold() throws {
    var capabilities = Desk.capabilities
    capabilities.tellsEquity = false
    let error = #expect(throws: ParameterError.self) {
      try Desk(capabilities: capabilities) {
        $0.risk.losses.maximumDrawdownShare = BasisPoints(hundredths: 100_000)
      }
    }
    #expect(error?.subject == .setting(\.risk.losses.maximumDrawdownShare))
  }

  @Test("RISK-02 Cleared, the cap counts anew; the day's profit goes on from midnight")
  func clearedDay() throws {
    var desk = try long { $0.risk.losses.maximumDayLoss = amount(50) }
    desk.book(979, 981)
    desk.command(.clearBreaker)
    #expect(desk.snapshot.risk.dayProfit == whole(-50))
    #expect(desk.snapshot.risk.countedDayProfit == .zero)
    desk.book(978, 980)
    #expect(desk.snapshot.risk.dayProfit == whole(-55))
    #expect(desk.snapshot.risk.countedDayProfit == whole(-5))
    #expect(desk.snapshot.control.breaker.latched.isEmpty)
  }

  /// A desk that takes over a long position of five, entered at 990, with the market at a mid.
  private func takenOver(
    at mid: Int64, _ change: (inout EngineSettings) -> Void
  ) throws -> Desk {
    var desk = try Desk(isReconciled: false) {
      $0.grid.recentreHundredths = 10_000
      $0.exits.takeProfit = .away(.ticks(500))
      change(&$0)
    }
    desk.isObliging = false
    desk.book(mid - 1, mid + 1)
    desk.answer(desk.account(5, entry: 990))
    desk.answer(.openOrders([], asOf: desk.now))
    desk.fills()
    return desk
  }

  @Test("RISK-02 What a position had gained before it was taken over makes no room for losses")
  func gainedBefore() throws {
    var desk = try takenOver(at: 1_100) { $0.risk.losses.maximumDayLoss = amount(100) }
    #expect(desk.snapshot.risk.dayProfit == .zero)
    desk.book(1_080, 1_082)
    #expect(desk.snapshot.control.breaker.stage == .normal, "95 lost")
    desk.book(1_079, 1_081)
    #expect(desk.snapshot.control.breaker.latched == [.loss])
  }

  @Test("RISK-02 What a position had lost before it was taken over counts towards the day")
  func lostBefore() throws {
    let above = try takenOver(at: 971) { $0.risk.losses.maximumDayLoss = amount(100) }
    #expect(above.snapshot.control.breaker.stage == .normal)
    #expect(above.snapshot.risk.dayProfit == whole(-95))
    let under = try takenOver(at: 970) { $0.risk.losses.maximumDayLoss = amount(100) }
    #expect(under.snapshot.control.breaker.latched == [.loss])
    #expect(under.snapshot.pendingOpens.isEmpty)
    #expect(under.snapshot.legs.count == 1)
  }

  @Test("RISK-02 A loss that funding brings is acted on at once, not with the next book")
  func funding() throws {
    var desk = try Desk.standing {
      $0.risk.losses.maximumDayLoss = amount(1_000)
      $0.market.staleAfterNanoseconds = 0
    }
    desk.fill(1, 1)
    let words = desk.say(.funded(Funding(time: desk.now, amount: whole(-2_000))))
    #expect(Set(words).isSuperset(of: ["-1", "-2", "-3", "-4"]))
  }
}
