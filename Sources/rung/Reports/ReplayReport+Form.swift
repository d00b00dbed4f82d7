import Options

extension ReplayReport {
  /// How a report is printed.
  enum Form {
    case json
    case text

    /// The form that `--report` asks for; text if it asks for none.
    init(_ options: ParsedOptions) throws(OptionError) {
      self = try options.choice("report", [("json", .json), ("text", .text)]) ?? .text
    }
  }

  func text(in form: Form) -> String {
    switch form {
    case .json: json
    case .text: text
    }
  }
}
