import Market

extension MarketKinds {
  /// The kinds of update that reach an engine whose book is built from a channel.
  public static func heard(with book: Book.Source) -> MarketKinds {
    [book == .depth ? .depth : .quotes, .trades, .gap, .mark]
  }
}
