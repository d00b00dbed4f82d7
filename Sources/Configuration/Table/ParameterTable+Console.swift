import Engine
import JSONText
import Playback
import Session

extension ParameterTable.Section {
  /// How the console looks and listens.
  static let console = ParameterTable.Section(
    name: "console", summary: "How the console looks and listens.",
    parameters: [
      .text("console.theme", \.console.theme, "The theme's name; `rung themes` lists them."),
      .text(
        "console.keymap", null: "keymap.json in the configuration folder, where there is one",
        \.console.keymap,
        "A file of key bindings to lay over the shipped ones, from this file's folder."),
      .flag(
        "console.mouse", \.console.mouse,
        "Whether the mouse is used; if not, the terminal's own selection works."),
      .flag(
        "console.ascii", \.console.ascii,
        "Whether only ASCII characters are drawn, whatever the locale allows."),
      .choice(
        "console.auto_recenter", [Word("never", .never), Word("at_edge", .atEdge)],
        \.console.autoRecentre,
        "Whether the ladder moves to the market by itself when the best price is about to leave"
          + " the panel."),
    ])

  /// How a run starts and ends.
  static let session = ParameterTable.Section(
    name: "session", summary: "How a run starts and ends.",
    parameters: [
      speed,
      .flag("session.paused", \.session.isPaused, "Whether the run waits for the run key."),
      .choice(
        "session.on_exit",
        [Word("cancel_opens", .cancelOpens), Word("keep", .keep), Word("flatten", .flatten)],
        \.session.onExit,
        "What leaving does, by the key or by a signal: cancel opens and await their outcomes, leave"
          + " everything where it is, or close the position first. Exits at the venue stay."),
      .choice(
        "session.on_hangup", [Word("freeze", .freeze), Word("exit", .exit)], \.session.onHangup,
        "What the loss of the terminal does: freeze opens and go on with exits without a screen, or"
          + " leave."),
    ])

  private static let speed: Parameter = {
    let rule = NumberRule("times real time", Speed.range)
    let allowed = "\(rule.allowed), or \"max\""
    return Parameter(
      path: "session.speed", unit: rule.unit, allowed: allowed,
      summary: "How many times faster than recorded the tape is played.",
      read: { json, reading in
        if json.string == Speed.maximumWord {
          reading.configuration.session.speed = .max
        } else if let times = rule.value(json) {
          reading.configuration.session.speed = .times(Int(times))
        } else {
          reading.refuse("session.speed", json, allowed)
        }
      },
      text: { configuration in
        switch configuration.session.speed {
        case .times(let times): rule.text(Int64(times))
        case .max: "\"\(Speed.maximumWord)\""
        }
      })
  }()
}
