import Market
import Testing
import Venue

@testable import Engine

/// Fills of one moment that a venue, whose pages begin at a moment, can't list.
@Suite("Fills that can't be listed")
struct UnlistedFillsTests {
  /// A desk with stops two per cent away whose two buys filled at one moment, lost on the stream; a page
  /// holds one fill, that of the first. Nothing is answered by itself.
  private struct Scene {
    var desk: Desk
    let first: Fill
    let second: Fill
    /// What the venue says of the second order, of which it lists no fill.
    var secondIs: OrderStatus
    var listed: [VenueOrder]
    var position: Int64

    init(second steps: Int64, _ status: (Desk) -> OrderStatus) throws {
      desk = try Desk { $0.market.staleAfterNanoseconds = 0 }
      desk.isObliging = false
      desk.book(999, 1_001)
      desk.accept(1, 2, 3, 4)
      (first, second) = (desk.makeFill(1, 5), desk.makeFill(2, steps))
      secondIs = status(desk)
      listed = [desk.listed(3), desk.listed(4)]
      if case .live(let order) = secondIs { listed.append(order) }
      position = 5 + steps
      desk.wait(milliseconds: 5_000)
      desk.book(985, 987)
      desk.takeAsked()
    }

    /// Lets time pass, with the venue's answers.
    mutating func pass(seconds: Int64) {
      let end = desk.time + seconds * 1_000_000_000
      while desk.engine.nextDeadline.nanoseconds <= end {
        desk.nextDeadline()
        answerAll()
        desk.book(985, 987)
        answerAll()
      }
    }

    private mutating func answerAll() {
      for _ in 0..<50 {
        let asked = desk.takeAsked()
        if asked.isEmpty { return }
        for question in asked { answer(question) }
      }
      Issue.record("the engine asks without end")
    }

    private mutating func answer(_ question: String) {
      switch question {
      case "account":
        let account = AccountState(asOf: desk.now, position: Position(steps: position))
        desk.answer(.account(account, asked: desk.now))
      case "orders": desk.answer(.openOrders(listed, asOf: desk.now, asked: desk.now))
      case "status 1": desk.status(1, .filled(Quantity(steps: 5)))
      case "status 2": desk.status(2, secondIs)
      case "market": desk.answer(.market(MarketStatus(phase: .trading, asOf: desk.now)))
      case let text where text.hasPrefix("reconnect"):
        desk.answer(.connection(.orders, isUp: true))
      case let text where text.hasPrefix("fills"):
        guard let run = desk.engine.agreement.fillFetch.run else { return }
        if run.since <= first.time { desk.fills(first, isLast: false) } else { desk.fills() }
      default: break
      }
    }
  }

  @Test("LEDGER-03 An order over whose fill can't be listed is booked at its own price")
  func over() throws {
    var scene = try Scene(second: 5) { _ in .filled(Quantity(steps: 5)) }
    scene.pass(seconds: 60)
    let snapshot = scene.desk.snapshot
    #expect(scene.desk.engine.position.steps == 10)
    #expect(snapshot.lots.map(\.entry.ticks) == [990, 980])
    #expect(!snapshot.pendingOpens.contains { $0.id.generation <= 2 }, "none is left a ghost")
    #expect(snapshot.ledger.adjustments.map(\.cause) == [.unlisted])
    #expect(snapshot.ledger.adjustments.map(\.price.ticks) == [980])
    #expect(snapshot.control.alarms.contains(.fillsUnlisted))
    #expect(!snapshot.control.alarms.contains(.drift), "none is left that would alarm")
    #expect(!snapshot.reconcile.barsOpens)
    let entry = snapshot.log.last { $0.tag == .adjusted }
    #expect(entry?.reason?.code == .fillsUnlisted)
    #expect(entry?.order == scene.desk.id(2))

    // Should the stream bring it after all, it counts once.
    let profit = snapshot.account.realised
    scene.desk.say(.filled(scene.second))
    #expect(scene.desk.engine.position.steps == 10)
    #expect(scene.desk.snapshot.ledger.adjusted == 0)
    #expect(scene.desk.snapshot.lots.map(\.open.steps) == [5, 5])
    #expect(scene.desk.snapshot.account.realised == profit)
  }

  @Test("LEDGER-03 An open that stands with less is booked at its own price, and stands on")
  func partly() throws {
    var scene = try Scene(second: 2) { .live($0.listed(2, 3)) }
    scene.pass(seconds: 60)
    let snapshot = scene.desk.snapshot
    #expect(scene.desk.engine.position.steps == 7)
    #expect(snapshot.lots.map(\.entry.ticks) == [990, 980])
    #expect(snapshot.ledger.adjustments.map(\.cause) == [.unlisted])
    let order = snapshot.pendingOpens.first { $0.id.generation == 2 }
    #expect(order.map { $0.quantity - $0.filled }?.steps == 3)
    #expect(!snapshot.control.alarms.contains(.drift))
  }

  @Test("LEDGER-03 A difference that no order's outcome explains is a drift, and stops opens")
  func unexplained() throws {
    var scene = try Scene(second: 5) { .live($0.listed(2)) }
    scene.pass(seconds: 90)
    #expect(scene.desk.snapshot.control.alarms.contains(.fillsUnlisted))
    // The venue says that the second order stands whole, and that ten are held: the books follow the
    // account, and a person has to look.
    #expect(scene.desk.engine.position.steps == 10)
    #expect(scene.desk.snapshot.ledger.adjustments.map(\.cause) == [.drift])
    #expect(scene.desk.snapshot.control.alarms.contains(.drift))
    #expect(scene.desk.snapshot.control.breaker.latched == [.drift])
  }
}
