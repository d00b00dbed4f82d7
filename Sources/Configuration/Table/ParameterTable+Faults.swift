import SimulatedVenue

extension ParameterTable.Section {
  /// The faults injected between Rung and the simulated venue.
  static let faults = ParameterTable.Section(
    name: "faults",
    summary: "Faults between Rung and the simulated venue. There are none unless a rate is set.",
    parameters: FaultKind.allCases.map(rate) + bounds)

  private static func rate(_ kind: FaultKind) -> Parameter {
    let unit = kind.measure == .perMillion ? "share of messages" : "times an hour"
    return .number(
      "faults.\(kind.name.map { $0 == "-" ? "_" : String($0) }.joined())",
      NumberRule(unit, decimals: kind.rateDecimals, FaultRates.range(of: kind)),
      "\(kind.summary.prefix(1).uppercased())\(kind.summary.dropFirst()).",
      get: { $0.network.rates[kind] }, set: { $0.network.rates[kind] = $1 })
  }

  private static let bounds: [Parameter] = [
    .number(
      "faults.seed", NumberRule("", 0...Int64.max),
      "Seed of the faults, together with venue.seed.",
      get: { Int64(clamping: $0.network.seed) }, set: { $0.network.seed = UInt64($1) }),
    .number(
      "faults.timeout_ms", .milliseconds(upTo: 600_000), \.network.timeoutNanoseconds,
      "How long Rung waits for an answer before it counts as lost."),
    .number(
      "faults.longest_delay_ms", .milliseconds(upTo: 600_000), \.network.longestDelayNanoseconds,
      "Largest extra delay of a delayed message."),
    .number(
      "faults.longest_outage_ms", .milliseconds(upTo: 3_600_000),
      \.network.longestOutageNanoseconds,
      "Longest time a connection stays down, or a fault that lasts goes on."),
    .number(
      "faults.largest_skew_ms", .milliseconds(upTo: 3_600_000), \.network.largestSkewNanoseconds,
      "Largest error of the venue's clock, in either direction."),
    .number(
      "faults.absent_ms", .milliseconds(upTo: 60_000), \.network.absentNanoseconds,
      "How long after an order is placed the venue may still report it as unknown."),
    .flag(
      "faults.repeats_orders_on_subscribe", \.network.repeatsOrdersOnSubscribe,
      "Whether the private stream reports every working order again each time it is opened."),
  ]
}
