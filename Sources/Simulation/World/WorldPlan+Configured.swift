import Session
import SimulatedVenue

extension WorldPlan {
  /// Takes strategy, venue and faults from a configuration. Crashes, third parties, the operator
  /// and what the configuration leaves open of the venue still follow the seed.
  mutating func take(_ configured: DryRunSettings) {
    run.engine = configured.engine
    let drawn = run
    run.venue = configured.venue
    run.venue.keepsHistory = true
    run.venue.seed = seed
    run.venue.leaveOpen(drawn.venue)
    run.network = configured.network
    run.network.seed = seed
    if configured.network.isFaultless { run.network.rates = drawn.network.rates }
    keepDelaysBelievable()
  }
}

extension SimulatedVenueSettings {
  /// Takes the drawn value for every delay, sending limit and event that still has its default.
  /// Rules of orders and of margin stay, since a strategy is made for them.
  fileprivate mutating func leaveOpen(_ drawn: SimulatedVenueSettings) {
    let usual = SimulatedVenueSettings()
    if orderLatencyNanoseconds == 0, orderJitterNanoseconds == 0 { takeOrderWays(drawn) }
    if feedLatencyNanoseconds == 0, feedJitterNanoseconds == 0 { takeFeedWays(drawn) }
    func open<Value: Equatable>(_ path: WritableKeyPath<SimulatedVenueSettings, Value>) {
      if self[keyPath: path] == usual[keyPath: path] {
        self[keyPath: path] = drawn[keyPath: path]
      }
    }
    open(\.maximumBatch)
    open(\.limits.weightPerMinute)
    open(\.limits.actions)
    open(\.limits.refusesWholeMessages)
    open(\.events.scheduledCancelsPerDay)
    open(\.events.fundingHundredMillionths)
  }

  private mutating func takeOrderWays(_ drawn: SimulatedVenueSettings) {
    orderLatencyNanoseconds = drawn.orderLatencyNanoseconds
    orderJitterNanoseconds = drawn.orderJitterNanoseconds
  }

  private mutating func takeFeedWays(_ drawn: SimulatedVenueSettings) {
    feedLatencyNanoseconds = drawn.feedLatencyNanoseconds
    feedJitterNanoseconds = drawn.feedJitterNanoseconds
  }
}
