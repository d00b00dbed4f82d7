import Market
import Venue

extension Engine {
  /// Looks whether a channel is silent for too long. A silent market stream is opened anew. What the
  /// private stream should have said is asked; where it did leave something out, or goes on being
  /// silent, it is opened anew. Answers are only missed where something was asked.
  mutating func watchChannels(into effects: inout Effects) {
    guard time >= agreement.watchdogs.checkAt else { return }
    let limit = settings.reconcile.watchdogNanoseconds
    agreement.watchdogs.look(at: time, again: time.advanced(byNanoseconds: limit / 4))
    for channel in Channel.allCases
    where time >= agreement.watchdogs.reopenAt[Int(channel.rawValue)] {
      reopen(channel, into: &effects)
    }
    if agreement.watchdogs.marketSilence(at: time, lastBook: market.lastBook) >= limit {
      if reconnect(.market, into: &effects) { askMarketStatus(into: &effects) }
    }
    watchOrders(into: &effects)
    judgeMarketSilence(into: &effects)
    let wanted = min(
      agreement.rounds.round?.begunAt ?? .distantFuture,
      agreement.fillFetch.run?.wantedAt ?? .distantFuture)
    if wanted < .distantFuture,
      time.nanoseconds(since: max(wanted, agreement.watchdogs.answerHeard)) >= limit
    {
      reconnect(.requests, into: &effects)
    }
  }

  /// The private stream's watchdog. From the start on its silence is looked into as often as the
  /// watchdog says: orders, fills and position are asked for. Where it stays silent it is opened anew,
  /// each time after twice as long, up to sixteen times: an account where nothing happens is silent
  /// for good reason.
  private mutating func watchOrders(into effects: inout Effects) {
    guard agreement.rounds.isStreamUp, agreement.rounds.hasStarted, agreement.rounds.round == nil
    else {
      return
    }
    let limit = settings.reconcile.watchdogNanoseconds
    guard let count = agreement.watchdogs.lookAtOrders(at: time, limit: limit) else { return }
    recoveries.count(.privateStreamSilent)
    reconcile(.silence, into: &effects)
    guard count > 1, count % 16 == 0 || (count < 16 && count & (count - 1) == 0),
      reconnect(.orders, into: &effects)
    else { return }
    recoveries.count(.privateStreamReopened)
  }

  /// How long after the private stream broke everything is compared for the first time, while it is
  /// still broken, in nanoseconds.
  private static let unheardNanoseconds: Int64 = 30_000_000_000

  /// A channel opened or broke. Requests find their way again by themselves; a stream is asked for
  /// until it is open.
  mutating func learn(_ channel: Channel, isUp: Bool, into effects: inout Effects) {
    agreement.rounds.learn(channel, isUp: isUp)
    note(
      LogEntry(
        isUp ? .connected : .disconnected, at: time,
        reason: Reason(.disconnected, value: Int64(channel.rawValue))))
    agreement.watchdogs.changed(channel)
    if !isUp, channel != .requests { reopen(channel, into: &effects) }
    guard channel != .market else { return }
    if isUp {
      // What was asked before may have been answered from before, too.
      agreement.rounds.dropRound()
      switches.control.doubtLists(at: time)
      if agreement.rounds.isStreamUp { reconcile(.reconnect, into: &effects) }
    } else {
      recoveries.count(.disconnected)
      agreement.rounds.disconnected(
        compareAt: time.advanced(byNanoseconds: Engine.unheardNanoseconds))
      markRungs(.reconciled, Reason(.disconnected))
    }
  }
}
