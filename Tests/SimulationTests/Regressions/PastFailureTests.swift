import Engine
import SimulatedVenue
import Testing

@testable import Simulation

/// Seeds that failed once, each by what was wrong; the time is as long as it took, and a little.
@Suite("Past failures")
struct PastFailureTests {
  private func violation(
    _ seed: UInt64, minutes: Int64, without kinds: [FaultKind] = [.staleFills],
    first: Bool = true
  ) throws -> Violation? {
    var plan = WorldPlan(
      seed: seed, nanoseconds: minutes * 60_000_000_000,
      kinds: FaultKind.allCases.filter { !kinds.contains($0) && (!first || $0.isOfFirstWorlds) })
    // When these seeds failed, no world had a journal.
    plan.disk = nil
    var world = try World(plan)
    world.play()
    return world.violation
  }

  /// An hour of all faults, as a drill has it.
  private func hour(_ seed: UInt64) throws -> Violation? {
    try violation(seed, minutes: 60, without: [], first: false)
  }

  @Test("R2: a stop at an older trigger goes where the position has no room for a whole new one")
  func fullPosition() throws { #expect(try violation(2_093, minutes: 56) == nil) }

  @Test("R2: a leg whose amend never arrived is made smaller all the same")
  func lostAmend() throws { #expect(try violation(2_184, minutes: 53) == nil) }

  @Test("L3: the same account told twice is no second look at a drift")
  func sameAccountTwice() throws { #expect(try violation(2_929, minutes: 44) == nil) }

  @Test("R2: an exit is held against its lot as it was when the exit left")
  func twoInputsAtOnce() throws { #expect(try violation(3_936, minutes: 4) == nil) }

  @Test("TIME: a refusal that says the market is closed is looked into before there is a book")
  func refusedBeforeBook() throws {
    #expect(try violation(2_883, minutes: 39, without: []) == nil)
  }

  @Test("R2: an adopted stop that is too large is made smaller")
  func adoptedStop() throws { #expect(try violation(234, minutes: 32) == nil) }

  @Test("LIVE: a fill that the answer to an amend overtook ends an order that is over")
  func overtakenFill() throws { #expect(try hour(1_000_530) == nil) }

  @Test("R2: one wrong answer after the expiry does not end an order that stands")
  func absentOnce() throws { #expect(try hour(5_002_814) == nil) }

  @Test("LIVE-PLAN: an exit that waits to rest keeps no other exit from going out")
  func exitsWait() throws { #expect(try hour(7_004_348) == nil) }
}
