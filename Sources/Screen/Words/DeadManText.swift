import Engine
import Market

/// What the venue does by itself if it hears nothing from us any more, in words.
enum DeadManText {
  /// For the metrics: always something.
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

  /// For the header while it is as it should be.
  static func header(_ snapshot: Snapshot) -> String? {
    switch snapshot.control.deadMan {
    case .armed(let moment): "dead-man armed \(left(moment, snapshot))"
    case .asked: "dead-man requested"
    case .unavailable, .off, .idle, .lingers, .standsAside, .refused: nil
    }
  }

  /// For the header where it does not do what was asked for.
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
