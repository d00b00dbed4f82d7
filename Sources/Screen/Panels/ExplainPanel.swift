import Engine
import Market

/// Why something is as it is: over the panels, or alone.
enum ExplainPanel {
  static func lines(_ snapshot: Snapshot) -> [ExplanationText.Line] {
    guard let explanation = snapshot.explanation else {
      return [ExplanationText.Line("nothing was asked about", .unknown)]
    }
    return ExplanationText.lines(explanation, Figures(snapshot.instrument), at: snapshot.time)
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    TextBox.draw("Why", lines(scene.snapshot), from: scene.view[scroll: .explain], on: &canvas)
  }
}
