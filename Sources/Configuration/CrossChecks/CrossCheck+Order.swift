/// Checks of two numbers of which one must be at least the other.
extension CrossCheck {
  static let orderChecks: [CrossCheck] = [
    atLeast(
      "market.pull_after_ms", "market.stale_after_ms", orNever: true,
      because: "entry orders would be cancelled and sent again"),
    atLeast("market.halt_after_ms", "market.stale_after_ms", orNever: true),
    atLeast("orders.inquiry_max_ms", "orders.inquiry_min_ms"),
    atLeast("orders.coalesce_max_ms", "orders.coalesce_min_ms"),
    atLeast("entries.max_reject_backoff_ms", "entries.reject_backoff_ms"),
    atLeast("entries.max_offset_bps", "entries.offset_bps"),
    atLeast(
      "exits.stop.escalate_slippage_bps", "exits.stop.slippage_bps",
      because: "an unfilled stop would be sent again with a narrower limit",
      where: ("exits.stop.place", { $0.engine.exits.stop.place != .none })),
  ]

  /// - Parameters:
  ///   - orNever: whether zero is allowed as well, since it means never.
  ///   - condition: when the check applies, and the key that decides it.
  private static func atLeast(
    _ path: String, _ other: String, orNever: Bool = false, because reason: String? = nil,
    where condition: (path: String, holds: @Sendable (Configuration) -> Bool)? = nil
  ) -> CrossCheck {
    let (number, least) = (ParameterTable.number(path), ParameterTable.number(other))
    precondition(
      number.rule.form.decimals == least.rule.form.decimals, "\(path) and \(other) differ in unit")
    return CrossCheck([path, other] + [condition?.path].compactMap(\.self)) { configuration in
      guard condition?.holds(configuration) ?? true, let value = number.get(configuration),
        let floor = least.get(configuration), value < floor, !(orNever && value == 0)
      else { return nil }
      return "\(path) \(number.rule.text(value)) must be at least \(other) "
        + "\(least.rule.text(floor))"
        + (orNever ? ", or 0 for never" : "") + (reason.map { "; otherwise \($0)" } ?? "")
    }
  }
}

extension ParameterTable {
  /// The number of a key whose value is one number.
  fileprivate static func number(_ path: String) -> ParameterNumber {
    guard let number = parameter(path)?.numbers.first else {
      preconditionFailure("\(path) is no number")
    }
    return number
  }
}
