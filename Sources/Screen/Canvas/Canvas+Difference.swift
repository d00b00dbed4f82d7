extension Canvas {
  /// Cells of one row that differ from another canvas's.
  public struct Span: Equatable, Sendable {
    public let row: Int
    public let columns: Range<Int>
  }

  /// Returns where this canvas differs from another of the same size, top to bottom. Both are
  /// compared whole, whatever region is in use. A span never begins or ends inside a wide character
  /// of this canvas.
  ///
  /// - Returns: every row in full if the sizes differ or there is no other canvas.
  public func spans(differingFrom old: Canvas?) -> [Span] {
    guard let old, old.whole == whole else {
      return (0..<whole.rows).map { Span(row: $0, columns: 0..<whole.columns) }
    }
    var spans: [Span] = []
    cells.withUnsafeBufferPointer { new in
      old.cells.withUnsafeBufferPointer { old in
        guard new.baseAddress != old.baseAddress else { return }
        for row in 0..<whole.rows { appendSpans(of: row, new, old, to: &spans) }
      }
    }
    return spans
  }

  private func appendSpans(
    of row: Int, _ new: UnsafeBufferPointer<Cell>, _ old: UnsafeBufferPointer<Cell>,
    to spans: inout [Span]
  ) {
    let start = row * whole.columns
    var column = 0
    while column < whole.columns {
      guard new[start + column] != old[start + column] else {
        column += 1
        continue
      }
      var first = column
      while column < whole.columns, new[start + column] != old[start + column] { column += 1 }
      while first > 0, new[start + first].isRightHalf { first -= 1 }
      while column < whole.columns, new[start + column].isRightHalf { column += 1 }
      spans.append(Span(row: row, columns: first..<column))
    }
  }

  /// Calls `body` with the cells of a span.
  public func withCells<Result>(
    of span: Span, _ body: (UnsafeBufferPointer<Cell>) throws -> Result
  ) rethrows -> Result {
    let start = span.row * whole.columns
    return try cells.withUnsafeBufferPointer { all in
      try body(
        UnsafeBufferPointer(
          rebasing: all[start + span.columns.lowerBound..<start + span.columns.upperBound]))
    }
  }
}

extension Canvas: Equatable {
  /// Returns whether two canvases show the same. Both are compared whole.
  public static func == (left: Canvas, right: Canvas) -> Bool {
    left.whole == right.whole && left.cells == right.cells
  }
}
