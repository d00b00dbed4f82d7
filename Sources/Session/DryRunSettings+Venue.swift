import Engine
import Market
import SimulatedVenue

extension DryRunSettings {
  /// A venue for a market, as these settings want it.
  public func makeVenue(of source: MarketSource) -> SimulatedVenue {
    var rules = venue
    rules.markLastsNanoseconds = engine.market.staleAfterNanoseconds
    var made = SimulatedVenue(
      instrument: source.instrument, settings: rules, bookSource: bookSource(of: source))
    let ends = [engine.market.life.endsAt, source.tape?.header.provenance.endsAt]
    if let end = ends.compactMap(\.self).min() { made.endMarket(at: end) }
    return made
  }

  /// The channel the book is built from. `auto` chooses depth if there is any. A generated market
  /// has no other channel.
  private func bookSource(of source: MarketSource) -> Book.Source {
    switch engine.market.bookSource {
    case .depth: .depth
    case .quotes: source.tape == nil ? .depth : .quotes
    case .auto: source.hasDepth ? .depth : .quotes
    }
  }
}
