import Engine
import Market
import Venue

/// Turns the engine's structured log lines into words.
public enum LogText {
  /// The words of one line, without its time and tag. `said` has the venue's own texts, which are
  /// added.
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

  /// Whether the line's words include the venue's refusal already, so that the reason adds nothing.
  private static func isRefusal(_ reason: Reason, of entry: LogEntry) -> Bool {
    reason.code == .venueRefused && entry.refusal != nil
  }

  static func joined(_ parts: [String?]) -> String {
    parts.compactMap(\.self).joined(separator: " ")
  }
}
