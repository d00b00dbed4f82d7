import Engine
import Market
import SimulatedVenue

/// Makes a failing world smaller. It leaves out the time after the failure, fault kinds, restarts,
/// third parties, the operator's actions and single faults, and keeps each change that still breaks
/// the same invariant. Every try is a run of its own from the same seed.
struct Minimiser {
  private(set) var plan: WorldPlan
  private(set) var violation: Violation
  private var tries = 0

  /// The most runs that are spent on one failure.
  private let mostTries: Int

  init(_ plan: WorldPlan, _ violation: Violation, mostTries: Int = 150) {
    self.plan = plan
    self.violation = violation
    self.mostTries = mostTries
  }

  /// The smallest world found that still fails the same way.
  mutating func minimise() -> Failure {
    let first = violation
    cutTime()
    leaveOutKinds()
    leaveOutRestarts()
    leaveOutThirdParty()
    leaveOutActions()
    leaveOutFaults()
    cutTime()
    let last = replay
    return Failure(
      violation: first, smallest: violation, kinds: plan.run.network.rates.kinds,
      faults: last.faults, actions: plan.actions, thirdParty: plan.thirdParty,
      restarts: plan.restarts,
      safetyNanoseconds: plan.safetyNanoseconds,
      trace: last.trace)
  }

  /// Tries a smaller plan, and keeps it if it fails the same way.
  @discardableResult
  private mutating func attempt(_ change: (inout WorldPlan) -> Void) -> Bool {
    guard tries < mostTries else { return false }
    tries += 1
    var smaller = plan
    change(&smaller)
    guard let found = Minimiser.violation(of: smaller), found.invariant == violation.invariant
    else {
      return false
    }
    plan = smaller
    violation = found
    return true
  }

  private static func violation(of plan: WorldPlan) -> Violation? {
    do throws(ParameterError) {
      var world = try World(plan)
      world.play()
      return world.violation
    } catch {
      return nil
    }
  }

  /// Ends the faults right after the failure, and drops what was planned for later.
  private mutating func cutTime() {
    let needed = violation.elapsedNanoseconds + 1_000_000_000
    guard needed < plan.safetyNanoseconds else { return }
    attempt { plan in
      plan.safetyNanoseconds = needed
      plan.actions.removeAll { $0.afterNanoseconds > needed }
      plan.thirdParty.removeAll { $0.afterNanoseconds > needed }
      plan.restarts.removeAll { $0.afterNanoseconds > needed }
    }
  }

  private mutating func leaveOutKinds() {
    for kind in plan.run.network.rates.kinds { attempt { $0.run.network.rates[kind] = 0 } }
  }

  private mutating func leaveOutRestarts() {
    guard !plan.restarts.isEmpty, !attempt({ $0.restarts = [] }) else { return }
    for restart in plan.restarts { attempt { $0.restarts.removeAll { $0 == restart } } }
    for place in plan.restarts.indices where plan.restarts[place].point != .anywhere {
      attempt { $0.restarts[place].point = .anywhere }
    }
    attempt { $0.disk?.failures = [] }
    attempt { $0.disk = $0.restarts.allSatisfy { $0.source == .nothing } ? nil : $0.disk }
  }

  private mutating func leaveOutThirdParty() {
    guard !plan.thirdParty.isEmpty, !attempt({ $0.thirdParty = [] }) else { return }
    for action in plan.thirdParty { attempt { $0.thirdParty.removeAll { $0 == action } } }
  }

  private mutating func leaveOutActions() {
    guard !plan.actions.isEmpty, !attempt({ $0.actions = [] }) else { return }
    for action in plan.actions { attempt { $0.actions.removeAll { $0 == action } } }
  }

  private mutating func leaveOutFaults() {
    let all = replay.faults
    guard all.count <= 60 else { return }
    for fault in all.reversed() { attempt { $0.run.network.spared.insert(fault.fault) } }
  }

  /// The faults that occurred until the failure, as far back as the network remembers, and what
  /// crossed the boundary last.
  private var replay: (faults: [InjectedFault], trace: [String]) {
    do throws(ParameterError) {
      var world = try World(plan)
      world.trace = Trace(most: 900)
      world.play()
      let faults = world.stage.run.network.recentFaults.map {
        InjectedFault(
          fault: $0.fault, afterNanoseconds: $0.time.nanoseconds(since: world.start))
      }
      return (faults, world.trace?.last ?? [])
    } catch {
      return ([], [])
    }
  }
}

/// A fault that occurred, and when.
public struct InjectedFault: Equatable, Sendable {
  public let fault: Fault
  /// The time since the world began.
  public let afterNanoseconds: Int64
}

/// A failing seed and the least that still makes it fail.
public struct Failure: Sendable {
  /// The violation as it was first found.
  public let violation: Violation
  /// The violation in the smallest world.
  public let smallest: Violation
  /// The fault kinds that are needed.
  public let kinds: [FaultKind]
  /// The faults themselves, oldest first, as far as they are remembered.
  public let faults: [InjectedFault]
  /// What the operator must do.
  public let actions: [OperatorAction]
  /// What others must do on the account.
  public let thirdParty: [ThirdPartyAction]
  /// When the engine must be restarted, and how.
  public let restarts: [Restart]
  public let safetyNanoseconds: Int64
  /// The last events at the boundary and at the venue, as text.
  public let trace: [String]
}
