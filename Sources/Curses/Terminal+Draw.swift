import Screen

extension Terminal {
  /// Shows a canvas. Only cells that changed since the last one are written, all at once. If
  /// nothing changed, nothing is written.
  ///
  /// It never waits. While the terminal still takes the last frame, this frame is kept and replaces
  /// one kept before. ``nextEvent(within:)`` writes it once there is room.
  ///
  /// - Returns: the number of bytes written.
  @discardableResult
  public func draw(_ canvas: Canvas, theme: Theme) -> Int {
    guard isInside, !output.isGone else { return 0 }
    output.push()
    guard !output.isBusy else {
      postponed = (canvas, theme)
      return 0
    }
    postponed = nil
    if screen.use(theme), shown != nil {
      screen.forget()
      shown = nil
    }
    let spans = canvas.spans(differingFrom: shown)
    guard !spans.isEmpty else { return 0 }
    if shown == nil { screen.clear() }
    for span in spans {
      canvas.withCells(of: span) { cells in
        screen.put(cells, row: span.row, column: span.columns.lowerBound)
      }
    }
    shown = canvas
    let bytes = screen.frame()
    output.send(bytes)
    return bytes.count
  }

  /// Makes the next ``draw(_:theme:)`` write every cell, for a screen that something else wrote on.
  public func redraw() {
    screen.forget()
    shown = nil
  }

  /// Writes the kept frame, if there is one.
  func drawPostponed() {
    output.push()
    guard let (canvas, theme) = postponed, !output.isBusy else { return }
    draw(canvas, theme: theme)
  }
}
