import Engine
import Market
import Venue

/// An order's queue position in words. No venue reports it: it is an estimate, and is marked as one
/// wherever it is shown.
enum QueueText {
  /// The text in a column of eight characters: `~1.250`, or `?` without an estimate.
  static func column(_ ahead: Quantity?, _ figures: Figures) -> String {
    ahead.map { "~" + figures.size($0, fitting: 7) } ?? "?"
  }

  /// What the explanation of an order says about the estimate, and how it was made; empty without
  /// one.
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
