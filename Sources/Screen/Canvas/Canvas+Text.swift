extension Canvas {
  /// The region as text, one line a row, without trailing blanks.
  public var text: String {
    lines.map { line in String(line.trimmingTrailingBlanks()) }.joined(separator: "\n")
  }

  /// The region as text between edges, for tests: trailing blanks stay visible.
  public var screen: String {
    lines.map { "│\($0)│" }.joined(separator: "\n")
  }

  /// The characters of every row. The right halves of wide characters are left out.
  public var lines: [String] {
    (0..<rows).map { row in
      var line = String.UnicodeScalarView()
      for column in 0..<columns {
        if let character = cell(row: row, column: column).character { line.append(character) }
      }
      return String(line)
    }
  }

  /// Returns the names of the roles in a row, one for each run of equal cells, for tests.
  public func roles(row: Int) -> [String] {
    var runs: [String] = []
    for column in 0..<columns {
      let cell = cell(row: row, column: column)
      let name = cell.overlay.map { "\(cell.role.name)+\($0.name)" } ?? cell.role.name
      if runs.last != name { runs.append(name) }
    }
    return runs
  }
}

extension String {
  fileprivate func trimmingTrailingBlanks() -> Substring {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
