/// A rectangle of a canvas. Unit: rows and columns, counted from zero at the top left.
public struct Area: Hashable, Sendable {
  public var row: Int
  public var column: Int
  public var rows: Int
  public var columns: Int

  public init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  public var isEmpty: Bool { rows == 0 || columns == 0 }
  /// The first row and column past the rectangle.
  public var endRow: Int { row + rows }
  public var endColumn: Int { column + columns }

  public func contains(row: Int, column: Int) -> Bool {
    (self.row..<endRow).contains(row) && (self.column..<endColumn).contains(column)
  }

  /// Returns the rectangle less a margin on every side, such as the inside of a box.
  public func inset(by margin: Int = 1) -> Area {
    Area(
      row: row + margin, column: column + margin, rows: rows - 2 * margin,
      columns: columns - 2 * margin)
  }

  /// Returns the part that lies in both rectangles; empty if they do not meet.
  public func intersection(_ other: Area) -> Area {
    let top = max(row, other.row)
    let left = max(column, other.column)
    return Area(
      row: top, column: left, rows: min(endRow, other.endRow) - top,
      columns: min(endColumn, other.endColumn) - left)
  }

  /// Cuts rows off the top and returns them; fewer if the rectangle has fewer.
  public mutating func cutTop(_ count: Int) -> Area {
    let taken = max(0, min(count, rows))
    defer {
      row += taken
      rows -= taken
    }
    return Area(row: row, column: column, rows: taken, columns: columns)
  }

  /// Cuts rows off the bottom and returns them; fewer if the rectangle has fewer.
  public mutating func cutBottom(_ count: Int) -> Area {
    let taken = max(0, min(count, rows))
    rows -= taken
    return Area(row: endRow, column: column, rows: taken, columns: columns)
  }

  /// Cuts columns off the left and returns them; fewer if the rectangle has fewer.
  public mutating func cutLeft(_ count: Int) -> Area {
    let taken = max(0, min(count, columns))
    defer {
      column += taken
      columns -= taken
    }
    return Area(row: row, column: column, rows: rows, columns: taken)
  }
}
