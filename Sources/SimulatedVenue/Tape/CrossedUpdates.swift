import Market

/// The number of a tape's updates that leave the book crossed: the best bid above the best ask.
public struct CrossedUpdates: Equatable, Sendable {
  /// Crossed updates of the book made from the levels.
  public private(set) var ofLevels = 0
  /// Crossed updates of the best prices in the quotes.
  public private(set) var ofQuotes = 0

  /// Plays a whole tape and counts.
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

  /// The two counts in words, without zero counts; `0` if both are zero.
  var text: String {
    let parts = [(ofLevels, "by levels"), (ofQuotes, "by quotes")].filter { $0.0 > 0 }
      .map { "\(TapeSummary.grouped($0.0)) \($0.1)" }
    return parts.isEmpty ? "0" : parts.joined(separator: ", ")
  }
}
