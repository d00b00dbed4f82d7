import Engine

extension ParameterTable.Section {
  /// The switch at the venue that cancels everything when it hears nothing from us.
  static let deadMan: [Parameter] = [
    .choice(
      "risk.dead_man", [Word("off", false), Word("on", true)], \.engine.risk.deadMan.isOn,
      "Whether the venue is asked to cancel every order by itself when it hears nothing from us,"
        + " where it can."),
    .seconds(
      "risk.dead_man_seconds", of: \.risk.deadMan.afterNanoseconds,
      "How long the venue waits for a sign of life from us before it cancels all orders."),
    .flag(
      "risk.dead_man_strips_stops", \.engine.risk.deadMan.stripsStops,
      "Whether it is armed even while lots rely on stops at the venue, which it would cancel too."),
  ]
}
