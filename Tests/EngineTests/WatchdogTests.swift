import Market
import Testing
import Venue

@testable import Engine

/// What silence of a channel leads to.
@Suite("Watchdogs")
struct WatchdogTests {
  private func desk(change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    try Desk.standing {
      $0.market.haltAfterNanoseconds = 60_000_000_000
      change(&$0)
    }
  }

  @Test("RECON-09 Market data older than halt_after stop opens until the operator lets them go on")
  func halts() throws {
    var desk = try desk()
    for number in 1...4 as ClosedRange<UInt64> { desk.accept(number) }
    #expect(desk.pass(milliseconds: 5_000) == ["-1", "-2", "-3", "-4"], "pulled when stale")
    for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    desk.pass(milliseconds: 54_990)
    #expect(!desk.snapshot.control.isFrozen)
    let silence = desk.snapshot.market.bookAgeNanoseconds
    #expect(silence.map { $0 < 60_000_000_000 } ?? false)
    desk.pass(milliseconds: 100)
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.snapshot.control.alarms == [.marketSilent])
    #expect(desk.engine.switches.control.frozenBecause.code == .marketSilent)
    #expect(desk.engine.switches.control.frozenBecause.limit == 60_000_000_000)
    #expect(desk.engine.recoveries[.marketSilent] == 1)
    #expect(desk.book(999, 1_001).isEmpty, "data alone don't bring opens back")
    #expect(desk.rungs[0] == "buy 990 MARKET_SILENT")
    #expect(desk.command(.unfreeze).count == 4)
  }

  @Test("RECON-09 It stops opens again at the next silence, and once for each")
  func haltsAgain() throws {
    var desk = try desk()
    desk.pass(milliseconds: 61_000)
    desk.command(.unfreeze)
    desk.pass(milliseconds: 120_000)
    #expect(!desk.snapshot.control.isFrozen, "the operator has looked at this one")
    desk.book(999, 1_001)
    desk.pass(milliseconds: 61_000)
    #expect(desk.snapshot.control.isFrozen)
    #expect(desk.engine.recoveries[.marketSilent] == 2)
  }

  @Test(
    "RECON-09 Opens that a freeze would hold are pulled when the market falls silent",
    arguments: [true, false])
  func haltPulls(isFrozen: Bool) throws {
    var desk = try desk {
      $0.risk.freezeHolds = true
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    if isFrozen { desk.command(.freeze) }
    #expect(desk.pass(milliseconds: 59_000).isEmpty)
    #expect(desk.pass(milliseconds: 2_000) == ["-1", "-2", "-3", "-4"])
    #expect(desk.snapshot.control.isFrozen)
  }

  @Test("RECON-09 A market stream that never said a word is asked for, too")
  func marketNeverHeard() throws {
    var desk = try Desk()
    desk.takeAsked()
    desk.pass(milliseconds: 19_000)
    #expect(!desk.takeAsked().contains("reconnect market"))
    desk.pass(milliseconds: 6_000)
    let asked = desk.takeAsked()
    #expect(asked.contains("reconnect market") && asked.contains("market"))
    #expect(!desk.snapshot.control.isFrozen)
  }

  @Test("RECON-09 Data that come in time stop nothing, and zero never stops")
  func goesOn() throws {
    var desk = try desk()
    for _ in 0..<10 {
      desk.pass(milliseconds: 59_000)
      desk.book(999, 1_001)
    }
    #expect(!desk.snapshot.control.isFrozen)
    var never = try self.desk { $0.market.haltAfterNanoseconds = 0 }
    never.pass(milliseconds: 3_600_000)
    #expect(!never.snapshot.control.isFrozen)
  }

  @Test(
    "RECON-09 Meanwhile stops at the venue go on, and watched ones count as naked",
    arguments: [0, 2_000_000_000] as [Int64])
  func exitsGoOn(staleAfter: Int64) throws {
    for isVenue in [true, false] {
      var capabilities = Desk.capabilities
      capabilities.triggerReferences = [.mark]
      var desk = try Desk.standing(capabilities: capabilities) {
        $0.market.staleAfterNanoseconds = staleAfter
        $0.market.haltAfterNanoseconds = 60_000_000_000
        $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
        $0.exits.stop.venueShare = isVenue ? BasisPoints(hundredths: 1_000_000) : .zero
      }
      desk.fill(1, 5)
      for number in desk.placed.keys.sorted() where number > 4 { desk.accept(number) }
      #expect(desk.snapshot.exposure.naked.steps == 0)
      let legs = desk.snapshot.legs.count
      desk.pass(milliseconds: 65_000)
      #expect(desk.snapshot.control.isFrozen)
      #expect(desk.snapshot.legs.count == legs, "no exit is taken back")
      #expect(desk.snapshot.exposure.venueStops.steps == (isVenue ? 5 : 0))
      #expect(desk.snapshot.exposure.naked.steps == (isVenue ? 0 : 5))
      #expect(desk.snapshot.control.alarms.contains(.nakedLot) == !isVenue)
    }
  }

  @Test("RECON-09 A private stream that stays silent is asked, then opened anew, ever more rarely")
  func silentStream() throws {
    var desk = try desk { $0.market.staleAfterNanoseconds = 0 }
    desk.takeAsked()
    let begin = desk.time
    var asked: [Int64] = []
    var reopened: [Int64] = []
    desk.isObliging = true
    var silences = 0
    while desk.time - begin < 700_000_000_000 {
      desk.nextDeadline()
      let words = desk.takeAsked()
      let seconds = (desk.time - begin) / 1_000_000_000
      if desk.engine.recoveries[.privateStreamSilent] > silences {
        silences = desk.engine.recoveries[.privateStreamSilent]
        asked.append(seconds)
        #expect(words.contains("orders") && words.contains("account"))
      }
      if words.contains("reconnect orders") { reopened.append(seconds) }
    }
    #expect(asked.count >= 30)
    #expect(zip(asked, asked.dropFirst()).allSatisfy { (20...25).contains($1 - $0) })
    #expect(reopened.count == 5, "the second, fourth, eighth, sixteenth, thirty-second silence")
    #expect(reopened.first.map { (40...50).contains($0) } ?? false)
    #expect(desk.engine.recoveries[.privateStreamReopened] == reopened.count)
    #expect(!desk.engine.agreement.rounds.barsOpens)
  }

  @Test("RECON-09 A private stream that never said a word is asked, too; one that speaks is not")
  func neverHeard() throws {
    var desk = try Desk { $0.market.staleAfterNanoseconds = 0 }
    desk.takeAsked()
    desk.pass(milliseconds: 30_000)
    #expect(desk.engine.recoveries[.privateStreamSilent] == 1)

    var speaking = try self.desk { $0.market.staleAfterNanoseconds = 0 }
    for _ in 0..<20 {
      speaking.pass(milliseconds: 15_000)
      speaking.accept(1)
    }
    #expect(speaking.engine.recoveries[.privateStreamSilent] == 0)
    #expect(speaking.engine.recoveries[.privateStreamReopened] == 0)
  }

  @Test(
    "RECON-09 A stream that broke is asked for until it is open, ever later; meanwhile we compare")
  func brokenStream() throws {
    var desk = try desk { $0.market.staleAfterNanoseconds = 0 }
    desk.isObliging = false
    desk.takeAsked()
    let begin = desk.time
    desk.answer(.connection(.orders, isUp: false))
    #expect(desk.takeAsked() == ["reconnect orders"], "at once")
    var asked: [Int64] = []
    var hasCompared = false
    while desk.time - begin < 70_000_000_000 {
      desk.answer(.failed(.reconnect(.orders), .notSent))
      repeat {
        desk.nextDeadline()
        let words = desk.takeAsked()
        hasCompared = hasCompared || words.contains("orders")
        if words.contains("reconnect orders") { break }
      } while desk.time - begin < 90_000_000_000
      asked.append((desk.time - begin) / 100_000_000)
    }
    #expect(asked.prefix(6) == [5, 15, 35, 75, 155, 315], "half a second, doubled each time")
    #expect(hasCompared && desk.engine.agreement.rounds.barsOpens)
    desk.answer(.connection(.orders, isUp: true))
    #expect(desk.takeAsked().contains("orders"))
    desk.pass(milliseconds: 60_000)
    #expect(!desk.takeAsked().contains("reconnect orders"))
  }

  @Test("RECON-04 The day's fills are looked at again daily; what nobody brought is booked")
  func audit() throws {
    var desk = try desk {
      $0.market.staleAfterNanoseconds = 0
      $0.market.haltAfterNanoseconds = 0
      $0.reconcile.auditNanoseconds = 3_600_000_000_000
    }
    let lost = desk.makeFill(1, 2)
    desk.pass(milliseconds: 3_590_000)
    #expect(desk.engine.position.isFlat)
    #expect(!desk.snapshot.log.contains { $0.tag == .fillsAudited })
    desk.isObliging = false
    desk.pass(milliseconds: 20_000)
    #expect(desk.snapshot.log.contains { $0.tag == .fillsAudited })
    while desk.engine.agreement.fillFetch.run != nil { desk.fills() }
    #expect(desk.engine.position.isFlat)
    desk.audit(lost)
    #expect(desk.engine.position.steps == 2)
    #expect(desk.snapshot.ledger.sources.missedByStream == 1)
  }

  @Test("RECON-09 Where nothing that was asked is answered, the way of requests is opened anew")
  func requestsSilent() throws {
    var desk = try desk()
    desk.isObliging = false
    desk.command(.reconcileNow)
    desk.takeAsked()
    desk.pass(milliseconds: 14_000)
    #expect(!desk.takeAsked().contains("reconnect requests"))
    desk.pass(milliseconds: 12_000)
    #expect(desk.takeAsked().contains("reconnect requests"))
  }
}
