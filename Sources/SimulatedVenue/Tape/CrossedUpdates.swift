import Market

/// How many updates of a tape leave the book crossed: the best bid above the best ask.
public struct CrossedUpdates: Equatable, Sendable {
  /// Of the book that the levels make.
  public private(set) var ofLevels = 0
  /// Of the best prices that the quotes say.
  public private(set) var ofQuotes = 0

  /// Plays a whole tape.
  public init(_ tape: Tape) {
    var (levels, quotes) = (Book(source: .depth), Book(source: .quotes))
    var cursor = TapeCursor()
    while let update = cursor.next(in: tape.records) {
      if update.kinds.contains(.depth) {
        levels.apply(update)
        if levels.isCrossed { ofLevels += 1 }
      }
      if update.kinds.contains(.quotes) {
        quotes.apply(update)
        if quotes.isCrossed { ofQuotes += 1 }
      }
    }
  }

  /// The two counts in words, of the channels that have any.
  var text: String {
    let parts = [(ofLevels, "by levels"), (ofQuotes, "by quotes")].filter { $0.0 > 0 }
      .map { "\(TapeSummary.grouped($0.0)) \($0.1)" }
    return parts.isEmpty ? "0" : parts.joined(separator: ", ")
  }
}
