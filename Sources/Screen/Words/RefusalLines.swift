import Engine
import Market
import Venue

/// The venue's last refusal of what is being explained, in its own words besides ours.
enum RefusalLines {
  static func all(
    _ subject: Explanation.Subject, _ log: [LogEntry], said: [VenueText], _ figures: Figures
  ) -> [ExplanationText.Line] {
    guard let entry = log.last(where: { $0.refusal != nil && isAbout(subject, $0) }),
      let refusal = entry.refusal
    else { return [] }
    return [
      .title("Last reject by the venue"),
      ExplanationText.Line(
        "\(TimeText.clock(entry.time)) \(refusal.code): \(refusal.words)", indent: 2),
      ExplanationText.Line(
        said.quote(of: entry) ?? "the venue's own message is no longer kept", indent: 2),
    ]
  }

  /// Whether a log line is about what is being explained.
  private static func isAbout(_ subject: Explanation.Subject, _ entry: LogEntry) -> Bool {
    switch subject {
    case .rung(let side, _, let price), .empty(let side, let price),
      .attempt(_, let side, let price):
      entry.side == side && entry.price == price && (entry.order?.purpose?.isEntry ?? false)
    case .order(let purpose, let side, let price):
      entry.side == side && entry.price == price && entry.order?.purpose == purpose
    case .lot(let id, _): entry.lot == id
    case .foreign, .gone: false
    }
  }
}
