import Engine
import Market
import Venue

/// What is said of an order's queue position, which no venue tells: it is an estimate, and has the sign of
/// one wherever it is shown.
enum QueueText {
  /// In a column of eight: `~1.250`, or `?` where there is no estimate.
  static func column(_ ahead: Quantity?, _ figures: Figures) -> String {
    ahead.map { "~" + figures.size($0, fitting: 7) } ?? "?"
  }

  /// What the explanation of an order says of it, and how it was worked out; nothing without an estimate.
  static func lines(
    _ explanation: Explanation, _ snapshot: Snapshot, _ figures: Figures
  ) -> [ExplanationText.Line] {
    guard let ahead = ahead(of: explanation.order, in: snapshot) else { return [] }
    return [
      .title("Queue position, an estimate"),
      .init("~\(figures.size(ahead)) of others' size is before it at its price", indent: 2),
      .init("all that was shown there as it joined, less trades there since;", indent: 2),
      .init("venue.queue_rule says how much of what left otherwise was before it", indent: 2),
    ]
  }

  private static func ahead(of id: ClientOrderID?, in snapshot: Snapshot) -> Quantity? {
    guard let id else { return nil }
    return snapshot.pendingOpens.first { $0.id == id }?.aheadEstimate
      ?? snapshot.legs.first { $0.id == id }?.aheadEstimate
  }
}
