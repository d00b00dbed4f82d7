import SimulatedVenue

extension ParameterTable.Section {
  /// What goes wrong between the simulated venue and us.
  static let faults = ParameterTable.Section(
    name: "faults",
    summary: "What goes wrong between the simulated venue and us: nothing, unless a rate says so.",
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
      "What the faults are drawn from, with the venue's seed.",
      get: { Int64(clamping: $0.network.seed) }, set: { $0.network.seed = UInt64($1) }),
    .number(
      "faults.timeout_ms", .milliseconds(upTo: 600_000), \.network.timeoutNanoseconds,
      "How long an answer is waited for before it counts as lost."),
    .number(
      "faults.longest_delay_ms", .milliseconds(upTo: 600_000), \.network.longestDelayNanoseconds,
      "The most that a delayed message travels longer."),
    .number(
      "faults.longest_outage_ms", .milliseconds(upTo: 3_600_000),
      \.network.longestOutageNanoseconds,
      "The longest time for which a connection can't be made, or a fault that begins lasts."),
    .number(
      "faults.largest_skew_ms", .milliseconds(upTo: 3_600_000), \.network.largestSkewNanoseconds,
      "The most that the venue's clock goes wrong, either way."),
    .number(
      "faults.absent_ms", .milliseconds(upTo: 60_000), \.network.absentNanoseconds,
      "How long after it was placed an order's status may say that there is none."),
    .flag(
      "faults.repeats_orders_on_subscribe", \.network.repeatsOrdersOnSubscribe,
      "Whether the private stream begins with every order that stands."),
  ]
}
