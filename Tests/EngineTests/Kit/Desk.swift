import Market
import Venue

@testable import Engine

/// An engine fed by hand: a market that moves when told, and a venue that says what it is told to
/// say. Every call returns the requests that came out, as words:
///
/// | word | means |
/// |---|---|
/// | `+3 buy 5@990` | order 3 is placed, post-only |
/// | `+4 sell 5@1000 reduce` | reduce-only |
/// | `+5 sell 5@1000 ioc` | immediate or cancel |
/// | `~3 to 2` | order 3 is amended to 2 |
/// | `-3` | order 3 is cancelled |
///
/// What the venue is asked beside that is kept apart, in ``asked``: `status 3`, `orders`, `account`,
/// `fills 12` (from second 12 on), `fills 12 after 3` (and after fill 3), `market`, `reconnect orders`.
struct Desk {
  var engine: Engine
  var time: Int64 = 1_000_000_000
  private(set) var placed: [UInt64: NewOrder] = [:]
  private(set) var records: [FillRecord] = []
  private var filled: [UInt64: Int64] = [:]
  private var lastFill: UInt64 = 0
  private var effects = Effects()
  /// Whether the venue answers whatever it is asked, as the engine has it; the first comparison is
  /// answered in any case.
  var isObliging = true
  /// Whether an obliging venue has ever more pages for the audit, of fills from before the engine began.
  var hasLongAudit = false
  /// What the venue was asked since this was last taken.
  private(set) var asked: [String] = []

  /// A grid of two rungs a side, ten ticks apart, five steps each, without floors, fees or bounds.
  static var settings: EngineSettings {
    var settings = EngineSettings()
    settings.grid.levels = 2
    settings.grid.spacing = .ticks(10)
    settings.grid.size = .steps(5)
    settings.grid.floorTicks = 1
    settings.grid.floorBasisPoints = .zero
    settings.grid.floorShareOfBase = .zero
    settings.grid.floorWidth = .zero
    settings.grid.tighteningSlope = 0
    settings.exits.minimumEdge = .zero
    settings.risk.losses.priceCollar = nil
    settings.risk.losses.maximumOrderRate = nil
    settings.market.life.pollNanoseconds = 0
    settings.market.haltAfterNanoseconds = 0
    settings.reconcile.pollNanoseconds = 30_000_000_000
    return settings
  }

  static func instrument(
    minimumNotional: Int64 = 0, makerFee: Int64 = 0, takerFee: Int64 = 0, tickDecimals: Int = 0
  ) -> Instrument {
    let one = DecimalNumber(mantissa: 1, decimals: 0)
    return Instrument(
      symbol: "TEST", venue: "desk",
      tick: DecimalNumber(mantissa: 1, decimals: tickDecimals), step: one,
      minimumNotional: Money(units: minimumNotional),
      makerFee: FeeRate(hundredMillionths: makerFee), takerFee: FeeRate(hundredMillionths: takerFee)
    )
  }

  static var capabilities: VenueCapabilities {
    var capabilities = VenueCapabilities()
    capabilities.supportsAmend = true
    capabilities.amendKeepsQueueOnDecrease = true
    capabilities.ownOrdersMeet = false
    return capabilities
  }

  init(
    minimumNotional: Int64 = 0, makerFee: Int64 = 0, takerFee: Int64 = 0, tickDecimals: Int = 0,
    capabilities: VenueCapabilities = Desk.capabilities, isReconciled: Bool = true,
    change: (inout EngineSettings) -> Void = { _ in }
  ) throws {
    var settings = Desk.settings
    change(&settings)
    engine = try Engine(
      instrument: Desk.instrument(
        minimumNotional: minimumNotional, makerFee: makerFee, takerFee: takerFee,
        tickDecimals: tickDecimals),
      settings: settings, capabilities: capabilities, bookSource: .depth)
    guard isReconciled else { return }
    // The engine begins at a venue where nothing stands.
    engine.apply(.deadline, at: now, into: &effects)
    told()
    takeAsked()
  }

  var now: Instant { Instant(nanoseconds: time) }
  var snapshot: Snapshot { engine.snapshot() }

  /// Lets time pass without anything happening.
  mutating func wait(milliseconds: Int64) { time += milliseconds * 1_000_000 }

  // MARK: What happens

  /// The whole book is told anew: one level a side; zero for an empty side.
  @discardableResult
  mutating func book(_ bid: Int64, _ ask: Int64, size: Int64 = 50) -> [String] {
    var changes: [MarketChange] = [.clear]
    if bid > 0 { changes.append(level(.bidLevel, bid, size)) }
    if ask > 0 { changes.append(level(.askLevel, ask, size)) }
    return update(changes)
  }

  /// The same, told late: it tells of a moment so many milliseconds ago.
  @discardableResult
  mutating func hear(_ bid: Int64, _ ask: Int64, ago milliseconds: Int64) -> [String] {
    time += 1_000_000
    let changes = [.clear, level(.bidLevel, bid, 50), level(.askLevel, ask, 50)]
    let asOf = now.advanced(byNanoseconds: -milliseconds * 1_000_000)
    changes.withUnsafeBufferPointer {
      engine.apply(
        MarketUpdate(time: now, asOf: asOf, kinds: .depth, changes: $0), into: &effects)
    }
    return told()
  }

  /// The venue tells its mark price, so many 10⁻⁹ of a tick above whole ticks, which it had so many
  /// milliseconds ago.
  @discardableResult
  mutating func mark(_ ticks: Int64, parts: Int64 = 0, ago milliseconds: Int64 = 0) -> [String] {
    time += 1_000_000
    let asOf = now.advanced(byNanoseconds: -milliseconds * 1_000_000)
    let changes = MarkPrice(ticks: ticks, parts: parts).map { [MarketChange.mark($0)] } ?? []
    changes.withUnsafeBufferPointer {
      engine.apply(MarketUpdate(time: now, asOf: asOf, kinds: .mark, changes: $0), into: &effects)
    }
    return told()
  }

  private func level(_ kind: MarketChange.Kind, _ ticks: Int64, _ steps: Int64) -> MarketChange {
    MarketChange(kind, Price(ticks: ticks), Quantity(steps: steps))
  }

  @discardableResult
  mutating func update(_ changes: [MarketChange], kinds: MarketKinds = .depth) -> [String] {
    time += 1_000_000
    changes.withUnsafeBufferPointer {
      engine.apply(MarketUpdate(time: now, kinds: kinds, changes: $0), into: &effects)
    }
    return told()
  }

  @discardableResult
  mutating func command(_ command: Command) -> [String] {
    engine.apply(.command(command), at: now, into: &effects)
    return told()
  }

  /// Gives the engine an input as it is.
  @discardableResult
  mutating func input(_ input: Input) -> [String] {
    engine.apply(input, at: now, into: &effects)
    return told()
  }

  /// Whether the engine waits for nothing but its regular looks at venue and channels.
  var isIdle: Bool {
    let due = Timer.allCases.filter { engine.timers[$0] == engine.nextDeadline }
    return due == [.orderList]
      || engine.nextDeadline
        == min(engine.agreement.rounds.wakeAt, engine.agreement.watchdogs.checkAt)
  }

  /// Lets time pass to the moment the engine asked for, over its regular looks at venue and channels,
  /// of which a few hours at most.
  @discardableResult
  mutating func deadline() -> [String] {
    var words: [String] = []
    for _ in 0..<2_000 {
      let isRegular = isIdle
      words += nextDeadline()
      if !isRegular || !words.isEmpty { break }
    }
    return words
  }

  /// Lets time pass to the very next moment the engine asked for.
  @discardableResult
  mutating func nextDeadline() -> [String] {
    time = max(time, engine.nextDeadline.nanoseconds)
    engine.apply(.deadline, at: now, into: &effects)
    return told()
  }

  @discardableResult
  mutating func say(_ reports: VenueReport...) -> [String] {
    engine.apply(.reports(reports), at: now, into: &effects)
    return told()
  }

  /// Lets time pass to a number of milliseconds from now, deadline by deadline, and wakes the
  /// engine then.
  @discardableResult
  mutating func pass(milliseconds: Int64) -> [String] {
    let end = time + milliseconds * 1_000_000
    var words: [String] = []
    while engine.nextDeadline.nanoseconds <= end { words += nextDeadline() }
    time = end
    engine.apply(.deadline, at: now, into: &effects)
    return words + told()
  }

  /// Takes what the venue was asked since the last time.
  @discardableResult
  mutating func takeAsked() -> [String] {
    defer { asked = [] }
    return asked
  }

  // MARK: What the venue says

  @discardableResult
  mutating func answer(_ answers: VenueAnswer...) -> [String] {
    var words: [String] = []
    for answer in answers {
      engine.apply(.answer(answer), at: now, into: &effects)
      words += told()
    }
    return words
  }

  /// The venue answers what became of an order.
  @discardableResult
  mutating func status(_ number: UInt64, _ status: OrderStatus) -> [String] {
    answer(.status(id(number), status, asOf: now))
  }

  /// The venue answers that an order stands, with so many steps left.
  @discardableResult
  mutating func live(_ number: UInt64, _ remaining: Int64? = nil) -> [String] {
    status(number, .live(listed(number, remaining)))
  }

  /// An order as the venue would list it.
  func listed(_ number: UInt64, _ remaining: Int64? = nil) -> VenueOrder {
    let order = placed[number]
    let quantity = order?.quantity ?? Quantity(steps: 5)
    return VenueOrder(
      id: id(number), side: order?.side ?? .buy, limit: order?.limit ?? Price(ticks: 1_000),
      quantity: quantity, remaining: remaining.map { Quantity(steps: $0) } ?? quantity,
      isReduceOnly: order?.isReduceOnly ?? false, trigger: order?.trigger, placedAt: now)
  }

  /// The venue answers with fills, all there are from the moment on that was asked for last.
  @discardableResult
  mutating func fills(_ fills: Fill..., isLast: Bool = true) -> [String] {
    let since = engine.agreement.fillFetch.run?.since ?? .distantPast
    let after = engine.agreement.fillFetch.run?.after
    return answer(
      .fills(FillPage(since: since, after: after, asOf: now, fills: fills, isLast: isLast)))
  }

  /// The venue answers the audit's page with fills.
  @discardableResult
  mutating func audit(_ fills: Fill..., isLast: Bool = true) -> [String] {
    let since = engine.agreement.fillAudit.run?.since ?? .distantPast
    let after = engine.agreement.fillAudit.run?.after
    return answer(
      .fills(FillPage(since: since, after: after, asOf: now, fills: fills, isLast: isLast)))
  }

  @discardableResult
  mutating func accept(_ numbers: UInt64...) -> [String] {
    numbers.flatMap { say(.accepted(id($0))) }
  }

  @discardableResult
  mutating func reject(_ number: UInt64, _ refusal: Refusal) -> [String] {
    say(.rejected(id(number), refusal))
  }

  /// Fills an order at its own price.
  @discardableResult
  mutating func fill(_ number: UInt64, _ steps: Int64) -> [String] {
    say(.filled(makeFill(number, steps)))
  }

  /// Ends an order; `filled` is what the venue filled of it in all, what was told if nothing is said.
  @discardableResult
  mutating func cancelled(
    _ number: UInt64, _ cause: CancelCause = .requested, filled total: Int64? = nil
  ) -> [String] {
    say(
      .cancelled(
        id(number), cause, filled: Quantity(steps: total ?? filled[number, default: 0])))
  }

  mutating func makeFill(
    _ number: UInt64, _ steps: Int64, at ticks: Int64? = nil, fee: Int64 = 0,
    _ liquidity: Liquidity = .maker
  ) -> Fill {
    lastFill += 1
    filled[number, default: 0] += steps
    let order = placed[number]
    return Fill(
      id: FillID(lastFill), order: id(number), side: order?.side ?? .buy,
      price: ticks.map { Price(ticks: $0) } ?? order?.limit ?? Price(ticks: 1_000),
      quantity: Quantity(steps: steps), fee: whole(fee), liquidity: liquidity, time: now)
  }

  /// The full id of an order by its number; one that never was sent gets one of its own.
  func id(_ number: UInt64) -> ClientOrderID {
    placed[number]?.id
      ?? ClientOrderID(tag: 9, purpose: .manual, subject: 0, generation: number)
  }

  // MARK: Words

  @discardableResult
  private mutating func told() -> [String] {
    records += effects.fills
    asked += effects.inquiries.map(\.word)
    let inquiries = effects.inquiries
    for case .place(let order) in effects.requests { placed[order.id.generation] = order }
    let words = effects.requests.map(\.word)
    effects.removeAll()
    guard isObliging else { return words }
    return inquiries.reduce(words) { $0 + answer(obliging($1)) }
  }

  /// What a venue answers that has everything as the engine does.
  private func obliging(_ inquiry: Inquiry) -> VenueAnswer {
    let orders = engine.orders.live.all.filter { $0.id != .vacant && !$0.isOver }.map { order in
      VenueOrder(
        id: order.id, side: order.side, limit: order.price, quantity: order.quantity,
        remaining: order.remaining, isReduceOnly: order.isReduceOnly,
        trigger: order.waits ? placed[order.id.generation]?.trigger : nil, placedAt: order.sentAt)
    }
    switch inquiry {
    case .status(let id):
      let order = orders.first { $0.id == id }
      return .status(id, order.map { .live($0) } ?? .absent, asOf: now)
    case .openOrders: return .openOrders(orders, asOf: now)
    case .account: return .account(AccountState(asOf: now, position: engine.position))
    case .fills(let since, let after):
      let isLong = hasLongAudit && engine.agreement.fillAudit.awaits(since, after)
      let number = engine.agreement.fillAudit.pages + 1
      let old = Desk.fill(
        UInt64(1_000 + number), of: .foreign(1), .buy, 1,
        at: Instant(nanoseconds: Int64(number)))
      return .fills(
        FillPage(
          since: since, after: after, asOf: now, fills: isLong ? [old] : [], isLast: !isLong))
    case .marketStatus: return .market(MarketStatus(phase: .trading, asOf: now))
    case .reconnect(let channel): return .connection(channel, isUp: true)
    }
  }

  /// The rungs as words: side, price, state or the reason it's empty.
  var rungs: [String] {
    snapshot.grid.rungs.map { rung in
      let state = rung.state == .planned ? rung.reason.code.name : "\(rung.state)"
      return "\(rung.side) \(rung.price.ticks) \(state)"
    }
  }

  var hash: UInt64 {
    var hash = StateHash()
    engine.digest(into: &hash)
    return hash.value
  }
}
