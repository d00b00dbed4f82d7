/// The columns of a list. A narrow panel leaves out the least important ones.
struct Table<Field: Equatable & Sendable>: Sendable {
  struct Column: Sendable {
    let field: Field
    let title: String
    let width: Int
    let alignment: Alignment
    /// If there is no room, columns of the highest rank are left out first. Rank 0 always stays.
    let rank: Int

    init(
      _ field: Field, _ title: String, _ width: Int, _ alignment: Alignment = .right,
      rank: Int
    ) {
      self.field = field
      self.title = title
      self.width = max(width, title.utf8.count)
      self.alignment = alignment
      self.rank = rank
    }
  }

  /// The columns that fit and where each begins; nil if those of rank 0 don't fit.
  static func fit(_ columns: [Column], width: Int) -> [(column: Column, start: Int)]? {
    var kept = columns
    func needed() -> Int { kept.reduce(1) { $0 + $1.width + 1 } }
    while needed() > width {
      guard let worst = kept.map(\.rank).max(), worst > 0,
        let place = kept.lastIndex(where: { $0.rank == worst })
      else { return nil }
      kept.remove(at: place)
    }
    var start = 1
    return kept.map { column in
      defer { start += column.width + 1 }
      return (column, start)
    }
  }

  /// Draws headings and the visible rows. `cell` is called only for those rows.
  ///
  /// - Parameter selected: the row under the cursor, which is kept visible; nil if no cursor is
  ///   shown.
  static func draw(
    _ columns: [Column], rowCount: Int, selected: Int?, in area: Area, on canvas: inout Canvas,
    cell: (_ row: Int, _ field: Field) -> (text: String, role: Role)
  ) {
    guard area.rows > 0 else { return }
    guard var fitted = fit(columns, width: area.columns) else {
      return canvas.say("widen", in: area)
    }
    widenLast(&fitted, to: area.columns)
    for (column, start) in fitted {
      canvas.write(
        SafeText(column.title), row: area.row, columns: start..<start + column.width,
        column.alignment, as: .label)
    }
    let visible = area.rows - 1
    let first = firstVisible(selected: selected ?? 0, count: rowCount, visible: visible)
    for line in 0..<max(0, min(visible, rowCount - first)) {
      let row = area.row + 1 + line
      for (column, start) in fitted {
        let content = cell(first + line, column.field)
        canvas.write(
          SafeText(content.text), row: row, columns: start..<start + column.width,
          column.alignment, as: content.role)
      }
      if selected == first + line {
        canvas.overlay(.selection, row: row, columns: area.column..<area.endColumn)
        canvas.write(SafeText("▶"), row: row, column: area.column, as: .titleFocused)
      }
    }
    markMore(first: first, visible: visible, count: rowCount, in: area, on: &canvas)
  }

  /// Gives a last column of text the room that is left.
  private static func widenLast(_ fitted: inout [(column: Column, start: Int)], to width: Int) {
    guard let (last, start) = fitted.last, last.alignment == .left else { return }
    let column = Column(
      last.field, last.title, max(last.width, width - start), .left, rank: last.rank)
    fitted[fitted.count - 1] = (column, start)
  }

  /// The first row to show so that the selected row is visible.
  private static func firstVisible(selected: Int, count: Int, visible: Int) -> Int {
    guard visible > 0 else { return 0 }
    return max(0, min(selected - visible + 1, count - visible))
  }

  /// Shows how many rows are below, so that a partial view is seen to be one.
  private static func markMore(
    first: Int, visible: Int, count: Int, in area: Area, on canvas: inout Canvas
  ) {
    let below = count - first - visible
    guard visible > 0, below > 0 || first > 0 else { return }
    let sign = below > 0 ? "▼" : "▲"
    let count = below > 0 ? below : first
    let text = SafeText(
      area.columns < 40 ? "\(sign)\(count)" : " \(sign) \(count) \(below > 0 ? "more" : "above") ")
    canvas.write(
      text, row: area.row, column: max(0, area.endColumn - text.columns), as: .warning)
  }
}
