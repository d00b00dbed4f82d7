import Market
import SimulatedVenue
import Venue

/// A simulated venue and short ways to play a market to it and to trade there; what comes back is
/// text, so that a test says all that came out.
struct VenueDesk {
  var venue: SimulatedVenue
  var time: Int64 = 0

  /// The market of most stories: bids 10 @ 100, 20 @ 99; asks 10 @ 103, 20 @ 104.
  static let market = "B100=10 B99=20 A103=10 A104=20"

  init(
    _ settings: SimulatedVenueSettings = SimulatedVenueSettings(),
    minimumNotional: Int64 = 0, maker: Int64 = 0, taker: Int64 = 0,
    source: Book.Source = .depth, market: String = VenueDesk.market
  ) {
    let instrument = Instrument(
      symbol: "TEST", venue: "simulated", tick: DecimalNumber(mantissa: 1, decimals: 0),
      step: DecimalNumber(mantissa: 1, decimals: 0),
      minimumNotional: Money(units: minimumNotional),
      makerFee: FeeRate(hundredMillionths: maker), takerFee: FeeRate(hundredMillionths: taker))
    venue = SimulatedVenue(instrument: instrument, settings: settings, bookSource: source)
    play(market)
  }

  /// Plays one atomic update: `B100=10` and `A103=10` are levels, `s100=3` and `b103=3` trades whose
  /// aggressor sold and bought, `(100=1` and `)103=1` best bid and ask, `m101=5` a mark price 5 × 10⁻⁹ ticks above 101, `clear` empties the book.
  @discardableResult
  mutating func play(_ text: String) -> [String] {
    time += 1_000
    apply(VenueDesk.changes(text), to: &venue, at: Instant(nanoseconds: time))
    return hear()
  }

  @discardableResult
  mutating func send(_ requests: OrderRequest...) -> [String] {
    venue.submit(requests, at: Instant(nanoseconds: time))
    return hear()
  }

  mutating func hear(until end: Int64? = nil) -> [String] {
    var reports: [VenueReport] = []
    venue.takeReports(until: Instant(nanoseconds: end ?? time), into: &reports)
    return reports.map(told)
  }

  /// What stands before an order; -1 where that isn't known.
  func ahead(_ number: UInt64) -> Int64? {
    venue.restingOrder(id(number)).map { $0.queueAhead?.steps ?? -1 }
  }

  var hash: UInt64 {
    var hash = StateHash()
    venue.digest(into: &hash)
    return hash.value
  }
}

/// Passes changes on as the atomic update of a tape.
func apply(_ changes: [MarketChange], to venue: inout SimulatedVenue, at time: Instant) {
  var kinds: MarketKinds = []
  for change in changes {
    switch change.kind {
    case .clear, .bidLevel, .askLevel: kinds.insert(.depth)
    case .bestBid, .bestAsk: kinds.insert(.quotes)
    case .buyTrade, .sellTrade: kinds.insert(.trades)
    case .gap: kinds.insert(.gap)
    case .mark: kinds.insert(.mark)
    case .frame, nil: break
    }
  }
  changes.withUnsafeBufferPointer {
    venue.apply(MarketUpdate(time: time, kinds: kinds, changes: $0))
  }
}

extension VenueDesk {
  static func changes(_ text: String) -> [MarketChange] {
    text.split(separator: " ").map { word in
      if word == "clear" { return .clear }
      let kinds: [Character: MarketChange.Kind] = [
        "B": .bidLevel, "A": .askLevel, "s": .sellTrade, "b": .buyTrade, "(": .bestBid,
        ")": .bestAsk, "m": .mark,
      ]
      let numbers = word.dropFirst().split(separator: "=").compactMap { Int64($0) }
      guard let kind = word.first.flatMap({ kinds[$0] }), numbers.count == 2 else {
        fatalError("a story has the word \(word)")
      }
      if kind == .mark {
        return MarkPrice(ticks: numbers[0], parts: numbers[1]).map { .mark($0) } ?? .clear
      }
      return MarketChange(kind, Price(ticks: numbers[0]), Quantity(steps: numbers[1]))
    }
  }
}

func id(_ number: UInt64) -> ClientOrderID {
  ClientOrderID(tag: 1, purpose: .manual, subject: 0, generation: number)
}

/// An order: post-only if nothing else is said, a market order without a price; one with a stop or
/// a target waits for that price.
func order(
  _ number: UInt64, _ side: Side, _ quantity: Int64, at ticks: Int64? = nil,
  _ timeInForce: TimeInForce? = nil, reduceOnly: Bool = false, stop: Int64? = nil,
  target: Int64? = nil, on reference: TriggerReference = .mark, expires: Int64 = .max,
  group: Int64 = 0
) -> OrderRequest {
  .place(
    NewOrder(
      id: id(number), side: side, limit: ticks.map { Price(ticks: $0) },
      quantity: Quantity(steps: quantity),
      timeInForce: timeInForce ?? (ticks == nil ? .immediateOrCancel : .postOnly),
      isReduceOnly: reduceOnly,
      trigger: (stop ?? target).map {
        Trigger(price: Price(ticks: $0), reference: reference, isStop: stop != nil)
      }, expiresAt: Instant(nanoseconds: expires), group: group))
}

func amend(_ number: UInt64, to remaining: Int64, at ticks: Int64) -> OrderRequest {
  .amend(id(number), limit: Price(ticks: ticks), remaining: Quantity(steps: remaining))
}

func cancel(_ number: UInt64) -> OrderRequest { .cancel(id(number)) }

/// A report as a line of a story; fees and fill ids are left to the tests about them.
func told(_ report: VenueReport) -> String {
  switch report {
  case .accepted(let id): "\(named(id)) accepted"
  case .rejected(let id, let refusal): "\(named(id)) rejected \(refusal)"
  case .filled(let fill):
    "\(named(fill.order)) \(fill.side) \(fill.quantity.steps) @ \(fill.price.ticks) "
      + "\(fill.liquidity)"
  case .cancelled(let id, let cause, let filled):
    "\(named(id)) cancelled \(cause), filled \(filled.steps)"
  case .cancelRefused(let id, let refusal): "\(named(id)) cancel refused \(refusal)"
  case .amended(let id, let limit, let remaining):
    "\(named(id)) amended to \(remaining.steps) @ \(limit.ticks)"
  case .amendRefused(let id, let refusal): "\(named(id)) amend refused \(refusal)"
  case .shrunk(let id, let remaining): "\(named(id)) shrunk to \(remaining.steps)"
  case .triggered(let id): "\(named(id)) triggered"
  case .failed(let id, let kind, let failure): "\(named(id)) \(kind) failed \(failure)"
  case .cancelScheduled(let time): "cancel scheduled at \(time?.nanoseconds ?? 0)"
  case .scheduleRefused(let refusal): "schedule refused \(refusal)"
  case .funded(let funding): "funded \(funding.amount.rounded.units)"
  }
}

extension SimulatedVenueSettings {
  /// Where our own orders pass each other by.
  static var passing: SimulatedVenueSettings {
    var settings = SimulatedVenueSettings()
    settings.rules.selfTrade = .ignored
    return settings
  }
}
