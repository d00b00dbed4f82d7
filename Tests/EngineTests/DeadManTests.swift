import Market
import Testing
import Venue

@testable import Engine

@Suite("Dead-man switch")
struct DeadManTests {
  private static let second: Int64 = 1_000_000_000

  private func desk(
    isThere: Bool = true, change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    var capabilities = Desk.capabilities
    capabilities.triggerReferences = [.mark]
    capabilities.supportsScheduledCancel = isThere
    capabilities.scheduledCancelLeadNanoseconds = 5 * Self.second
    return try Desk(capabilities: capabilities) {
      $0.risk.deadMan.isOn = true
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      change(&$0)
    }
  }

  private func moment(_ desk: Desk, plus seconds: Int64) -> String {
    "!\(desk.time + seconds * Self.second)"
  }

  @Test("RISK-06 With opens out it is armed, and put off again while we live")
  func armed() throws {
    var desk = try desk()
    let requests = desk.book(999, 1_001)
    #expect(requests.last == moment(desk, plus: 60))
    let until = desk.now.advanced(byNanoseconds: 60 * Self.second)
    #expect(desk.snapshot.control.deadMan == .asked(until))
    desk.say(.cancelScheduled(at: until))
    desk.accept(1, 2, 3, 4)
    #expect(desk.snapshot.control.deadMan == .armed(until))
    let armed = desk.time
    desk.pass(milliseconds: 19_999)
    #expect(desk.snapshot.control.deadMan == .armed(until), "not before a third of its time")
    #expect(
      desk.engine.switches.deadMan.refreshAt == until.advanced(byNanoseconds: -40 * Self.second))
    #expect(desk.pass(milliseconds: 1) == [moment(desk, plus: 60)], "after a third of its time")
    #expect(desk.time == armed + 20 * Self.second)
  }

  @Test("RISK-06 Put off in vain it stays armed as last confirmed, and is asked for again")
  func lostOnTheWay() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    let until = desk.now.advanced(byNanoseconds: 60 * Self.second)
    desk.say(.cancelScheduled(at: until))
    desk.accept(1, 2, 3, 4)
    #expect(desk.pass(milliseconds: 20_000).count == 1)
    desk.say(.failed(.foreign(0), .scheduleCancel, .lost))
    #expect(desk.snapshot.control.deadMan == .armed(until))
    #expect(desk.pass(milliseconds: 1_000) == [moment(desk, plus: 60)])
  }

  @Test("RISK-06 With nothing to cancel it is taken back")
  func idle() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    desk.command(.freeze)
    for number in 1...3 as ClosedRange<UInt64> { desk.cancelled(number) }
    #expect(desk.cancelled(4) == ["!0"])
    desk.say(.cancelScheduled(at: nil))
    #expect(desk.snapshot.control.deadMan == .idle)
  }

  @Test("RISK-06 It never strips the stops of open lots, but by consent", arguments: [true, false])
  func stops(consents: Bool) throws {
    var desk = try desk {
      $0.risk.deadMan.stripsStops = consents
      $0.exits.stop.place = .away(BasisPoints(hundredths: 500_000))
    }
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    let requests = desk.fill(1, 5)
    let hasStop = desk.placed.values.contains { $0.id.purpose == .stopLoss }
    #expect(hasStop == true)
    #expect(requests.contains("!0") == !consents)
    guard !consents else { return }
    let until = desk.now.advanced(byNanoseconds: 60 * Self.second)
    #expect(desk.snapshot.control.deadMan == .lingers(until), "nobody has said that it is gone")
    desk.say(.cancelScheduled(at: nil))
    #expect(desk.snapshot.control.deadMan == .standsAside)
  }

  @Test("RISK-06 Where the venue has none, that is said; switched off, that too")
  func unavailable() throws {
    var without = try desk(isThere: false)
    #expect(!without.book(999, 1_001).contains { $0.hasPrefix("!") })
    #expect(without.snapshot.control.deadMan == .unavailable)
    var off = try desk { $0.risk.deadMan.isOn = false }
    #expect(!off.book(999, 1_001).contains { $0.hasPrefix("!") })
    #expect(off.snapshot.control.deadMan == .off)
  }

  @Test("RISK-06 Refused, it is asked for again later, and shown as refused meanwhile")
  func refused() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    desk.say(.scheduleRefused(.rateLimited))
    #expect(desk.snapshot.control.deadMan == .refused)
    let again = desk.pass(milliseconds: 10_000)
    #expect(again == [moment(desk, plus: 60)])
  }

  /// A desk whose switch is armed, until a stop makes it stand aside; and what that asked for.
  private func aside() throws -> (desk: Desk, requests: [String]) {
    var desk = try desk { $0.exits.stop.place = .away(BasisPoints(hundredths: 500_000)) }
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    desk.say(.cancelScheduled(at: desk.now.advanced(byNanoseconds: 60 * Self.second)))
    let requests = desk.fill(1, 5)
    return (desk, requests)
  }

  @Test("RISK-06 Taken back for stops, that is asked for until the venue says that it is gone")
  func takenBack() throws {
    var (desk, requests) = try aside()
    #expect(requests.last == "!0")
    desk.accept(5, 6)
    #expect(desk.pass(milliseconds: 2_900).isEmpty)
    #expect(desk.pass(milliseconds: 200) == ["!0"], "no answer in time")
    desk.say(.failed(.foreign(0), .scheduleCancel, .lost))
    #expect(desk.pass(milliseconds: 1_100) == ["!0"], "a second after it was lost")
    desk.say(.scheduleRefused(.rateLimited))
    #expect(desk.pass(milliseconds: 10_100) == ["!0"])
    desk.say(.cancelScheduled(at: nil))
    #expect(desk.snapshot.control.deadMan == .standsAside)
    #expect(!desk.pass(milliseconds: 120_000).contains("!0"))
    #expect(desk.engine.recoveries[.deadManLingered] == 3)
  }

  @Test("RISK-06 Taken back and never answered, it is asked for until its moment has passed")
  func lingersNoLonger() throws {
    var (desk, _) = try aside()
    desk.accept(5, 6)
    #expect(desk.pass(milliseconds: 59_000).filter { $0 == "!0" }.count > 10)
    desk.pass(milliseconds: 2_000)
    #expect(desk.snapshot.control.deadMan == .standsAside)
    #expect(!desk.pass(milliseconds: 30_000).contains("!0"))
  }

  @Test("RISK-06 One that arrives after it was taken back is taken back again")
  func overtaken() throws {
    var (desk, _) = try aside()
    desk.accept(5, 6)
    desk.say(.cancelScheduled(at: nil))
    let late = desk.now.advanced(byNanoseconds: 30 * Self.second)
    desk.say(.cancelScheduled(at: late))
    #expect(desk.snapshot.control.deadMan == .lingers(late))
    #expect(desk.nextDeadline() == ["!0"])
    desk.say(.cancelScheduled(at: nil))
    #expect(desk.snapshot.control.deadMan == .standsAside)
  }

  @Test("RISK-06 Asked for and not answered, it is asked for again")
  func unanswered() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    #expect(desk.pass(milliseconds: 3_100).filter { $0.hasPrefix("!") }.count == 1)
  }
}
