import Engine

extension ParameterTable.Section {
  /// The dead-man switch: the venue cancels all orders when it hears nothing from us.
  static let deadMan: [Parameter] = [
    .choice(
      "risk.dead_man", [Word("off", false), Word("on", true)], \.engine.risk.deadMan.isOn,
      "Whether the venue cancels all orders by itself when it no longer hears from Rung"
        + " (dead-man switch), if the venue supports that."),
    .seconds(
      "risk.dead_man_seconds", of: \.risk.deadMan.afterNanoseconds,
      "Time without a heartbeat from Rung after which the venue cancels all orders."),
    .flag(
      "risk.dead_man_strips_stops", \.engine.risk.deadMan.stripsStops,
      "Whether the switch stays armed while lots rely on stops at the venue. It would cancel"
        + " those stops too."),
  ]
}
