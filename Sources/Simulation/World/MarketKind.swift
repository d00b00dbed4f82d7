/// What a made-up market is like.
public enum MarketKind: UInt8, CaseIterable, Sendable {
  /// It goes to and fro.
  case quiet
  /// It goes one way for long.
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
