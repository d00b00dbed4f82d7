/// The behaviour of a generated market in a drill.
public enum MarketKind: UInt8, CaseIterable, Sendable {
  /// It moves up and down.
  case quiet
  /// It moves one way for long.
  case trending
  /// Trades reach far beyond the best prices and come back.
  case wick
  /// It jumps over many prices at once.
  case gap
  /// It falls silent for up to a minute.
  case halt

  /// The name on a command line.
  public var name: String { "\(self)" }
}
