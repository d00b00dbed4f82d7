import Engine
import Market

/// The state of the dead-man switch at the venue, in words.
enum DeadManText {
  /// The text in the metrics, for every state.
  static func words(_ snapshot: Snapshot) -> (text: String, role: Role) {
    switch snapshot.control.deadMan {
    case .unavailable: ("not offered", .warning)
    case .off: ("off", .text)
    case .idle: ("on, no orders", .text)
    case .asked: ("requested", .text)
    case .armed(let moment): ("in \(left(moment, snapshot))", .ok)
    case .lingers(let moment): ("MAY FIRE \(left(moment, snapshot))", .alarm)
    case .standsAside: ("OFF for stops", .warning)
    case .refused: ("REJECTED", .alarm)
    }
  }

  /// The text in the header while the switch is armed or requested; nil otherwise.
  static func header(_ snapshot: Snapshot) -> String? {
    switch snapshot.control.deadMan {
    case .armed(let moment): "dead-man armed \(left(moment, snapshot))"
    case .asked: "dead-man requested"
    case .unavailable, .off, .idle, .lingers, .standsAside, .refused: nil
    }
  }

  /// The text in the header if the switch does not do what was asked; nil otherwise.
  static func trouble(_ view: DeadManView) -> SwitchText.Switch? {
    switch view {
    case .refused: (["DEAD-MAN REJECTED by the venue", "DEAD-MAN REJECTED"], .headerAlarm)
    case .lingers:
      (
        ["DEAD-MAN WITHDRAWN, not confirmed: it may still cancel all", "DEAD-MAN MAY STILL FIRE"],
        .headerAlarm
      )
    case .standsAside:
      (
        ["DEAD-MAN OFF: it would cancel the stops of lots", "DEAD-MAN OFF for stops"],
        .headerWarning
      )
    case .unavailable, .off, .idle, .asked, .armed: nil
    }
  }

  private static func left(_ moment: Instant, _ snapshot: Snapshot) -> String {
    TimeText.span(max(0, moment.nanoseconds(since: snapshot.time)))
  }
}
