import Market
import Testing
import Venue

@testable import Engine

@Suite("What one input may cause")
struct WorkBoundTests {
  private func desk(_ crossing: ExitSettings.WhenCrossing) throws -> Desk {
    var desk = try Desk {
      $0.grid.direction = .long
      $0.exits.whenCrossing = crossing
      $0.market.staleAfterNanoseconds = 0
    }
    desk.book(999, 1_001)
    desk.accept(1, 2)
    return desk
  }

  @Test(
    "EXIT-08 An exit that the venue refuses as crossing is not sent again before the market says something new",
    arguments: [ExitSettings.WhenCrossing.wait, .take])
  func refusedAgain(crossing: ExitSettings.WhenCrossing) throws {
    var desk = try desk(crossing)
    desk.fill(1, 5)
    desk.fill(2, 5)
    var sent = 0
    // The venue sees the market elsewhere and refuses, or gives nothing, at once, again and again.
    for _ in 0..<40 {
      let open = desk.engine.orders.live.all.filter { $0.id != .vacant && $0.purpose.isExit }
      guard let exit = open.first else { break }
      sent += 1
      if exit.timeInForce == .postOnly {
        desk.reject(exit.id.generation, .wouldCross)
      } else {
        desk.cancelled(exit.id.generation, .immediate)
      }
    }
    #expect(sent <= 6, "two lots: resting, taking, resting again: \(sent)")
    #expect(desk.snapshot.legs.isEmpty)
    let words = desk.book(979, 981)
    #expect(words.filter { $0.contains("sell 5@") }.count == 2, "the next update tries again")
  }

  @Test(
    "A lot that names itself again and again is looked at four times within an input, and goes on later"
  )
  func agenda() {
    var lots = LotTurns()
    var work = WorkBound()
    work.begin()
    for _ in 0..<9 { lots.append(3) }
    var looks = 0
    while let lot = lots.nextToSettle() {
      guard work.mayLook(atLot: lot) else {
        lots.leave(lot)
        continue
      }
      looks += 1
      lots.append(lot)
    }
    #expect(looks == 4 && work.most == 4)
    lots.finish()
    #expect(!lots.isEmpty, "it is still to be looked at")
    work.begin()
    #expect(lots.nextToSettle() == 3 && work.mayLook(atLot: 3))
    #expect(lots.nextToSettle() == nil)
  }

  @Test("Lots are looked at in the order they were named, all of them oldest first, twice at most")
  func order() {
    func turns(_ name: (inout LotTurns) -> Void) -> [Int32] {
      var lots = LotTurns()
      name(&lots)
      lots.expand([0, 1, 2])
      var turns: [Int32] = []
      while let lot = lots.nextToSettle() { turns.append(lot) }
      return turns
    }
    #expect(turns { for lot in [2, 0, 2, 2] as [Int32] { $0.append(lot) } } == [2, 0, 2])
    #expect(
      turns {
        $0.append(2)
        $0.appendAll()
        $0.append(1)
      } == [2, 0, 1, 2, 1])
    #expect(
      turns {
        $0.append(2)
        $0.nameAll()
        for _ in 0..<5 { $0.appendAll() }
      } == [0, 1, 2, 0, 1, 2])
  }

  @Test("Many orders that end in one message cause few looks at each lot")
  func manyEnds() throws {
    var desk = try Desk {
      $0.grid.levels = 40
      $0.grid.direction = .long
      $0.market.staleAfterNanoseconds = 0
    }
    desk.book(999, 1_001)
    for number in 1...40 as ClosedRange<UInt64> { desk.accept(number) }
    for number in 1...20 as ClosedRange<UInt64> { desk.fill(number, 5) }
    let ends = (21...40).map { number in
      VenueReport.cancelled(desk.id(UInt64(number)), .byVenue, filled: .zero)
    }
    desk.engine.selfTrade.keepOut(isExit: true)
    var effects = Effects()
    desk.engine.apply(.reports(ends), at: desk.now, into: &effects)
    #expect(desk.engine.mostLooks <= WorkBound.mostLooks && desk.engine.mostLooks > 0)
    #expect(desk.snapshot.counters.bounded == 0)
  }
}
