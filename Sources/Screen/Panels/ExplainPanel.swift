import Engine
import Market

/// Why something is as it is. It is drawn over the panels or alone.
enum ExplainPanel {
  static func lines(
    _ snapshot: Snapshot, said: [VenueText] = [], keymap: Keymap = .shipped
  ) -> [ExplanationText.Line] {
    guard let explanation = snapshot.explanation else {
      return [ExplanationText.Line("nothing is selected to explain", .unknown)]
    }
    let figures = Figures(snapshot.instrument)
    let lines = ExplanationText.lines(explanation, figures, at: snapshot.time) { action in
      keymap.keys(for: action, in: .ladder).first
    }
    return lines + QueueText.lines(explanation, snapshot, figures)
      + RefusalLines.all(explanation.subject, snapshot.log, said: said, figures)
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    TextBox.draw(
      "Why", lines(scene.snapshot, said: scene.status.venueTexts, keymap: scene.keymap),
      from: scene.view[scroll: .explain], on: &canvas)
  }
}
