import Dispatch
import Engine
import SimulatedVenue
import Synchronization

/// Plays the worlds of many seeds, several at once: they are independent.
public enum Drill {
  /// Runs a drill and returns its report. Equal options give equal reports, whatever the number of
  /// threads.
  ///
  /// - Throws: ``ParameterError`` if the configuration doesn't fit the market.
  public static func run(_ options: DrillOptions) throws(ParameterError) -> DrillReport {
    // One world is made here, so that an impossible configuration is reported once, as an error.
    _ = try World(options.plan(options.firstSeed))
    let results = Mutex<[Outcome?]>(Array(repeating: nil, count: options.seeds))
    let next = Atomic<Int>(0)
    // The index of the first failure, if that ends the drill: later seeds are dropped.
    let last = Atomic<Int>(options.seeds - 1)
    DispatchQueue.concurrentPerform(iterations: max(1, options.threads)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index <= last.load(ordering: .relaxed) else { return }
        let outcome = play(options.plan(options.firstSeed &+ UInt64(index)))
        results.withLock { $0[index] = outcome }
        if options.stopsAtFirst, outcome?.violation != nil { last.min(index, ordering: .relaxed) }
      }
    }
    var report = DrillReport(options)
    let played = results.withLock { $0.prefix(last.load(ordering: .relaxed) + 1) }
    for case let outcome? in played { report.add(outcome) }
    report.failures = minimised(report.violations, options)
    return report
  }

  private static func play(_ plan: WorldPlan) -> Outcome? {
    do throws(ParameterError) {
      var world = try World(plan)
      world.play()
      return Outcome(world)
    } catch {
      // A random configuration that doesn't fit this instrument: no world.
      return nil
    }
  }

  private static func minimised(
    _ violations: [Violation], _ options: DrillOptions
  ) -> [Failure] {
    violations.prefix(options.mostMinimised).map { violation in
      var minimiser = Minimiser(options.plan(violation.seed), violation)
      return minimiser.minimise()
    }
  }
}
