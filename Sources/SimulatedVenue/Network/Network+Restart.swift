import Market
import Venue

extension Network {
  /// A new process takes the place of the one that was connected. What was on its way to that one is
  /// lost, and so is what it still wanted to ask; its requests may yet arrive. Every line is down
  /// until it is made anew.
  ///
  /// - Parameters:
  ///   - book: the old engine's, as far as the feed had come.
  ///   - mark: likewise; nil where there was none to go by.
  public mutating func restart(at time: Instant, book: Book, mark: MarkPrice?) {
    incoming = DueQueue()
    flights.removeAll()
    outgoing.remove {
      if case .inquiry = $0 { true } else { false }
    }
    if feed.missed == nil { feed.missed = (book, mark, time) }
    for channel in Channel.allCases {
      lines[channel].isUp = false
      lines[channel].isSilent = false
      lines[channel].opensAt = channel == .requests ? max(lines[channel].backFrom, time) : nil
      tell(.connection(channel, isUp: false), at: time)
    }
  }
}
