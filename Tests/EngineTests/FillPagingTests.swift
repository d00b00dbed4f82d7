import Market
import Testing
import Venue

@testable import Engine

/// How the account's fills are fetched to the end, whatever a page of the venue's list holds.
@Suite("Fill paging")
struct FillPagingTests {
  /// A venue's list of fills, oldest first, told a page at a time.
  private struct List {
    var fills: [Fill]
    var size: Int
    var paging: FillPaging

    /// The page that the engine's run waits for.
    func page(of run: FillFetch.Run, at now: Instant) -> FillPage {
      var rest = fills.filter { $0.time >= run.since }
      if paging == .byFill, let after = run.after,
        let place = rest.firstIndex(where: { $0.id == after })
      {
        rest.removeFirst(place + 1)
      }
      return FillPage(
        since: run.since, after: run.after, asOf: now, fills: Array(rest.prefix(size)),
        isLast: rest.count <= size)
    }
  }

  /// A desk whose rungs stand, at a venue that pages in a way; nothing is answered by itself.
  private func desk(_ paging: FillPaging) throws -> Desk {
    var capabilities = Desk.capabilities
    capabilities.fillPaging = paging
    var desk = try Desk.settled(capabilities: capabilities) {
      $0.reconcile.watchdogNanoseconds = 3_600_000_000_000
    }
    desk.takeAsked()
    return desk
  }

  /// Fills of one step each that the stream lost; their numbers say nothing of their order.
  private func lost(_ count: Int, of number: UInt64, _ desk: Desk, from key: UInt64) -> [Fill] {
    (0..<count).map { place in
      Fill(
        id: FillID(key &* UInt64(97 - place)), order: desk.id(number), side: .buy,
        price: Price(ticks: number == 1 ? 990 : 980), quantity: Quantity(steps: 1), fee: .zero,
        liquidity: .maker, time: desk.now)
    }
  }

  /// Answers what is asked of the list until nothing more is; returns how many pages that took.
  private func answer(_ list: List, _ desk: inout Desk) -> Int {
    var pages = 0
    while let run = desk.engine.agreement.fillFetch.run, pages < 200 {
      desk.answer(.fills(list.page(of: run, at: desk.now)))
      pages += 1
    }
    return pages
  }

  @Test(
    "LEDGER-03 However few fills a page holds, those of one moment are all booked, each once",
    arguments: [1, 2, 3, 4, 6, 7])
  func oneMoment(size: Int) throws {
    var desk = try desk(.byFill)
    let fills = lost(5, of: 1, desk, from: 7) + lost(1, of: 2, desk, from: 3)
    desk.pass(milliseconds: 30_000)
    let pages = answer(List(fills: fills, size: size, paging: .byFill), &desk)

    #expect(pages == (6 + size - 1) / size)
    #expect(desk.engine.position.steps == 6)
    #expect(desk.snapshot.counters.fills == 6)
    #expect(desk.snapshot.counters.duplicateFills == 0)
    #expect(desk.snapshot.lots.map(\.entry.ticks) == [990, 980])
    #expect(desk.snapshot.lots.map(\.open.steps) == [5, 1])
    #expect(!desk.snapshot.pendingOpens.contains { $0.id.generation == 1 }, "no order is a ghost")
    #expect(!desk.snapshot.control.alarms.contains(.fillsUnlisted))
  }

  @Test(
    "LEDGER-03 Where a page begins at a moment, one that it cuts is neither lost nor booked twice",
    arguments: [2, 3, 4, 5, 6])
  func cutMoment(size: Int) throws {
    var desk = try desk(.byTime)
    var fills = lost(1, of: 1, desk, from: 11)
    desk.wait(milliseconds: 1_000)
    fills += lost(size - 1, of: 1, desk, from: 5).prefix(4)
    desk.wait(milliseconds: 1_000)
    fills += lost(1, of: 2, desk, from: 1_000)
    desk.pass(milliseconds: 28_000)
    let pages = answer(List(fills: fills, size: size, paging: .byTime), &desk)

    #expect(pages > 1 || size >= fills.count)
    #expect(desk.engine.position.steps == Int64(fills.count))
    #expect(desk.snapshot.counters.fills == fills.count)
    #expect(!desk.snapshot.control.alarms.contains(.fillsUnlisted))
  }

  /// A hundred and fifty seconds with one fill of others in each, told one a page: from the twenty-first
  /// second on a page comes every so many seconds. Returns after how many seconds fills counted as unseen.
  private func fetchLong(pageEvery step: Int64, _ desk: inout Desk) -> Int64? {
    var list = List(fills: [], size: 1, paging: .byFill)
    var unseen: Int64?
    for second in 1...150 as ClosedRange<Int64> {
      list.fills.append(
        Desk.fill(UInt64(1_000 + second), of: .foreign(1), .buy, 1, at: desk.now))
      desk.pass(milliseconds: 1_000)
      if second > 20, second.isMultiple(of: step), let run = desk.engine.agreement.fillFetch.run {
        desk.answer(.fills(list.page(of: run, at: desk.now)))
      }
      if desk.snapshot.control.alarms.contains(.fillsUnseen) { unseen = unseen ?? second }
    }
    return unseen
  }

  @Test("RISK-12 A long fetch is a look at the fills as far as it has come, and is not read again")
  func progress() throws {
    var desk = try desk(.byFill)
    let unseen = fetchLong(pageEvery: 1, &desk)
    #expect(unseen == nil)
    let run = try #require(desk.engine.agreement.fillFetch.run)
    #expect(desk.now.nanoseconds(since: run.since) > 100_000_000_000, "one fetch all along")
    #expect(
      desk.now.nanoseconds(since: desk.engine.agreement.rounds.polledThrough) < 40_000_000_000)
  }

  @Test("RISK-12 A fetch that falls more than a minute behind closes opens")
  func behind() throws {
    var desk = try desk(.byFill)
    let unseen = try #require(fetchLong(pageEvery: 3, &desk))
    #expect((60...120).contains(unseen))
  }

  @Test(
    "LEDGER-03 A moment that fills a whole page alarms once where a page begins at a moment",
    arguments: [1, 2, 3])
  func unlisted(size: Int) throws {
    var desk = try desk(.byTime)
    let moment = desk.now
    var fills = lost(size + 1, of: 1, desk, from: 7)
    desk.wait(milliseconds: 1_000)
    fills += lost(1, of: 2, desk, from: 1_000)
    let list = List(fills: fills, size: size, paging: .byTime)
    desk.pass(milliseconds: 29_000)
    desk.takeAsked()

    // Each moment takes two pages at most, in the poll and in the comparison's own fetch.
    #expect(answer(list, &desk) <= 12)
    #expect(desk.engine.position.steps == Int64(size + 1), "what is listed, and what came later")
    let alarm = desk.snapshot.log.filter { $0.tag == .fillsUnlisted }
    #expect(alarm.first?.reason?.value == Int64(size))
    #expect(alarm.first?.reason?.limit == moment.nanoseconds)
    #expect(desk.snapshot.control.alarms.contains(.fillsUnlisted))
    #expect(desk.snapshot.reconcile.barsOpens, "until it was compared")
    #expect(desk.takeAsked().contains("account"))

    let told = alarm.count
    desk.pass(milliseconds: 40_000)
    _ = answer(list, &desk)
    #expect(desk.snapshot.log.filter { $0.tag == .fillsUnlisted }.count == told, "said once")
  }

  @Test("LEDGER-03 Once account and fills agree after such a moment opens go on")
  func agreed() throws {
    var desk = try desk(.byTime)
    let list = List(fills: lost(2, of: 1, desk, from: 7), size: 1, paging: .byTime)
    desk.pass(milliseconds: 30_000)
    _ = answer(list, &desk)
    #expect(desk.snapshot.reconcile.barsOpens)
    let left = [desk.listed(1, 4), desk.listed(2), desk.listed(3), desk.listed(4)]
    desk.answer(
      .account(AccountState(asOf: desk.now, position: Position(steps: 1)), asked: desk.now),
      .openOrders(left, asOf: desk.now, asked: desk.now))
    _ = answer(list, &desk)
    #expect(!desk.snapshot.reconcile.barsOpens)
    #expect(desk.snapshot.control.alarms.contains(.fillsUnlisted), "until a person has seen it")
  }

  @Test(
    "LEDGER-03 A fill that happens while pages are fetched is booked once, on either way",
    arguments: FillPaging.allCases, [true, false])
  func meanwhile(paging: FillPaging, overStream: Bool) throws {
    var desk = try desk(paging)
    var list = List(fills: lost(1, of: 1, desk, from: 7), size: 2, paging: paging)
    desk.wait(milliseconds: 1_000)
    list.fills += lost(1, of: 1, desk, from: 50)
    desk.wait(milliseconds: 1_000)
    list.fills += lost(1, of: 1, desk, from: 30)
    desk.pass(milliseconds: 28_000)
    let run = try #require(desk.engine.agreement.fillFetch.run)
    desk.answer(.fills(list.page(of: run, at: desk.now)))
    let late = lost(2, of: 2, desk, from: 3)
    list.fills += late
    if overStream { desk.say(.filled(late[0]), .filled(late[1])) }
    _ = answer(list, &desk)
    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.counters.fills == 5)
    if !overStream { desk.say(.filled(late[0]), .filled(late[1])) }
    #expect(desk.engine.position.steps == 5)
  }

  @Test("LEDGER-03 A full page of fills that are known is no reason to stop")
  func knownPage() throws {
    var desk = try desk(.byFill)
    let known = lost(2, of: 1, desk, from: 7)
    desk.say(.filled(known[0]), .filled(known[1]))
    desk.wait(milliseconds: 1_000)
    let list = List(fills: known + lost(1, of: 2, desk, from: 3), size: 1, paging: .byFill)
    desk.pass(milliseconds: 29_000)
    #expect(answer(list, &desk) == 3)
    #expect(desk.engine.position.steps == 3)
  }

  @Test("LEDGER-03 A page that tells nothing and is not the last is asked for again, later")
  func emptyPage() throws {
    var desk = try desk(.byFill)
    let fill = desk.makeFill(1, 5)
    desk.pass(milliseconds: 30_000)
    let question = desk.takeAsked().filter { $0.hasPrefix("fills") }
    desk.fills(isLast: false)
    #expect(desk.takeAsked().isEmpty)
    desk.pass(milliseconds: 1_000)
    #expect(desk.takeAsked().filter { $0.hasPrefix("fills") } == question)
    // A venue that begins with the fill after which it was asked doesn't go on either.
    desk.fills(fill, isLast: false)
    #expect(desk.takeAsked().last?.hasSuffix(" after 1") ?? false)
    desk.fills(fill, isLast: false)
    #expect(desk.takeAsked().isEmpty)
    desk.pass(milliseconds: 1_000)
    desk.fills()
    #expect(desk.engine.agreement.fillFetch.run == nil)
    #expect(desk.engine.position.steps == 5)
  }

  @Test("LEDGER-03 A fill too young for its page is found, however long the rest took")
  func youngFill() throws {
    var desk = try desk(.byFill)
    desk.pass(milliseconds: 29_000)
    let hidden = lost(1, of: 1, desk, from: 7)
    let shown = lost(1, of: 2, desk, from: 3)
    desk.pass(milliseconds: 1_000)
    // The list lacks the first of two fills of a second ago, and the last page comes much later.
    desk.fills(shown[0], isLast: false)
    for _ in 1...12 {
      desk.pass(milliseconds: 2_000)
      desk.takeAsked()
    }
    desk.fills()
    #expect(desk.engine.position.steps == 1)
    desk.pass(milliseconds: 10_000)
    _ = answer(List(fills: hidden + shown, size: 1, paging: .byFill), &desk)
    #expect(desk.engine.position.steps == 2)
  }
}
