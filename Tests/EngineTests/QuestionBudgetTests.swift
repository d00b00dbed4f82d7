import Market
import Testing
import Venue

@testable import Engine

/// What is asked leaves room for what lowers risk, and is asked in the end.
@Suite("Questions and the request budget")
struct QuestionBudgetTests {
  /// A desk whose four rungs stand, at a venue that allows so much weight a minute and answers nothing by
  /// itself. The start took 42, the rungs 4.
  private func desk(
    weight: Int?, paging: FillPaging = .byTime,
    change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    var capabilities = Desk.capabilities
    capabilities.weightPerMinute = weight
    capabilities.fillPaging = paging
    var desk = try Desk.settled(capabilities: capabilities, change)
    desk.takeAsked()
    return desk
  }

  /// News of so many orders of ours that the engine does not know.
  private func unknownOrders(_ count: UInt64, _ desk: inout Desk) {
    for number in 100..<(100 + count) {
      desk.say(.accepted(Desk.order(.ladder, .buy, 5, at: 900, generation: number).id))
    }
  }

  @Test("RISK-12 No question takes what is kept for cancels and exits, however many wait")
  func reserve() throws {
    var desk = try desk(weight: 200)
    unknownOrders(300, &desk)
    #expect(desk.snapshot.sending.weight <= 150, "a quarter is kept")
    #expect(desk.engine.recoveries[.questionHeld] > 100)
    #expect(desk.fill(1, 5).contains("+5 sell 5@1000 reduce"), "an exit leaves")
    #expect(desk.command(.pause(.sell)) == ["-3", "-4"], "and cancels do")
    desk.takeAsked()
    desk.pass(milliseconds: 64_000)
    #expect(desk.takeAsked().contains { $0.hasPrefix("status") }, "they are asked in the end")
    #expect(desk.snapshot.sending.weight <= 150 + 2, "and both cancels once more")
  }

  @Test("RISK-12 What there was no room to ask is asked as soon as there is, not a step later")
  func staysDue() throws {
    var desk = try desk(weight: 400) { $0.reconcile.watchdogNanoseconds = 3_600_000_000_000 }
    desk.isObliging = true
    unknownOrders(200, &desk)
    desk.pass(milliseconds: 20_000)
    let asked = Set(desk.takeAsked())
    let held = desk.engine.orders.queries.open.filter {
      !asked.contains("status \($0.order.generation)")
    }
    #expect(held.count > 20)
    #expect(held.allSatisfy { $0.askAt <= desk.now }, "they are due")
    desk.pass(milliseconds: 100_000)
    let next = desk.takeAsked().filter { $0.hasPrefix("status") }
    #expect(next.count > 20)
    let first = next.prefix(held.count)
    #expect(Set(first).count == first.count, "none is asked about twice before")
    #expect(asked.isDisjoint(with: first), "those that were not asked about yet come first")
  }

  @Test("RISK-12 A heavy question that waits is not kept waiting by lighter ones, nor by opens")
  func noStarving() throws {
    var desk = try desk(weight: 400) { $0.market.pullAfterNanoseconds = 0 }
    desk.isObliging = true
    var gaps: [Int64] = []
    var last = desk.time
    for second in 0..<300 as Range<UInt64> {
      // More news than the budget has room to ask about, all the time.
      for number in 0..<5 as Range<UInt64> {
        let id = Desk.order(.ladder, .buy, 5, at: 900, generation: 1_000 + 5 * second + number).id
        desk.say(.accepted(id))
      }
      desk.pass(milliseconds: 1_000)
      guard desk.takeAsked().contains(where: { $0.hasPrefix("fills") }) else { continue }
      gaps.append((desk.time - last) / 1_000_000_000)
      last = desk.time
    }
    #expect(gaps.count >= 5)
    #expect(gaps.allSatisfy { $0 <= 65 })
  }

  @Test("RISK-12 A light question is not kept waiting by heavy ones that follow each other")
  func noStarvingOfLight() throws {
    var desk = try desk(weight: 400, paging: .byFill) {
      $0.market.pullAfterNanoseconds = 0
      $0.reconcile.watchdogNanoseconds = 3_600_000_000_000
    }
    // A fetch of fills that goes on and on: its next page waits as soon as one has come.
    for _ in 0..<60 { turnPage(&desk) }
    #expect(
      desk.engine.orders.budget.weight(at: desk.now) > 270, "there is no room for another page")
    desk.pass(milliseconds: 500)
    unknownOrders(1, &desk)
    desk.pass(milliseconds: 500)
    var pages = 0
    while !desk.asked.contains("status 100"), pages < 20 {
      if turnPage(&desk) { pages += 1 }
    }
    #expect(pages <= 1, "of those that wait it goes after the one that waited longer")
    for _ in 0..<130 where turnPage(&desk) { pages += 1 }
    #expect(pages >= 6, "and the pages go on")
  }

  /// Lets a second pass. Returns whether a page of fills came; it is not the last.
  @discardableResult
  private func turnPage(_ desk: inout Desk) -> Bool {
    let before = desk.asked.count
    desk.pass(milliseconds: 1_000)
    guard desk.asked.dropFirst(before).contains(where: { $0.hasPrefix("fills") }) else {
      return false
    }
    let number = UInt64(desk.engine.agreement.fillFetch.pages)
    let moment = Instant(nanoseconds: Int64(number) + 1)
    desk.fills(Desk.fill(1_000 + number, of: .foreign(1), .buy, 1, at: moment), isLast: false)
    return true
  }

  @Test("RISK-12 A page of fills is weighed before it is asked for, and by what came once it did")
  func page() throws {
    var desk = try desk(weight: 400) { $0.reconcile.watchdogNanoseconds = 3_600_000_000_000 }
    desk.pass(milliseconds: 30_000)
    #expect(desk.takeAsked().count == 1)
    #expect(desk.snapshot.sending.weight == 46 + 20 + 10, "after a page without fills, 200 at most")
    let since = try #require(desk.engine.agreement.fillFetch.run?.since)
    let known = (1...60 as ClosedRange<UInt64>).map {
      Desk.fill(1_000 + $0, of: .foreign(1), .buy, 1, at: Instant(nanoseconds: Int64($0)))
    }
    desk.answer(.fills(FillPage(since: since, asOf: desk.now, fills: known, isLast: true)))
    #expect(desk.snapshot.sending.weight == 46 + 20 + 3)
  }

  @Test("RISK-12 A page that did not come counts as it was weighed")
  func lostPage() throws {
    var desk = try desk(weight: 400) { $0.reconcile.watchdogNanoseconds = 3_600_000_000_000 }
    desk.pass(milliseconds: 30_000)
    let before = desk.snapshot.sending.weight
    desk.pass(milliseconds: 4_000)
    #expect(desk.takeAsked().count { $0.hasPrefix("fills") } == 2)
    #expect(desk.snapshot.sending.weight == before + 20 + 10)
  }

  @Test("RISK-12 A page of a whole day is weighed as the largest the venue lists")
  func longPage() throws {
    var desk = try desk(weight: 1_200) { $0.reconcile.auditNanoseconds = 3_600_000_000_000 }
    desk.isObliging = true
    desk.pass(milliseconds: 3_590_000)
    desk.isObliging = false
    while desk.engine.agreement.fillAudit.run == nil { desk.pass(milliseconds: 100) }
    #expect(desk.engine.agreement.fillAudit.run?.expected == 100)
  }

  @Test("RISK-12 A first page that reaches back seconds is weighed as a short one")
  func firstPage() throws {
    let desk = try desk(weight: 400)
    var fetch = FillFetch()
    let since = desk.now.advanced(byNanoseconds: -10_000_000_000)
    let isFirst = fetch.want(since: since, for: .poll, at: desk.now)
    #expect(isFirst)
    #expect(fetch.pageWeight(desk.engine.orders.budget, at: desk.now) == 10)
    let later = desk.now.advanced(byNanoseconds: 3_600_000_000_000)
    #expect(fetch.pageWeight(desk.engine.orders.budget, at: later) == 100)
  }

  @Test("RISK-12 A comparison that there is no room for is begun as soon as there is")
  func comparison() throws {
    var desk = try desk(weight: 400)
    unknownOrders(300, &desk)
    desk.takeAsked()
    desk.command(.reconcileNow)
    #expect(!desk.takeAsked().contains("orders"))
    desk.isObliging = true
    var seconds = 0
    while !desk.takeAsked().contains("orders"), seconds < 180 {
      desk.pass(milliseconds: 1_000)
      seconds += 1
    }
    #expect((1...65).contains(seconds), "as the minute that was spent is over")
  }

  @Test("RISK-12 A minute without a look at the fills closes opens, by name, until there is one")
  func unseen() throws {
    var desk = try desk(weight: nil)
    desk.pass(milliseconds: 59_000)
    desk.cancelled(1, .byHand)
    #expect(desk.rungs[0] != "buy 990 FILLS_UNSEEN")
    #expect(desk.snapshot.control.alarms.isEmpty)
    desk.pass(milliseconds: 3_000)
    desk.cancelled(2, .byHand)
    #expect(desk.rungs[1] == "buy 980 FILLS_UNSEEN")
    #expect(desk.command(.placeManual(.buy, Price(ticks: 950))).isEmpty)
    #expect(desk.snapshot.control.alarms == [.fillsUnseen])
    let line = try #require(desk.snapshot.log.last { $0.tag == .fillsUnseen })
    #expect(line.reason?.code == .fillsUnseen, "the venue answers nothing")
    #expect(desk.fill(3, 5).contains { $0.hasSuffix("buy 5@1000 reduce") }, "exits go on")
    desk.fills()
    #expect(desk.rungs[1] == "buy 980 inFlight")
  }

  @Test("RISK-12 Where requests are short the alarm of unseen fills says so")
  func unseenForWant() throws {
    var desk = try desk(weight: 200) { $0.reconcile.watchdogNanoseconds = 3_600_000_000_000 }
    for _ in 0..<70 {
      desk.answer(.failed(.marketStatus, .throttled))
      desk.pass(milliseconds: 1_000)
    }
    let line = try #require(desk.snapshot.log.last { $0.tag == .fillsUnseen })
    #expect(line.reason == Reason(.weightSpent, value: 200, limit: 150))
  }

  @Test("RISK-12 After 'too many requests' questions wait, longer each time, and cancels do not")
  func throttled() throws {
    var desk = try desk(weight: 1_000)
    var waits: [Int] = []
    for _ in 0..<3 {
      unknownOrders(1, &desk)
      desk.takeAsked()
      desk.answer(.failed(.status(desk.id(100)), .throttled))
      var seconds = 0
      while !desk.takeAsked().contains(where: { !$0.hasPrefix("reconnect") }), seconds < 100 {
        desk.pass(milliseconds: 1_000)
        seconds += 1
      }
      waits.append(seconds)
    }
    #expect(waits[0] >= 5 && waits[1] >= 10 && waits[2] >= 20)
    #expect(waits[2] < 30)
    desk.answer(.failed(.status(desk.id(100)), .throttled))
    #expect(desk.command(.pause(.buy)) == ["-1", "-2"])
  }

  @Test("RISK-12 RECON-04 The daily audit is spread: a page at a time, and others ask between")
  func audit() throws {
    for (weight, apart) in [(400, 90), (1_200, 30), (nil, 1)] as [(Int?, Int64)] {
      var desk = try desk(weight: weight) { $0.reconcile.auditNanoseconds = 3_600_000_000_000 }
      desk.isObliging = true
      desk.hasLongAudit = true
      desk.pass(milliseconds: 3_590_000)
      #expect(desk.engine.agreement.fillAudit.pages == 0)
      var pages: [Int64] = []
      for _ in 0..<400 {
        desk.pass(milliseconds: 1_000)
        let new = desk.engine.agreement.fillAudit.pages - pages.count
        pages += Array(repeating: desk.time / 1_000_000_000, count: new)
      }
      #expect(pages.count >= 3)
      #expect(zip(pages, pages.dropFirst()).allSatisfy { $1 - $0 >= apart })
      #expect(!desk.snapshot.control.alarms.contains(.fillsUnseen))
    }
  }

  @Test("RISK-12 A fill told without a number is asked for by the engine, within the budget")
  func filledSomething() throws {
    var desk = try desk(weight: 200)
    var effects = Effects()
    desk.engine.apply(.filled(since: desk.now), at: desk.now, into: &effects)
    #expect(effects.inquiries.count == 1)
    var short = try self.desk(weight: 150) { $0.grid.levels = 50 }
    effects.removeAll()
    short.engine.apply(.filled(since: short.now), at: short.now, into: &effects)
    #expect(effects.inquiries.isEmpty, "opens made it 91 of 113, and a page may weigh 30")
    #expect(short.engine.agreement.fillFetch.run?.isOut == false, "it stays due")
  }

  @Test("RECON-03 A poll of fills rarer than every 30 s is refused; by default it is 10 s")
  func rarePoll() {
    #expect(throws: ParameterError.self) {
      _ = try desk(weight: nil) { $0.reconcile.pollNanoseconds = 30_000_000_001 }
    }
    #expect(throws: Never.self) {
      _ = try desk(weight: nil) { $0.reconcile.pollNanoseconds = 30_000_000_000 }
    }
    #expect(EngineSettings().reconcile.pollNanoseconds == 10_000_000_000)
  }
}
