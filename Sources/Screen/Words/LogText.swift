import Engine
import Market
import Venue

/// Makes words of the engine's structured log lines.
public enum LogText {
  /// One line's words, without its time and tag; `said` are the venue's own, beside ours.
  public static func words(
    _ entry: LogEntry, _ figures: Figures, said: [VenueText] = []
  ) -> String {
    let facts = entry.tag.facts
    var parts = [joined(facts.words(LogParts(entry: entry, figures: figures)))]
    if let refusal = entry.refusal {
      parts.append(refusal.words + (said.quote(of: entry).map { " " + $0 } ?? ""))
    }
    if let reason = entry.reason, facts.adds(reason), !isRefusal(reason, of: entry) {
      parts.append(reason.sentence(figures))
    }
    return parts.joined(separator: ": ")
  }

  /// Whether the line has said with the venue's refusal what its reason says.
  private static func isRefusal(_ reason: Reason, of entry: LogEntry) -> Bool {
    reason.code == .venueRefused && entry.refusal != nil
  }

  static func joined(_ parts: [String?]) -> String {
    parts.compactMap(\.self).joined(separator: " ")
  }
}
