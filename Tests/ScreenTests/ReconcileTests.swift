import Market
import Testing
import Venue

@testable import Engine
@testable import Screen

@Suite("Console: agreeing with the venue") struct ReconcileTests {
  private var differing: Snapshot {
    var snapshot = Sample.busy()
    snapshot.reconcile.phase = .settled
    snapshot.reconcile.barsOpens = false
    snapshot.reconcile.differences = [
      Difference(
        number: 4, kind: .missingAtVenue, order: Sample.id(.ladder, 612_204, 1), side: .buy,
        price: Sample.price(612_204), ours: 2, venues: 0),
      Difference(number: 5, kind: .position, order: nil, side: nil, price: nil, ours: 5, venues: 7),
    ]
    return snapshot
  }

  @Test("RECON-07 CONSOLE-04 Each difference is a line; one is accepted by itself, or all")
  func dialog() throws {
    let snapshot = differing
    var console = Console()
    _ = console.settled(snapshot, .small)
    let asked = try console.press("R", on: snapshot)
    #expect(asked.first == .command(.reconcile))
    _ = console.settled(snapshot, .small)
    let lines = console.draw(snapshot, Sample.status, size: .small).lines

    #expect(lines.contains { $0.contains("▶ accept all 2") })
    #expect(lines.contains { $0.contains("buy @ 61220.4 is not on the venue's list") })
    #expect(lines.contains { $0.contains("Rung 0.005, venue 0.007") })
    _ = try console.press("down", "down", on: snapshot)
    #expect(try console.press("y", on: snapshot) == [.command(.acceptDifferences([5]))])
    _ = try console.press("up", "up", on: snapshot)
    #expect(try console.press("y", on: snapshot) == [.command(.acceptDifferences([]))])
    #expect(console.view.overlay == .none)
  }

  @Test("RECON-01 While opens wait for the venue's answers the header says so")
  func starting() {
    var snapshot = Sample.busy()
    snapshot.reconcile.phase = .starting
    snapshot.reconcile.barsOpens = true
    let header = Console().draw(
      .header, of: snapshot, Sample.status, size: ScreenSize(columns: 120, rows: 3))

    #expect(header.text.contains("STARTING: reading orders and position from the venue"))
  }

  @Test("RECON-01 What the start does with what stood is in header and books, order by order")
  func start() throws {
    func standing(_ ticks: Int64) -> StartProposal.Standing {
      StartProposal.Standing(
        id: Sample.id(.ladder, ticks, 1), side: .buy, price: Sample.price(ticks),
        remaining: Sample.size(9))
    }
    var snapshot = Sample.busy()
    var proposal = StartProposal()
    proposal.keeps = [standing(612_000)]
    proposal.cancels = [standing(600_000)]
    proposal.places = 3
    proposal.dueAt = snapshot.time.advanced(byNanoseconds: 5_000_000_000)
    snapshot.reconcile.start = proposal
    let size = ScreenSize(columns: 120, rows: 3)
    let header = Console().draw(.header, of: snapshot, Sample.status, size: size)

    #expect(header.text.contains("START: keeps 1, cancels 1 existing entries"))
    let books = BooksPanel.lines(snapshot).map(\.text)
    #expect(books.contains("at the start          keep 1, cancel 1, place 3 in 5.0 s"))
    #expect(books.contains("keep buy 0.009 @ 61200.0"))
    #expect(books.contains("cancel buy 0.009 @ 60000.0"))
    snapshot.reconcile.start?.dueAt = nil
    let later = Console().draw(.header, of: snapshot, Sample.status, size: size)
    #expect(!later.text.contains("START"))
  }

  @Test("ORDER-07 LEDGER-04 Foreign orders stand among the opens, are named, and are in the books")
  func foreign() throws {
    var snapshot = differing
    snapshot.reconcile.foreign = [
      VenueOrder(
        id: .foreign(7), side: .sell, limit: Sample.price(613_000), quantity: Sample.size(9),
        remaining: Sample.size(9), isReduceOnly: false, trigger: nil, placedAt: Sample.before(60))
    ]
    var console = Console()
    _ = console.settled(snapshot, .small)
    _ = try console.press("2", "end", on: snapshot)

    #expect(
      try console.press("x", on: snapshot) == [.preview(.cancelOrder(.foreign(7)))])
    let lines = console.draw(snapshot, Sample.status, size: .small).lines
    #expect(lines.contains { $0.contains("it is NOT RUNG'S") })
    let books = BooksPanel.lines(snapshot).map(\.text)
    #expect(books.contains("◆ not ours: sell 0.009 @ 61300.0"))
  }
}
