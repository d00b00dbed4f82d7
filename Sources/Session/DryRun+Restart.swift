import Engine
import Market
import SimulatedVenue
import Venue

extension DryRun {
  /// Ends the engine as a crash would, and starts a new one in its place that has no journal.
  ///
  /// The new engine has the same settings and tag. It knows only the highest numbers that its
  /// predecessor gave to orders and lots. Every connection is made again. What was on its way to the
  /// engine is lost; requests on their way to the venue may still arrive. The feed begins with a
  /// snapshot.
  public mutating func restartEngine() {
    let old = engine
    kernel.restart(with: successor())
    reconnect(after: old) { $0.kernel.wake(at: $0.time) }
  }

  /// Ends the engine as a crash would, and continues with the one that its journal holds. Otherwise
  /// it is as with an engine that has no journal.
  ///
  /// - Parameters:
  ///   - restored: the engine as of the last durable input.
  ///   - count: the number of that input.
  ///   - reserved: the numbers that the ended process may have used.
  public mutating func restartEngine(
    with restored: Engine, after count: Int, above reserved: ReservedNumbers
  ) {
    let old = engine
    reconnect(after: old) {
      $0.kernel.restart(with: restored, after: count, above: reserved, at: $0.time)
    }
  }

  /// Makes every connection again for the engine that `begin` starts.
  private mutating func reconnect(after old: Engine, _ begin: (inout DryRun) -> Void) {
    adapter = FillAdapter()
    death = .none
    venue.hangUp()
    begin(&self)
    if network.isFaultless {
      carryOut()
      hear(Network.restart(of: old.book, old.mark))
    } else {
      network.restart(at: time, book: old.book, mark: old.mark)
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
          time: time, asOf: isInstant ? time : feedMoment, kinds: kinds, changes: $0),
        place: nil)
    }
    carryOut()
  }
}
