import Market
import Testing
import Venue

@testable import Engine

@Suite("Who follows the log")
struct LogFollowerTests {
  private func note(_ count: Int, on desk: inout Desk) {
    for _ in 0..<count {
      desk.time += 1
      desk.engine.note(LogEntry(.gated, at: desk.now, lot: PositionID(desk.time)))
    }
  }

  private func times(_ news: [LogFollower.News]) -> [Int64?] {
    news.map { if case .entry(let entry) = $0 { entry.time.nanoseconds } else { nil } }
  }

  @Test("METRIC-03 A follower gets each line of the engine's log once, in its order")
  func once() throws {
    var desk = try Desk()
    var follower = LogFollower(after: desk.engine.logTotal)
    var taken: [Int64?] = []
    let first = desk.time + 1
    for count in [0, 1, 511, 512, 0, 3] {
      note(count, on: &desk)
      follower.follow(desk.engine)
      follower.follow(desk.engine)
      taken += times(follower.take())
    }

    #expect(taken == (first..<first + 1_027).map(Optional.some))
    #expect(!follower.hasNews)
  }

  @Test("METRIC-03 Lines that were overwritten before they were read are counted in their place")
  func lost() throws {
    var desk = try Desk()
    var follower = LogFollower(after: desk.engine.logTotal)
    note(2, on: &desk)
    follower.follow(desk.engine)
    note(513, on: &desk)
    follower.follow(desk.engine)

    let news = follower.take()
    #expect(news.count == 2 + 1 + 512)
    guard case .lost(1, let time) = news[2], case .entry(let next) = news[3] else {
      Issue.record("\(news[2])")
      return
    }
    #expect(time == next.time)
  }

  @Test("METRIC-03 A log that begins afresh is read from its beginning")
  func begunAfresh() throws {
    var desk = try Desk()
    note(30, on: &desk)
    var follower = LogFollower()
    follower.follow(desk.engine)
    _ = follower.take()
    let other = try Desk()
    #expect(other.engine.logTotal < desk.engine.logTotal)
    follower.follow(other.engine)

    #expect(follower.take() == other.engine.logEntries(since: 0).entries.map { .entry($0) })
  }
}
