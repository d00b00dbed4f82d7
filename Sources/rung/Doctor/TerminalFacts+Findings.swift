extension TerminalFacts {
  /// What these facts mean for the console.
  var findings: [Finding] { [terminal, size, description, colors, characters] }

  private var terminal: Finding {
    switch (inputIsTerminal, outputIsTerminal) {
    case (true, true): Finding(.ok, "terminal", "input and output are a terminal")
    case (false, _): Finding(.warn, "terminal", "input is not a terminal: the console cannot open")
    case (true, false):
      Finding(.warn, "terminal", "output is not a terminal: the console cannot open")
    }
  }

  private var size: Finding {
    let text = "\(columns)×\(rows)"
    if columns == 0 || rows == 0 { return Finding(.warn, "size", "unknown") }
    if columns < 80 || rows < 24 {
      return Finding(.warn, "size", "\(text) is small; the console needs 80×24 or more")
    }
    return Finding(.ok, "size", text)
  }

  private var description: Finding {
    if type.isEmpty {
      return Finding(.fail, "TERM", "not set; for example, export TERM=xterm-256color")
    }
    if type == "dumb" {
      return Finding(.fail, "TERM", "dumb: this terminal cannot show the console")
    }
    guard typeIsKnown else {
      return Finding(.fail, "TERM", "\(type): this system does not know it; install ncurses-term?")
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
    return Finding(.warn, "colors", "few; TERM=\(type) does not promise 256")
  }

  private var characters: Finding {
    characterSet == "UTF-8"
      ? Finding(.ok, "locale", "UTF-8")
      : Finding(
        .warn, "locale",
        "\(characterSet.isEmpty ? "unknown" : characterSet): lines are drawn with ASCII")
  }
}
