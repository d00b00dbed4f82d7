import Engine
import JSONText
import Playback
import Session

extension ParameterTable.Section {
  /// How the console looks and takes input.
  static let console = ParameterTable.Section(
    name: "console", summary: "How the console looks and takes input.",
    parameters: [
      .text(
        "console.theme", \.console.theme,
        "Name of the theme. `rung themes` lists the themes."),
      .text(
        "console.keymap", null: "keymap.json in the configuration folder, if there is one",
        \.console.keymap,
        "File with your own key bindings, which replace shipped ones. A relative path starts at"
          + " the folder of this file."),
      .flag(
        "console.mouse", \.console.mouse,
        "Whether the console uses the mouse. If false, the terminal's own text selection works."),
      .flag(
        "console.ascii", \.console.ascii,
        "Whether only ASCII characters are drawn, even if the locale allows more."),
      .choice(
        "console.auto_recenter", [Word("never", .never), Word("at_edge", .atEdge)],
        \.console.autoRecentre,
        "When the ladder moves to the market by itself. \"never\"; \"at_edge\": when the best"
          + " price is about to leave the panel."),
    ])

  /// How a run starts and ends.
  static let session = ParameterTable.Section(
    name: "session", summary: "How a run starts and ends.",
    parameters: [
      speed,
      .flag(
        "session.paused", \.session.isPaused,
        "Whether the run starts paused. The run key starts it."),
      .choice(
        "session.on_exit",
        [Word("cancel_opens", .cancelOpens), Word("keep", .keep), Word("flatten", .flatten)],
        \.session.onExit,
        "What quitting does, by key or by signal. \"cancel_opens\": it cancels the entry orders"
          + " and waits for their confirmation; \"keep\": it leaves all orders; \"flatten\": it"
          + " closes the position first. Exits at the venue stay with \"cancel_opens\" and"
          + " \"keep\"."),
      .choice(
        "session.on_hangup", [Word("freeze", .freeze), Word("exit", .exit)], \.session.onHangup,
        "What happens if the terminal is lost. \"freeze\": entries freeze, and the run goes on"
          + " without a screen and keeps its exits. \"exit\": the run quits."),
    ])

  private static let speed: Parameter = {
    let rule = NumberRule("times real time", Speed.range)
    let allowed = "\(rule.allowed), or \"max\""
    return Parameter(
      path: "session.speed", unit: rule.unit, allowed: allowed,
      summary: "How many times faster than real time the tape is played.",
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
