import Market
import Venue

/// Connections that break, noticed or silently, and come back.
extension Network {
  /// The longest time that making a connection takes, in nanoseconds.
  private static let longestHandshakeNanoseconds: Int64 = 500_000_000
  /// How long it takes us to find out that no connection can be made, in nanoseconds.
  private static let deniedNanoseconds: Int64 = 1_000_000_000

  /// Breaks a connection and reports that it is down. What was on it is lost.
  ///
  /// - Parameter longest: the longest time for which it can't be made again, in nanoseconds; nil
  ///   for `longestOutageNanoseconds`.
  mutating func breakLine(
    _ channel: Channel, because fault: Fault, longest: Int64? = nil, at time: Instant
  ) {
    let most = longest ?? settings.longestOutageNanoseconds
    let until = time.advanced(byNanoseconds: drawn(most, fault))
    lines[channel].backFrom = max(lines[channel].backFrom, until)
    lines[channel].isUp = false
    lines[channel].isSilent = false
    // A stream is opened when the engine asks for it; the request line comes back by itself.
    lines[channel].opensAt = channel == .requests ? lines[channel].backFrom : nil
    tell(.connection(channel, isUp: false), at: time)
    loseAll(on: channel, at: time)
  }

  /// While connections flap: the longest time that one stays up, and the longest time that it then
  /// can't be made, in nanoseconds.
  private static let longestFlapNanoseconds: Int64 = 3_000_000_000

  /// Breaks a connection if the next break of the flapping is due.
  mutating func flap(at time: Instant) {
    guard flapping.next <= time else { return }
    guard time < flapping.until else {
      flapping.next = .distantFuture
      return
    }
    flapping.count += 1
    // Each break has its own draws, apart from those of the onsets.
    let fault = Fault(
      .flapping, onsetNumbers[Int(FaultKind.flapping.rawValue)] << 32 | flapping.count)
    let channel = Channel.allCases[Int(draws.below(3, fault, 4))]
    breakLine(channel, because: fault, longest: Network.longestFlapNanoseconds, at: time)
    let wait = 1 + draws.below(Network.longestFlapNanoseconds, fault, 5)
    flapping.next = time.advanced(byNanoseconds: wait)
  }

  /// Makes a stream silent without reporting it.
  mutating func silenceLine(_ channel: Channel, because fault: Fault, at time: Instant) {
    guard lines[channel].isUp else { return }
    let until = time.advanced(byNanoseconds: drawn(settings.longestOutageNanoseconds, fault))
    lines[channel].backFrom = max(lines[channel].backFrom, until)
    lines[channel].isSilent = true
    loseAll(on: channel, at: time)
  }

  /// Loses everything that is on a line; requests without an answer are reported as failed.
  private mutating func loseAll(on channel: Channel, at time: Instant) {
    for lost in incoming.remove(where: { $0.line == channel }) {
      guard channel == .requests else { continue }
      switch lost.delivery {
      case .report(let report):
        guard let (order, kind) = report.answered else { continue }
        tell(.failed(order, kind, .lost), at: time)
      case .answer(let answer):
        guard let inquiry = answer.inquiry else { continue }
        tell(.failed(inquiry, .lost), at: time)
      }
    }
    guard channel == .requests else { return }
    for index in flights.indices where flights[index].fate != .mute {
      tell(.failed(flights[index].order, flights[index].kind, .lost), at: time)
      flights[index].fate = .mute
    }
  }

  /// Closes a stream and opens it again, if the venue can be reached.
  mutating func reconnect(_ channel: Channel, at time: Instant) {
    inquiryNumber += 1
    guard lines[channel].opensAt == nil else { return }
    guard time >= lines[channel].backFrom else {
      let due = time.advanced(byNanoseconds: Network.deniedNanoseconds)
      return tell(.failed(.reconnect(channel), .notSent), at: due)
    }
    loseAll(on: channel, at: time)
    lines[channel].isUp = false
    let fault = Fault(.disconnect, Way.inquiry.number(inquiryNumber))
    lines[channel].opensAt = time.advanced(
      byNanoseconds: drawn(Network.longestHandshakeNanoseconds, fault))
  }

  /// Opens the lines whose connection is up by now.
  mutating func open(at time: Instant, on venue: SimulatedVenue) {
    for channel in Channel.allCases {
      guard let opensAt = lines[channel].opensAt, opensAt <= time else { continue }
      open(channel, at: time, on: venue)
    }
    endFeedGap(at: time)
  }

  private mutating func open(_ channel: Channel, at time: Instant, on venue: SimulatedVenue) {
    lines[channel].opensAt = nil
    lines[channel].isUp = true
    lines[channel].isSilent = false
    tell(.connection(channel, isUp: true), at: time)
    if channel == .orders, settings.repeatsOrdersOnSubscribe {
      tell(.openOrders(venue.openOrders, asOf: time, asked: time), at: time)
    }
  }

  /// Brings every line back; a silent one is first reported as down.
  mutating func healLines(at time: Instant, on venue: SimulatedVenue) {
    for channel in Channel.allCases where !lines[channel].carries {
      if lines[channel].isUp { tell(.connection(channel, isUp: false), at: time) }
      lines[channel].backFrom = time
      open(channel, at: time, on: venue)
    }
  }
}
