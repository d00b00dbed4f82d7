import Engine
import Market
import SimulatedVenue
import Venue

extension DryRun {
  /// Ends the engine as a crash would, and starts a new one in its place.
  ///
  /// The new engine has the same settings and tag. It knows only the highest numbers that its
  /// predecessor gave to orders and lots, as a journal would. Every connection is made again. What
  /// was on its way to the engine is lost; requests on their way to the venue may still arrive. The
  /// feed begins with a snapshot.
  public mutating func restartEngine() {
    let (book, mark) = (engine.book, engine.mark)
    kernel.restart(with: successor())
    adapter = FillAdapter()
    venue.hangUp()
    kernel.wake(at: time)
    if network.isFaultless {
      carryOut()
      hear(Network.restart(of: book, mark))
    } else {
      network.restart(at: time, book: book, mark: mark)
      carryOut()
    }
  }

  private func successor() -> Engine {
    do throws(ParameterError) {
      return try Engine(
        instrument: engine.instrument, settings: engine.settings, capabilities: capabilities,
        bookSource: engine.book.source, tag: tag, lastNumber: engine.generation,
        lastLot: engine.lastLot)
    } catch {
      preconditionFailure("the same settings fitted before: \(error)")
    }
  }

  /// Hands the engine the feed's new beginning, with the whole book, as of the moment that the feed
  /// is at.
  mutating func hear(_ beginning: [MarketChange]) {
    var kinds: MarketKinds = engine.book.source == .depth ? [.depth, .gap] : [.quotes, .gap]
    if beginning.contains(where: { $0.markPrice != nil }) { kinds.insert(.mark) }
    beginning.withUnsafeBufferPointer {
      kernel.hear(
        MarketUpdate(
          time: time, asOf: isInstant ? time : feedMoment, kinds: kinds, changes: $0))
    }
    carryOut()
  }
}
