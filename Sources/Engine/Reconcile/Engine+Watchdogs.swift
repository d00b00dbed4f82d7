import Market
import Venue

extension Engine {
  /// Checks whether a channel has been silent for too long. A silent market stream is reopened. If
  /// the private stream is silent, the engine asks for what it may have missed; the stream is
  /// reopened if it did leave something out, or stays silent. The request channel counts as silent
  /// only while an answer is awaited.
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

  /// The private stream's watchdog. After the start, each period of silence that is as long as the
  /// watchdog causes a comparison: orders, fills and position are asked for. If the stream stays
  /// silent it is reopened: after the 2nd, 4th, 8th and 16th such period, then after every 16th. An
  /// account where nothing happens is silent for good reason.
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

  /// How long after the private stream broke the first comparison is made while it is still down,
  /// in nanoseconds.
  private static let unheardNanoseconds: Int64 = 30_000_000_000

  /// A channel opened or broke. The request channel recovers by itself; a stream is asked for until
  /// it is open.
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
      // An answer to an earlier question may describe the time before the break.
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
