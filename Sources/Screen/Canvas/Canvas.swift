/// A grid of cells to draw on. Everything is clipped: nothing drawn can leave the canvas, whatever
/// its size, and nothing drawn inside a region can leave the region.
///
/// A canvas is a value. Rows and columns count from zero at the top left of the region in use.
public struct Canvas: Sendable {
  /// The size of the region in use. Outside ``withRegion(_:_:)`` that is the whole canvas.
  public private(set) var rows: Int
  public private(set) var columns: Int
  public let glyphs: Glyphs

  /// All cells of the whole canvas, row by row.
  private(set) var cells: [Cell]
  /// The whole canvas.
  let whole: Area
  /// Where the region in use begins on the whole canvas.
  private var top = 0
  private var left = 0

  /// Makes a canvas of blanks. Sizes below zero count as zero.
  public init(columns: Int, rows: Int, glyphs: Glyphs = .unicode) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
    self.glyphs = glyphs
    self.whole = Area(row: 0, column: 0, rows: rows, columns: columns)
    self.cells = Array(repeating: .blank, count: whole.rows * whole.columns)
  }

  /// The region in use, counted from its own corner: row 0, column 0.
  public var area: Area { Area(row: 0, column: 0, rows: rows, columns: columns) }

  /// Returns one cell, or a blank if the position is outside the region.
  public func cell(row: Int, column: Int) -> Cell {
    guard area.contains(row: row, column: column) else { return .blank }
    return cells[index(row, column)]
  }

  /// Turns every cell of the region into a blank of a role.
  public mutating func clear(as role: Role = .text) {
    fill(area, with: " ", as: role)
  }

  private func index(_ row: Int, _ column: Int) -> Int {
    (top + row) * whole.columns + left + column
  }
}

// MARK: - Regions

extension Canvas {
  /// Draws inside a part of the canvas. Within `body` the canvas has that part's size and origin,
  /// and drawing cannot reach anything outside. The part is first clipped to the current region.
  @discardableResult  // A body of one line returns what its last write returned.
  public mutating func withRegion<Result>(
    _ part: Area, _ body: (inout Canvas) throws -> Result
  ) rethrows -> Result {
    let seen = part.intersection(area)
    let outer = (rows: rows, columns: columns, top: top, left: left)
    (rows, columns, top, left) = (seen.rows, seen.columns, top + seen.row, left + seen.column)
    defer { (rows, columns, top, left) = outer }
    let size = whole
    defer { precondition(whole == size, "a region's body draws; it does not replace the canvas") }
    return try body(&self)
  }

  /// Copies another canvas onto this one.
  public mutating func place(_ other: Canvas, row: Int, column: Int) {
    for sourceRow in 0..<other.rows where (0..<rows).contains(row + sourceRow) {
      for sourceColumn in 0..<other.columns {
        let source = other.cell(row: sourceRow, column: sourceColumn)
        copy(source, row: row + sourceRow, column: column + sourceColumn)
      }
    }
  }

  private mutating func copy(_ source: Cell, row: Int, column: Int) {
    guard let character = source.character else { return }  // Its left half brings it along.
    let width = CharacterWidth.columns(of: character)
    put(glyphs.shown(character), width: width, row: row, column: column, role: source.role)
    guard let overlay = source.overlay else { return }
    self.overlay(overlay, row: row, columns: column..<column + width)
  }
}

// MARK: - Drawing

extension Canvas {
  /// Writes a text, clipped to the region.
  ///
  /// - Returns: the columns from `column` to the end of the written text, so that `column` plus the
  ///   result is where the next text begins.
  @discardableResult
  public mutating func write(_ text: SafeText, row: Int, column: Int, as role: Role) -> Int {
    guard (0..<rows).contains(row), column < columns else { return 0 }
    if text.text.utf8.count == text.columns {
      writePlain(text, row: row, column: column, as: role)
    } else {
      writeWide(text, row: row, column: column, as: role)
    }
    return min(text.columns, columns - column)
  }

  /// Writes a text into a field: cut with an ellipsis if it is too long, aligned if it is shorter.
  /// The rest of the field stays as it was.
  @discardableResult
  public mutating func write(
    _ text: SafeText, row: Int, columns field: Range<Int>, _ alignment: Alignment = .left,
    as role: Role
  ) -> Int {
    let cut = text.truncated(to: field.count)
    let start = field.lowerBound + alignment.blanksBefore(field.count - cut.columns)
    return start - field.lowerBound + write(cut, row: row, column: start, as: role)
  }

  /// Fills a rectangle with a character one column wide.
  public mutating func fill(_ part: Area, with character: Unicode.Scalar, as role: Role) {
    let seen = part.intersection(area)
    guard !seen.isEmpty else { return }
    let drawn = CharacterWidth.drawable(character)
    precondition(CharacterWidth.columns(of: drawn) == 1, "a fill's character is one column wide")
    let cell = Cell(glyphs.shown(drawn), as: role)
    for row in seen.row..<seen.endRow {
      splitWide(row, seen.column)
      splitWide(row, seen.endColumn)
      let start = index(row, seen.column)
      for place in start..<start + seen.columns { cells[place] = cell }
    }
  }

  /// Draws a frame along the inside edge of a rectangle, with a title in its upper line.
  public mutating func box(
    _ part: Area, title: SafeText = .empty, titleAs titleRole: Role = .title, as role: Role
  ) {
    guard part.rows >= 2, part.columns >= 2 else { return }
    line(row: part.row, part, from: Glyphs.topLeft, to: Glyphs.topRight, as: role)
    line(row: part.endRow - 1, part, from: Glyphs.bottomLeft, to: Glyphs.bottomRight, as: role)
    let sides = Area(row: part.row + 1, column: part.column, rows: part.rows - 2, columns: 1)
    fill(sides, with: Glyphs.vertical, as: role)
    var right = sides
    right.column = part.endColumn - 1
    fill(right, with: Glyphs.vertical, as: role)
    guard !title.isEmpty, part.columns >= 6 else { return }
    let shown = " " + title.truncated(to: part.columns - 6) + " "
    write(shown, row: part.row, column: part.column + 2, as: titleRole)
  }

  /// Lays a role over the cells of a row. Their characters stay.
  public mutating func overlay(_ role: Role?, row: Int, columns range: Range<Int>) {
    guard (0..<rows).contains(row) else { return }
    for column in range.clamped(to: 0..<columns) { cells[index(row, column)].overlay = role }
  }

  /// Gives cells another role. Their characters stay.
  public mutating func recolor(_ role: Role, row: Int, columns range: Range<Int>) {
    guard (0..<rows).contains(row) else { return }
    for column in range.clamped(to: 0..<columns) { cells[index(row, column)].role = role }
  }
}

// MARK: - Cells

extension Canvas {
  private mutating func line(
    row: Int, _ part: Area, from start: Unicode.Scalar, to end: Unicode.Scalar, as role: Role
  ) {
    let inner = Area(row: row, column: part.column + 1, rows: 1, columns: part.columns - 2)
    fill(inner, with: Glyphs.horizontal, as: role)
    fill(Area(row: row, column: part.column, rows: 1, columns: 1), with: start, as: role)
    fill(Area(row: row, column: part.endColumn - 1, rows: 1, columns: 1), with: end, as: role)
  }

  /// Writes text in which one byte is one character and one column. Nearly all text takes this
  /// path.
  private mutating func writePlain(_ text: SafeText, row: Int, column: Int, as role: Role) {
    let range = (column..<column + text.columns).clamped(to: 0..<columns)
    guard !range.isEmpty else { return }
    splitWide(row, range.lowerBound)
    splitWide(row, range.upperBound)
    var place = index(row, range.lowerBound)
    for byte in text.text.utf8.dropFirst(range.lowerBound - column).prefix(range.count) {
      cells[place] = Cell(code: UInt32(byte), role: role, overlay: nil)
      place += 1
    }
  }

  private mutating func writeWide(_ text: SafeText, row: Int, column: Int, as role: Role) {
    var at = column
    for scalar in text.text.unicodeScalars where at < columns {
      let width = CharacterWidth.columns(of: scalar)
      put(glyphs.shown(scalar), width: width, row: row, column: at, role: role)
      at += width
    }
  }

  /// Puts one character. If only half of a wide character is inside the region, that half is a
  /// blank.
  private mutating func put(
    _ scalar: Unicode.Scalar, width: Int, row: Int, column: Int, role: Role
  ) {
    let range = (column..<column + width).clamped(to: 0..<columns)
    guard !range.isEmpty else { return }
    splitWide(row, range.lowerBound)
    splitWide(row, range.upperBound)
    let place = index(row, range.lowerBound)
    if width == 2, scalar.isPlainASCII {  // An ASCII likeness is as wide as its wide original.
      for offset in 0..<range.count { cells[place + offset] = Cell(scalar, as: role) }
    } else if range.count == width {
      cells[place] = Cell(scalar, as: role)
      if width == 2 { cells[place + 1] = .rightHalf(as: role) }
    } else {
      cells[place] = Cell(" ", as: role)
    }
  }

  /// Blanks a wide character that a write that begins or ends at `column` would cut in two.
  private mutating func splitWide(_ row: Int, _ column: Int) {
    guard left + column < whole.columns else { return }
    let place = index(row, column)
    guard cells[place].isRightHalf, left + column > 0 else { return }
    cells[place - 1] = Cell(" ", as: cells[place - 1].role)
    cells[place] = Cell(" ", as: cells[place].role)
  }
}
