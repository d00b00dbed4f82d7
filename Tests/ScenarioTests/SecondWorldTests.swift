import Engine
import Market
import Testing
import Venue

@testable import Session

/// A world without a venue: market updates that were written down, and a venue that never answers. A
/// journal's and a live link's are more, but ask the same of the loop.
private struct WrittenDown: TradingWorld {
  var kernel: Kernel
  private(set) var time: Instant
  private(set) var updateIndex = 0
  /// Best bid and ask, one second apart.
  private let books: [(bid: Int64, ask: Int64)]

  init(_ books: [(bid: Int64, ask: Int64)]) throws {
    let tape = try WildMarket.tape(WildSettings(seed: 1, latency: false).market, seed: 1)
    let venue = try DryRun(tape: tape, settings: DryRunSettings())
    kernel = Kernel(
      try Engine(
        instrument: venue.engine.instrument, settings: EngineSettings(),
        capabilities: venue.capabilities, bookSource: .quotes))
    self.books = books
    time = Instant(nanoseconds: 0)
  }

  var nextTime: Instant? {
    updateIndex < books.count ? Instant(nanoseconds: Int64(updateIndex + 1) * 1_000_000_000) : nil
  }

  mutating func advance() -> Bool {
    guard let next = nextTime else { return false }
    time = next
    let book = books[updateIndex]
    let changes = [
      MarketChange(.bestBid, Price(ticks: book.bid), Quantity(steps: 1)),
      MarketChange(.bestAsk, Price(ticks: book.ask), Quantity(steps: 1)),
    ]
    changes.withUnsafeBufferPointer {
      kernel.hear(
        MarketUpdate(time: next, asOf: next, kinds: .quotes, changes: $0), place: nil)
    }
    updateIndex += 1
    kernel.inspect(at: time)
    kernel.tookOver()
    return true
  }

  mutating func hear(_ news: JournalNews) {}

  mutating func perform(_ command: Command) {
    kernel.hear(command, at: time)
    kernel.inspect(at: time)
    kernel.tookOver()
  }

  var facts: WorldFacts {
    WorldFacts(
      mode: "WRITTEN", venue: "none", symbol: engine.instrument.symbol, source: "a list",
      first: Instant(nanoseconds: 0),
      last: Instant(nanoseconds: Int64(books.count) * 1_000_000_000),
      updateIndex: updateIndex, updateCount: books.count, decisions: engine.counters.decisions,
      faults: [], refusalTexts: [], isRecord: false)
  }

  func snapshot(_ frame: LadderFrame?, now: Instant?) -> Snapshot { engine.snapshot(frame) }
}

@Suite("A second world in the same loop")
struct SecondWorldTests {
  private func books() -> [(bid: Int64, ask: Int64)] {
    (0..<40).map { (bid: 100_000 + $0, ask: 100_002 + $0) }
  }

  @Test("CONSOLE-08 Any world that is a value is stepped through both ways")
  func steps() throws {
    var timeline = Timeline(try WrittenDown(books()), interval: 4)
    timeline.jump(toMove: 20)
    let there = timeline.world.engine.book.bids.best
    timeline.perform(.freeze)
    let steps = [
      timeline.step(.event, .forward), timeline.step(.event, .back), timeline.step(.event, .back),
    ]
    #expect(steps == [true, true, true])
    #expect(timeline.position == 20 && timeline.world.engine.book.bids.best == there)
    #expect(!timeline.world.engine.snapshot().control.isFrozen)
    timeline.step(.event, .forward)
    #expect(timeline.world.engine.snapshot().control.isFrozen, "the command is part of the history")
  }

  @Test("CONSOLE-07 Any world is paced by the clock, and answers what a command would do")
  func paces() throws {
    var session = Session(Timeline(try WrittenDown(books())), speed: .times(10))
    for wall in [0, 1_000_000_000] as [Int64] {
      let isMoreDue = session.advance(wallNanoseconds: wall, atMost: 100)
      #expect(!isMoreDue)
    }
    #expect(session.facts.updateIndex == 10 && session.facts.mode == "WRITTEN")
    let wait = session.wait(at: 1_000_000_000)
    #expect(wait == 100_000_000)
    let bid = session.snapshot(nil, wallNanoseconds: 1_000_000_000).market.bestBid
    #expect(bid?.ticks == 100_009)
    #expect(
      session.preview(of: .freeze) == CommandPreview(of: .freeze, on: session.timeline.world.engine)
    )
    let isBack = session.step(.event, .back)
    #expect(isBack && session.isPaused && session.position == 9)
  }
}
