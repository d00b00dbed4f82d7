import Engine
import JSONText
import Market
import Screen
import Venue

/// The lines of a log file: each one JSON object, with its keys always in the same order.
///
/// A key for which a line has no value is left out. Prices, sizes and amounts of money are decimal
/// texts with every digit. The tag is a stable word; the word and the text are those of the
/// console.
public enum LogLine {
  /// The line of something that an engine did.
  ///
  /// - Parameters:
  ///   - figures: of the engine's instrument.
  ///   - said: the venue's own texts, which are added to its refusals.
  public static func text(
    of entry: LogEntry, _ figures: Figures, said: [VenueText] = []
  ) -> String {
    let instrument = figures.instrument
    var line = Members(entry.time, tag: entry.tag.word, entry.tag.screenWord, entry.tag.level)
    line.add("side", entry.side?.recordWord)
    line.add("price", entry.price.map { instrument.text($0) })
    line.add("size", entry.quantity.map { instrument.text($0) })
    line.add("order", entry.order?.description)
    line.add("purpose", entry.order?.purpose?.recordWord)
    line.add("lot", entry.lot?.value)
    line.add("reason", entry.reason?.code.name)
    line.add("value", entry.reason?.value)
    line.add("limit", entry.reason?.limit)
    line.add("refusal", entry.refusal?.code)
    line.add("money", entry.money.map { instrument.text($0) })
    line.add("text", LogText.words(entry, figures, said: said))
    return line.text
  }

  /// The line of something about the log itself, at a moment of the market.
  public static func text(of remark: LogRemark, at time: Instant) -> String {
    var line = Members(time, tag: remark.tag, "LOG", remark.level)
    line.add("text", remark.text)
    return line.text
  }

  /// The members of an object, in the order they are added.
  private struct Members {
    private(set) var text: String

    init(_ time: Instant, tag: String, _ word: String, _ level: LogLevel) {
      text = "{\"time\":\"\(time.utcText())\",\"time_ns\":\(time.nanoseconds)"
      text += ",\"tag\":\(JSONOutput.quoted(tag)),\"word\":\(JSONOutput.quoted(word))"
      text += ",\"level\":\"\(level.rawValue)\"}"
    }

    mutating func add(_ key: String, _ value: String?) {
      guard let value else { return }
      addRaw(key, JSONOutput.quoted(value))
    }

    mutating func add(_ key: String, _ value: Int64?) {
      guard let value else { return }
      addRaw(key, String(value))
    }

    private mutating func addRaw(_ key: String, _ value: String) {
      text.removeLast()
      text += ",\"\(key)\":\(value)}"
    }
  }
}
