import Engine
import Market

/// Turns an explanation into words: what it is about, the rule and its inputs, the gates with their
/// numbers, and what would change it.
public enum ExplanationText {
  public struct Line: Equatable, Sendable {
    public let text: String
    let role: Role
    let indent: Int

    init(_ text: String, _ role: Role = .help, indent: Int = 0) {
      self.text = text
      self.role = role
      self.indent = indent
    }

    static func title(_ text: String) -> Line { Line(text, .helpTitle) }
  }

  /// All of it as plain text. Lines under a title are indented by two blanks. A snapshot adds the
  /// order's queue position and the venue's last refusal there.
  public static func text(
    _ explanation: Explanation, _ instrument: Instrument, at now: Instant,
    in snapshot: Snapshot? = nil, said: [VenueText] = []
  ) -> String {
    let figures = Figures(instrument)
    let lines =
      lines(explanation, figures, at: now)
      + (snapshot.map { QueueText.lines(explanation, $0, figures) } ?? [])
      + RefusalLines.all(explanation.subject, snapshot?.log ?? [], said: said, figures)
    return
      lines
      .map { String(repeating: " ", count: $0.indent) + SafeText($0.text).text }
      .joined(separator: "\n")
  }

  /// - Parameter key: the key that asks for an action; nil if none is named.
  static func lines(
    _ explanation: Explanation, _ figures: Figures, at now: Instant,
    key: (Action) -> String? = { _ in nil }
  ) -> [Line] {
    var lines = [Line(subject(explanation.subject, figures), .helpKey)]
    lines += verdict(explanation.verdict, figures)
    if !explanation.facts.isEmpty {
      lines += [.title("Rule and inputs")]
      lines += explanation.facts.map { Line(FactText.words($0, figures), indent: 2) }
    }
    if !explanation.legs.isEmpty {
      lines += [.title("Exits, and size without one")]
      lines += explanation.legs.map { LegText.line($0, figures, at: now) }
    }
    if !explanation.gates.isEmpty {
      lines += [.title(gatesTitle(explanation.subject))]
      lines += explanation.gates.map { GateText.line($0, figures) }
    }
    if !explanation.changes.isEmpty {
      lines += [.title("What would change it")]
      lines += explanation.changes.map {
        let name = ChangeText.action($0).flatMap(key).map { " (\($0))" } ?? ""
        return Line(ChangeText.words($0, figures, at: now) + name, indent: 2)
      }
    }
    return lines
  }

  private static func gatesTitle(_ subject: Explanation.Subject) -> String {
    switch subject {
    case .rung, .order, .attempt, .lot, .foreign, .gone: "Gates, in the order they are checked"
    case .empty: "Gates a manual order would have to pass here"
    }
  }

  private static func subject(_ subject: Explanation.Subject, _ figures: Figures) -> String {
    switch subject {
    case .rung(let side, let level, let price):
      "\(side.word) rung \(level) @ \(figures.price(price))"
    case .order(let purpose, let side, let price):
      "\(purpose.words) order: \(side.word) @ \(figures.price(price))"
    case .lot(let id, let side): "lot #\(id.value), \(side == .buy ? "long" : "short")"
    case .attempt(let purpose, let side, let price):
      "\(purpose.words) without an order: \(side.word) @ \(figures.price(price))"
    case .empty(let side, let price): "\(figures.price(price)), \(side.word) side"
    case .foreign(let side, let price):
      "an order not placed by Rung: \(side.word) @ \(price.map(figures.price) ?? "market")"
    case .gone: "it has ended"
    }
  }

  private static func verdict(_ verdict: Explanation.Verdict, _ figures: Figures) -> [Line] {
    switch verdict {
    case .stands(let state, let reason):
      [
        Line(
          "\(OwnOrderText.glyph(state)) \(OwnOrderText.word(state)): \(reason.sentence(figures))")
      ]
    case .wouldBePlaced: [Line("every gate is open: it will be sent on the next update", .ok)]
    case .held(let gate, let reason):
      [Line("empty, blocked by \(GateText.name(gate)): \(reason.sentence(figures))", .warning)]
    case .waits(let reason): [Line("waits: \(reason.sentence(figures))", .warning)]
    case .idle(let reason):
      [Line("no attempt on this side: \(reason.sentence(figures))", .warning)]
    case .notWanted: [Line("empty: the grid has no rung at this price")]
    case .covers(let covered, let naked):
      naked.isZero
        ? [Line("covered: exits for \(figures.size(covered)) are live", .ok)]
        : [
          Line(
            "\(figures.size(naked)) NAKED; exits for \(figures.size(covered)) are live", .legNaked)
        ]
    case .notOurs:
      [Line("it counts towards exposure; only the operator can have it cancelled", .warning)]
    case .gone: [Line("it is no longer live", .textDim)]
    }
  }
}
