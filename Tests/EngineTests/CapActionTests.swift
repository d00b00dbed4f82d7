import Market
import Testing
import Venue

@testable import Engine

@Suite("What caps do beside refusing")
struct CapActionTests {
  @Test(
    "RISK-11 RISK-01 A rung that could go past a cap is refused, whatever the cap's action, and the rest trades",
    arguments: [CapAction.stopOpens, .flatten])
  func plannedRung(action: CapAction) throws {
    let caps: [(Reason.Code, (inout EngineSettings) -> Void)] = [
      (
        .exposureAboveCap,
        {
          $0.risk.maximumPosition = amount(9)
          $0.risk.maximumPositionAction = action
        }
      ),
      (
        .sideExposureAboveCap,
        {
          $0.risk.losses.maximumSideExposure = amount(9)
          $0.risk.losses.maximumSideExposureAction = action
        }
      ),
      (
        .openOrdersAboveCap,
        {
          $0.risk.maximumOpenOrders = 1
          $0.risk.maximumOpenOrdersAction = action
        }
      ),
      (
        .notionalAboveCap,
        {
          $0.risk.maximumOrderNotional = amount(4_900)
          $0.risk.maximumOrderNotionalAction = action
        }
      ),
    ]
    for (code, change) in caps {
      var desk = try Desk {
        $0.grid.direction = .long
        change(&$0)
      }
      desk.book(999, 1_001)
      let refused = desk.snapshot.grid.rungs.filter { $0.reason.code == code }
      #expect(refused.count == 1, "\(code.name)")
      #expect(desk.snapshot.pendingOpens.count == 1, "\(code.name)")
      #expect(!desk.snapshot.control.isFrozen && desk.snapshot.control.alarms.isEmpty)
    }
  }

  @Test("RISK-11 A lot that is open and a ladder larger than the cap flatten nothing")
  func ladderOverCap() throws {
    var desk = try Desk {
      $0.grid.direction = .long
      $0.grid.levels = 3
      $0.risk.maximumPosition = amount(15)
      $0.risk.maximumPositionAction = .flatten
    }
    desk.book(999, 1_001)
    desk.accept(1, 2, 3)
    desk.fill(1, 5)
    desk.accept(4)
    desk.book(985, 987)
    #expect(desk.rungs.contains { $0.hasSuffix("EXPOSURE_ABOVE_CAP") })
    #expect(desk.snapshot.control.flatten == .idle && !desk.snapshot.control.isFrozen)
    #expect(desk.snapshot.lots.map(\.open.steps) == [5])
  }

  @Test(
    "RISK-11 RISK-02 More held than the cap takes its action once, with its numbers; so does unfreezing"
  )
  func positionAboveCap() throws {
    var desk = try Desk.standing {
      $0.risk.maximumPosition = amount(12)
      $0.risk.maximumPositionAction = .stopOpens
    }
    desk.say(.filled(desk.makeFill(99, 12, at: 1_000)))
    #expect(!caps(desk).contains(Reason(.exposureAboveCap, value: 12, limit: 12)), "at the cap")
    desk.command(.unfreeze)
    desk.say(.filled(desk.makeFill(98, 1, at: 1_000)))
    desk.command(.unfreeze)
    #expect(caps(desk) == [Reason(.exposureAboveCap, value: 13, limit: 12)])
    let code = Int64(Reason.Code.exposureAboveCap.rawValue)
    #expect(desk.engine.switches.control.frozenBecause == Reason(.stoppedByCap, value: code))
    #expect(desk.snapshot.control.alarms.contains(.capReached))
    desk.book(999, 1_001)
    #expect(caps(desk).count == 1, "once")
    desk.command(.unfreeze)
    #expect(caps(desk).count == 2 && desk.snapshot.control.isFrozen, "it is still above")
  }

  @Test(
    "RISK-11 RISK-02 A flatten at a cap on the position closes what is held, and is not begun again"
  )
  func flattens() throws {
    var desk = try Desk {
      $0.grid.direction = .long
      $0.risk.maximumPosition = amount(12)
      $0.risk.maximumPositionAction = .flatten
    }
    desk.book(999, 1_001)
    desk.accept(1, 2)
    desk.fill(1, 5)
    desk.say(.filled(desk.makeFill(99, 10, at: 1_000)))
    #expect(desk.snapshot.control.flatten != .idle)
    #expect(caps(desk).first == Reason(.exposureAboveCap, value: 15, limit: 12))
    desk.book(999, 1_001)
    #expect(desk.snapshot.log.filter { $0.tag == .flattenStarted }.count == 1)
  }

  @Test("RISK-11 RISK-02 More orders than the operator's cap, exits included, stop opens")
  func ordersAboveCap() throws {
    var desk = try Desk.standing {
      $0.risk.maximumOpenOrders = 4
      $0.risk.maximumOpenOrdersAction = .stopOpens
    }
    #expect(!desk.snapshot.control.isFrozen, "as many as may be")
    let words = desk.fill(1, 2)
    #expect(words.contains("+5 sell 2@1000 reduce"), "an exit is not held back")
    #expect(words.contains("-2") && desk.snapshot.control.isFrozen)
    #expect(caps(desk) == [Reason(.openOrdersAboveCap, value: 5, limit: 4)])
  }

  private func caps(_ desk: Desk) -> [Reason] {
    desk.snapshot.log.filter { $0.tag == .capReached }.compactMap(\.reason)
  }

  @Test("RISK-02 RECON-01 An open found larger than one may be takes the action of that cap")
  func foundTooLarge() throws {
    let caps: [(Reason.Code, (inout EngineSettings) -> Void)] = [
      (
        .orderSizeAboveCap,
        {
          $0.risk.losses.maximumOrderSize = amount(5)
          $0.risk.losses.maximumOrderSizeAction = .stopOpens
        }
      ),
      (
        .notionalAboveCap,
        {
          $0.risk.maximumOrderNotional = amount(5_500)
          $0.risk.maximumOrderNotionalAction = .stopOpens
        }
      ),
    ]
    for (code, change) in caps {
      for size in [5, 6] as [Int64] {
        var desk = try Desk.starting(change)
        desk.book(999, 1_001)
        desk.agree(0, [Desk.order(.ladder, .buy, size, at: 990, generation: 7)])
        let reached = desk.snapshot.log.filter { $0.tag == .capReached }.map { $0.reason?.code }
        #expect(reached == (size == 5 ? [] : [code]))
        #expect(desk.snapshot.control.isFrozen == (size == 6))
      }
    }
  }
}
