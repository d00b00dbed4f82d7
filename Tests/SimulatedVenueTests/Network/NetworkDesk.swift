import Market
import Venue

@testable import SimulatedVenue

/// A simulated venue behind a network with faults, and short ways to trade there. What reaches us
/// comes back as lines: the milliseconds since the start, then what it was.
struct NetworkDesk {
  var desk: VenueDesk
  var network: Network
  /// Milliseconds since the start.
  private(set) var now: Int64 = 0

  /// Every message meets each of these kinds, and nothing else goes wrong.
  init(
    always kinds: FaultKind..., perHour: Int64 = 60, seed: UInt64 = 1,
    change: (inout NetworkSettings) -> Void = { _ in }
  ) {
    var settings = NetworkSettings()
    for kind in kinds {
      settings.rates[kind] = kind.measure == .perMillion ? 1_000_000 : perHour * 1_000
    }
    change(&settings)
    self.init(settings, seed: seed)
  }

  init(_ settings: NetworkSettings, seed: UInt64) {
    desk = VenueDesk()
    network = Network(settings, seed: seed, startingAt: Instant(nanoseconds: 0))
    desk.time = 0
  }

  private var moment: Instant { Instant(nanoseconds: now * 1_000_000) }

  /// Sends requests; what comes of them must be waited for.
  mutating func send(_ requests: OrderRequest...) {
    network.send(requests, at: moment, to: &desk.venue)
    take()
  }

  mutating func ask(_ inquiries: Inquiry...) {
    network.ask(inquiries, at: moment, of: &desk.venue)
    take()
  }

  /// The venue answers something.
  mutating func answer(_ answer: VenueAnswer) { network.hear([answer], at: moment) }

  /// Someone sells or buys: `s100=3` as in ``VenueDesk``.
  mutating func play(_ text: String) {
    apply(VenueDesk.changes(text), to: &desk.venue, at: moment)
    take()
  }

  /// Lets seconds go by; returns what reached us meanwhile.
  mutating func wait(_ seconds: Int64 = 0) -> [String] {
    let end = now + seconds * 1_000
    var lines: [String] = []
    while true {
      lines += hear()
      guard let due = network.nextDue, due.nanoseconds <= end * 1_000_000 else { break }
      now = max(now, (due.nanoseconds + 999_999) / 1_000_000)
      network.act(at: moment, on: &desk.venue)
      take()
    }
    now = max(now, end)
    return lines
  }

  private mutating func take() {
    var reports: [VenueReport] = []
    var answers: [VenueAnswer] = []
    desk.venue.takeReports(until: moment, into: &reports)
    desk.venue.takeAnswers(until: moment, into: &answers)
    network.hear(reports, at: moment)
    network.hear(answers, at: moment)
  }

  private mutating func hear() -> [String] {
    var lines: [String] = []
    while true {
      var reports: [VenueReport] = []
      let answer = network.receive(until: moment, into: &reports)
      lines += reports.map { "\(now) \(told($0))" }
      if let answer { lines.append("\(now) \(heard(answer))") }
      if reports.isEmpty, answer == nil { return lines }
    }
  }

  var hash: UInt64 {
    var hash = StateHash()
    desk.venue.digest(into: &hash)
    network.digest(into: &hash)
    return hash.value
  }
}

/// An answer as a line of a story.
private func heard(_ answer: VenueAnswer) -> String {
  switch answer {
  case .status(let id, let status, _):
    switch status {
    case .absent: "\(id.generation) absent"
    case .live(let order): "\(id.generation) live \(order.remaining.steps)"
    case .filled(let quantity): "\(id.generation) filled \(quantity.steps)"
    case .cancelled(let cause, let filled): "\(id.generation) ended \(cause) \(filled.steps)"
    case .rejected(let refusal): "\(id.generation) was rejected \(refusal)"
    }
  case .openOrders(let orders, _, _): "orders \(orders.map { "\($0.id.generation)" })"
  case .account(let account, _): "position \(account.position.steps)"
  case .fills(let page): "\(page.fills.count) fills"
  case .market(let status): "\(status.phase) as of \(status.asOf.nanoseconds / 1_000_000)"
  case .failed(let inquiry, let failure): "\(heard(inquiry)) failed \(failure)"
  case .connection(let channel, let isUp): "\(channel) \(isUp ? "up" : "down")"
  }
}

private func heard(_ inquiry: Inquiry) -> String {
  switch inquiry {
  case .status: "status"
  case .openOrders: "orders"
  case .account: "account"
  case .fills: "fills"
  case .marketStatus: "market status"
  case .reconnect(let channel): "reconnect \(channel)"
  }
}
