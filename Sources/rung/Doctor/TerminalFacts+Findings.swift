extension TerminalFacts {
  /// What these facts mean for the console.
  var findings: [Finding] { [terminal, size, description, colors, characters] }

  private var terminal: Finding {
    switch (inputIsTerminal, outputIsTerminal) {
    case (true, true): Finding(.ok, "terminal", "keys and screen are a terminal")
    case (false, _): Finding(.warn, "terminal", "no terminal for keys: the console can't open here")
    case (true, false):
      Finding(.warn, "terminal", "no terminal for the screen: the console can't open here")
    }
  }

  private var size: Finding {
    let text = "\(columns)×\(rows)"
    if columns == 0 || rows == 0 { return Finding(.warn, "size", "unknown") }
    if columns < 80 || rows < 24 {
      return Finding(.warn, "size", "\(text) is small; the console is made for 80×24 and more")
    }
    return Finding(.ok, "size", text)
  }

  private var description: Finding {
    if type.isEmpty {
      return Finding(.fail, "TERM", "not set; export TERM=xterm-256color, for one")
    }
    if type == "dumb" { return Finding(.fail, "TERM", "dumb: a terminal that can't be drawn on") }
    guard typeIsKnown else {
      return Finding(.fail, "TERM", "\(type): this system has no description of it (ncurses-term?)")
    }
    return Finding(.ok, "TERM", type)
  }

  private var colors: Finding {
    if refusesColor { return Finding(.ok, "colors", "none: NO_COLOR is set") }
    if ["truecolor", "24bit"].contains(colorTerminal) {
      return Finding(.ok, "colors", "truecolor (COLORTERM)")
    }
    if type.contains("256color") || type.contains("direct") {
      return Finding(.ok, "colors", "256 or more (TERM)")
    }
    return Finding(.warn, "colors", "few; TERM=\(type) says nothing of 256")
  }

  private var characters: Finding {
    characterSet == "UTF-8"
      ? Finding(.ok, "locale", "UTF-8")
      : Finding(
        .warn, "locale",
        "\(characterSet.isEmpty ? "unknown" : characterSet): lines are drawn with ASCII")
  }
}
