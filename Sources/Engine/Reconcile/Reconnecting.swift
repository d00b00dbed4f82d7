import Market
import Venue

/// Reopens a stream that broke or left something out.
extension Engine {
  /// The private stream left out something that a question revealed.
  mutating func streamLost(into effects: inout Effects) {
    guard agreement.rounds.isStreamUp, reconnect(.orders, into: &effects) else { return }
    recoveries.count(.privateStreamLost)
  }

  /// Asks for a channel to be reopened, unless that was asked recently. Returns false if it was.
  @discardableResult
  mutating func reconnect(_ channel: Channel, into effects: inout Effects) -> Bool {
    let limit = settings.reconcile.watchdogNanoseconds
    guard agreement.watchdogs.reconnect(channel, at: time, limit: limit) else { return false }
    ask(.reconnect(channel), into: &effects)
    note(
      LogEntry(
        .channelSilent, at: time, reason: Reason(.disconnected, value: Int64(channel.rawValue))))
    return true
  }

  /// Asks for a stream that is known to be down to be reopened.
  mutating func reopen(_ channel: Channel, into effects: inout Effects) {
    agreement.watchdogs.reopen(
      channel, at: time,
      again: time.advanced(byNanoseconds: settings.reconcile.watchdogNanoseconds))
    ask(.reconnect(channel), into: &effects)
  }
}
