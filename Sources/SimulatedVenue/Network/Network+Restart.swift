import Market
import Venue

extension Network {
  /// Connects a new process in place of the old one. What was on its way to the old process is
  /// lost, and so are its inquiries that have not left yet; its requests may still arrive. Every
  /// line is down until it is connected again.
  ///
  /// - Parameters:
  ///   - book: the old engine's book, as far as the feed had come.
  ///   - mark: the old engine's mark price; nil if it had none.
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
