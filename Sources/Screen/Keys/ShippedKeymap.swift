/// The text of the `keymap.json` at the top of the repository, so that Rung has its keys wherever
/// it is installed. A test checks that the two are equal.
enum ShippedKeymap {
  static let text = #"""
    // Rung's keys. Your own file overrides this one: give a context, a key and the action that the key
    // triggers; "none" unbinds the key. A nested object is a prefix: its keys are pressed after it, and
    // "" gives it a title. `rung keys` prints the keys in force and the problems of your file.
    //
    // The contexts ladder, list (opens, lots, legs, metrics) and log apply while such a panel has the
    // focus; they come before normal.
    {
      "normal": {
        "f": "entries.freeze",
        "U": "entries.unfreeze",
        "F": "position.flatten",
        "W": "position.flatten_account",
        "I": "position.complete",
        "X": "orders.cancel_all",
        "x": "orders.cancel_one",
        "w": "orders.move",
        "Q": "orders.reprice",
        "[": "entries.pause_buy",
        "]": "entries.pause_sell",
        "a": "grid.recentre",
        "A": "alarms.acknowledge",
        "c": "lots.close",
        "B": "lots.close_excess",
        "u": "bench.free",
        "C": "breaker.clear",
        "R": "venue.reconcile",

        "r": "run.toggle",
        "n": "step.event_forward",
        "p": "step.event_back",
        "N": "step.decision_forward",
        "P": "step.decision_back",
        "o": "step.fill_forward",
        "O": "step.fill_back",
        "e": "step.reject_forward",
        "E": "step.reject_back",
        ":": "time.jump",
        "+": "speed.up",
        "=": "speed.up",
        "-": "speed.down",
        "m": "speed.max",

        "space": "ladder.recentre",
        "z": "ladder.zoom_in",
        "Z": "ladder.zoom_out",
        "up": "cursor.up",
        "k": "cursor.up",
        "down": "cursor.down",
        "j": "cursor.down",
        "pgup": "cursor.page_up",
        "ctrl-b": "cursor.page_up",
        "pgdn": "cursor.page_down",
        "ctrl-f": "cursor.page_down",
        "home": "cursor.home",
        "end": "cursor.end",
        "G": "cursor.end",
        "g": {
          "": "Go to",
          "g": "cursor.home",
          "e": "cursor.end",
          "b": "cursor.best_bid",
          "a": "cursor.best_ask",
          "t": "time.jump"
        },

        "tab": "focus.next",
        "right": "focus.next",
        "l": "focus.next",
        "shift-tab": "focus.previous",
        "left": "focus.previous",
        "h": "focus.previous",
        "1": "focus.ladder",
        "2": "focus.opens",
        "3": "focus.lots",
        "4": "focus.legs",
        "5": "focus.metrics",
        "6": "focus.log",
        "v": "view.enlarge",
        "esc": "view.back",
        "enter": "view.explain",
        "i": "view.explain",
        "L": "view.books",
        "/": "log.filter",

        "t": "theme.next",
        "M": "mouse.toggle",
        "d": "screen.dump",
        "D": "journal.pack",
        "ctrl-l": "screen.redraw",
        "?": "app.help",
        "f1": "app.help",
        "ctrl-z": "app.suspend",
        "q": "app.quit",
        "ctrl-c": "app.quit"
      },
      "ladder": {
        "b": "orders.manual_buy",
        "s": "orders.manual_sell",
        "tab": "cursor.next_here"
      },
      "list": {},
      "log": {},
      "help": {
        "up": "cursor.up",
        "k": "cursor.up",
        "down": "cursor.down",
        "j": "cursor.down",
        "pgup": "cursor.page_up",
        "ctrl-b": "cursor.page_up",
        "pgdn": "cursor.page_down",
        "ctrl-f": "cursor.page_down",
        "space": "cursor.page_down",
        "home": "cursor.home",
        "end": "cursor.end",
        "G": "cursor.end",
        "esc": "view.back",
        "q": "view.back",
        "enter": "view.back",
        "i": "view.back",
        "L": "view.back",
        "?": "app.help",
        "f1": "app.help"
      },
      "dialog": {
        "y": "dialog.confirm",
        "!": "dialog.confirm_strongly",
        "esc": "dialog.cancel",
        "n": "dialog.cancel",
        "up": "dialog.previous",
        "k": "dialog.previous",
        "shift-tab": "dialog.previous",
        "down": "dialog.next",
        "j": "dialog.next",
        "tab": "dialog.next"
      },
      "prompt": {
        "enter": "dialog.confirm",
        "esc": "dialog.cancel"
      }
    }

    """#
}
