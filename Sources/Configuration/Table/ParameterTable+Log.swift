import JSONText

extension ParameterTable.Section {
  /// Where the log is written, and when its file is rotated.
  static let log = ParameterTable.Section(
    name: "log", summary: "The log as a file of JSON lines.",
    parameters: [
      file,
      .number(
        "log.rotate_mb", NumberRule("MB", 1...1_000_000), \.log.rotateMegabytes,
        "Size at which the file is rotated: it gets the ending .1, and a new one is begun."),
      .number(
        "log.keep", NumberRule("files", 0...99), \.log.kept,
        "Number of old files that are kept, .1 being the newest. If 0, the full file is removed."),
    ])

  private static let file = Parameter(
    path: "log.file", unit: "",
    allowed: "a file; \"none\" or an empty text means no file; null means log/rung.jsonl in the"
      + " state folder for the console, and no file for a run without a screen",
    summary: "File to which `rung run` appends the log as JSON lines. A relative path starts at the"
      + " folder of this file. The other commands write a log only with --log.",
    read: { json, reading in
      if json.isNull {
        reading.configuration.log.destination = .standard
      } else if let text = json.string {
        reading.configuration.log.destination = LogSettings.Destination(text)
      } else {
        reading.refuse("log.file", json, "a text, or null")
      }
    },
    text: { configuration in
      switch configuration.log.destination {
      case .standard: "null"
      case .nowhere: "\"none\""
      case .file(let path): JSONOutput.quoted(path)
      }
    })
}

extension LogSettings.Destination {
  /// What a text of the operator means: a file, or none.
  public init(_ text: String) { self = text.isEmpty || text == "none" ? .nowhere : .file(text) }
}
