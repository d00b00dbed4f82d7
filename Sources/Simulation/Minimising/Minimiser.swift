import Engine
import Market
import SimulatedVenue

/// Makes a failing world smaller: leaves out fault kinds, then the operator's deeds, then the time
/// after the failure, then single faults, and keeps whatever is left out without changing which
/// invariant breaks. Every try is a run of its own from the same seed.
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
    leaveOutMeddlings()
    leaveOutDeeds()
    leaveOutFaults()
    cutTime()
    let last = replay
    return Failure(
      violation: first, smallest: violation, kinds: plan.run.network.rates.kinds,
      faults: last.faults, deeds: plan.deeds, meddlings: plan.meddlings,
      safetyNanoseconds: plan.safetyNanoseconds,
      trace: last.trace)
  }

  /// Tries a smaller plan; takes it over where it fails the same way.
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

  /// Ends the faults right after the failure, and forgets what was to be done later.
  private mutating func cutTime() {
    let needed = violation.elapsedNanoseconds + 1_000_000_000
    guard needed < plan.safetyNanoseconds else { return }
    attempt { plan in
      plan.safetyNanoseconds = needed
      plan.deeds.removeAll { $0.afterNanoseconds > needed }
      plan.meddlings.removeAll { $0.afterNanoseconds > needed }
    }
  }

  private mutating func leaveOutKinds() {
    for kind in plan.run.network.rates.kinds { attempt { $0.run.network.rates[kind] = 0 } }
  }

  private mutating func leaveOutMeddlings() {
    guard !plan.meddlings.isEmpty, !attempt({ $0.meddlings = [] }) else { return }
    for meddling in plan.meddlings { attempt { $0.meddlings.removeAll { $0 == meddling } } }
  }

  private mutating func leaveOutDeeds() {
    guard !plan.deeds.isEmpty, !attempt({ $0.deeds = [] }) else { return }
    for deed in plan.deeds { attempt { $0.deeds.removeAll { $0 == deed } } }
  }

  private mutating func leaveOutFaults() {
    let all = replay.faults
    guard all.count <= 60 else { return }
    for fault in all.reversed() { attempt { $0.run.network.spared.insert(fault.fault) } }
  }

  /// The faults that befell until the failure, as far back as the network remembers, and what
  /// crossed the boundary last.
  private var replay: (faults: [BefallenFault], trace: [String]) {
    do throws(ParameterError) {
      var world = try World(plan)
      world.trace = Trace(most: 900)
      world.play()
      let faults = world.stage.run.network.recentFaults.map {
        BefallenFault(
          fault: $0.fault, afterNanoseconds: $0.time.nanoseconds(since: world.start))
      }
      return (faults, world.trace?.last ?? [])
    } catch {
      return ([], [])
    }
  }
}

/// A fault that befell, and when.
public struct BefallenFault: Equatable, Sendable {
  public let fault: Fault
  /// After the world began.
  public let afterNanoseconds: Int64
}

/// A failing seed and the least that still makes it fail.
public struct Failure: Sendable {
  /// As it was first found.
  public let violation: Violation
  /// As it is in the smallest world.
  public let smallest: Violation
  /// The fault kinds it takes.
  public let kinds: [FaultKind]
  /// The faults themselves, oldest first, as far as they are remembered.
  public let faults: [BefallenFault]
  /// What the operator must do.
  public let deeds: [Deed]
  /// What others must do on the account.
  public let meddlings: [Meddling]
  public let safetyNanoseconds: Int64
  /// What crossed the boundary and happened at the venue last, as words.
  public let trace: [String]
}
