import Market
import Testing
import Venue

@testable import Engine

private func bps(_ count: Int64) -> BasisPoints { BasisPoints(hundredths: count * 100) }

@Suite("Runners")
struct RunnerTests {
  @Test("EXIT-12 A runner has no take-profit; its stop trails the mark and never goes back")
  func runner() throws {
    var desk = try Desk {
      $0.exits.runner.isEnabled = true
      $0.exits.runner.trail = bps(100)
      $0.exits.runner.step = bps(10)
    }
    desk.book(999, 1_001)
    desk.command(.pause(.sell))
    #expect(desk.fill(1, 5).isEmpty, "it runs")
    #expect(desk.snapshot.lots[0].stop == nil, "the mark of 1000 is from before its entry")
    #expect(desk.fill(2, 5) == ["+5 sell 5@990 reduce"], "the next one does not")
    desk.command(.freeze)
    desk.book(1_019, 1_021)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [1_009, nil])
    desk.book(1_009, 1_031)
    #expect(desk.snapshot.lots[0].stop?.ticks == 1_009)
    #expect(desk.snapshot.lots.map(\.isRunner) == [true, false])
    #expect(desk.book(1_007, 1_009).contains { $0.contains("sell 5@") && $0.contains("ioc") })
  }

  @Test("EXIT-12 A runner that is short trails the mark down from its take-profit, and never back")
  func shortRunner() throws {
    var desk = try Desk {
      $0.grid.recentreHundredths = 5_000
      $0.exits.runner.isEnabled = true
      $0.exits.runner.trail = bps(100)
      $0.exits.runner.step = bps(10)
    }
    desk.book(999, 1_001)
    desk.command(.pause(.buy))
    desk.fill(3, 5)
    desk.book(1_004, 1_006)
    #expect(desk.snapshot.lots[0].stop == nil, "its take-profit at 1000 was not reached")
    desk.book(979, 981)
    #expect(desk.snapshot.lots[0].stop?.ticks == 990)
    desk.book(981, 983)
    #expect(desk.snapshot.lots[0].stop?.ticks == 990)
    desk.book(969, 971)
    #expect(desk.snapshot.lots[0].stop?.ticks == 980)
    #expect(desk.book(980, 982).contains { $0.contains("buy 5@") && $0.contains("ioc") })
  }

  @Test("EXIT-12 ORDER-12 In direction long, too, a runner's new stop comes before the old goes")
  func longRunnerMoves() throws {
    var desk = try Desk.withStops {
      $0.grid.direction = .long
      $0.exits.runner.isEnabled = true
      $0.exits.runner.trail = bps(500)
    }
    desk.fill(1, 5)
    desk.accept(3)
    let moved = desk.book(1_099, 1_101)
    #expect(moved.filter { $0.contains("stop") }.count == 1 && !moved.contains("-3"))
    let stop = try #require(desk.placed.values.first { $0.trigger?.price.ticks == 1_045 })
    #expect(desk.say(.accepted(stop.id)) == ["-3"])
  }

  @Test("EXIT-12 Partial closes of others never change which lot is the runner")
  func runnerStays() throws {
    var desk = try Desk { $0.exits.runner.isEnabled = true }
    desk.book(999, 1_001)
    desk.fill(1, 2)
    desk.fill(2, 5)
    desk.fill(5, 3)
    #expect(desk.snapshot.lots.map(\.isRunner) == [true, false])
    desk.fill(1, 3)
    #expect(desk.snapshot.lots.map(\.isRunner) == [true, false])
    #expect(desk.snapshot.lots.map(\.open.steps) == [5, 2])
  }

  @Test("EXIT-12 A runner goes by the mark, not by the best price of one side")
  func runnerByMark() throws {
    var desk = try Desk {
      $0.exits.runner.isEnabled = true
      $0.exits.runner.trail = bps(100)
      $0.exits.runner.step = .zero
      $0.exits.takeProfit = .away(.ticks(30))
    }
    desk.book(999, 1_001)
    desk.command(.pause(.sell))
    desk.fill(1, 5)
    desk.command(.freeze)
    desk.book(1_009, 1_029)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [nil], "the mark is 1019")
    desk.book(1_010, 1_030)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [1_009], "1 % under a mark of 1020")
    desk.book(1_010, 1_032)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [1_010])
    desk.book(1_000, 1_032)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [1_010], "never back")
  }

  @Test(
    "EXIT-12 EXIT-10 A runner's stop that loses has its slot cool down; one that trailed to a gain doesn't"
  )
  func coolsDownWhereItLoses() throws {
    func stopOut(after bids: [Int64], at ticks: Int64) throws -> Desk {
      var desk = try Desk.withStops {
        $0.exits.runner.isEnabled = true
        $0.exits.runner.trail = bps(500)
      }
      desk.command(.pause(.sell))
      for order in [3, 4] as [UInt64] { desk.cancelled(order) }
      desk.fill(1, 5)
      desk.accept(5)
      for bid in bids { desk.book(bid, bid + 2) }
      let stop = desk.snapshot.legs.map(\.id.generation).max() ?? 0
      desk.accept(stop)
      desk.say(.triggered(desk.id(stop)))
      desk.say(.filled(desk.makeFill(stop, 5, at: ticks, .taker)))
      return desk
    }
    let loss = try stopOut(after: [1_001, 999], at: 968)
    #expect(loss.snapshot.recentCloses.map(\.made) == [-110].map(whole))
    #expect(loss.snapshot.cooldowns.map { $0.slot?.ticks } == [990], "trailing, but still a loss")
    let gain = try stopOut(after: [1_099, 1_050], at: 1_044)
    #expect(gain.snapshot.recentCloses.map(\.made) == [270].map(whole))
    #expect(gain.snapshot.cooldowns.isEmpty)
  }

  @Test(
    "EXIT-12 GRID-01 A runner that filled in parts holds its slot no longer than one that didn't")
  func partsHoldNothing() throws {
    for parts in [[5], [2, 3]] as [[Int64]] {
      var desk = try Desk.standing {
        $0.grid.rearm = .exitAccepted
        $0.exits.runner.isEnabled = true
        $0.exits.takeProfit = .away(.ticks(100))
        $0.market.staleAfterNanoseconds = 0
      }
      let words = parts.flatMap { desk.fill(1, $0) }
      #expect(words == ["+5 buy 5@990"], "\(parts)")
    }
  }

  @Test("EXIT-12 A runner that is left as dust is one no more: the next lot of its side runs")
  func dustRunsNoMore() throws {
    var desk = try Desk.standing(minimumNotional: 3_000) {
      $0.exits.runner.isEnabled = true
      $0.market.staleAfterNanoseconds = 0
    }
    desk.fill(1, 1)
    desk.cancelled(1, .byHand)
    #expect(desk.snapshot.lots.map(\.isRunner) == [false])
    desk.fill(2, 5)
    #expect(desk.snapshot.lots.map(\.isRunner) == [true], "it took in the dust")
    #expect(desk.snapshot.lots.map(\.open.steps) == [6])
  }

  @Test("EXIT-12 GRID-12 Dust that ran before has its stop where the average of all dust has it")
  func dustThatRan() throws {
    var desk = try Desk.standing(minimumNotional: 3_000) {
      $0.grid.recentreHundredths = 5_000
      $0.exits.runner.isEnabled = true
      $0.exits.runner.trail = bps(100)
      $0.exits.stop.place = .away(bps(200))
      $0.market.staleAfterNanoseconds = 0
    }
    desk.fill(1, 1)
    desk.book(1_004, 1_006)
    #expect(desk.snapshot.lots.map(\.stop) == [Price(ticks: 994)], "one per cent under 1005")
    desk.fill(2, 5)
    desk.accept(5)
    desk.cancelled(1, .byHand)
    desk.fill(5, 4)
    desk.cancelled(5, .byHand)
    #expect(desk.snapshot.lots.map(\.open.steps) == [2])
    #expect(desk.snapshot.lots.map(\.stop) == [Price(ticks: 965)], "two per cent under 985")
  }

  @Test("EXIT-09 EXIT-12 A runner that is too old is closed by policy like any lot")
  func tooOld() throws {
    var desk = try Desk.standing {
      $0.exits.runner.isEnabled = true
      $0.market.staleAfterNanoseconds = 0
      $0.exits.closing.maximumAgeNanoseconds = 10_000_000_000
      $0.exits.closing.policy = .close
    }
    desk.fill(1, 5)
    #expect(desk.pass(milliseconds: 9_000).isEmpty)
    #expect(
      desk.pass(milliseconds: 1_100).contains { $0.hasPrefix("+5 sell 5@") && $0.contains("ioc") })
  }
}
