import Engine
import Market
import Session
import SimulatedVenue
import Venue

/// What the engines sent and what was reported to them, as it crossed the boundary.
///
/// It shows what an engine *could* know at a moment, whatever it made of that.
struct Boundary: Sendable {
  /// Every order that left, by its id; looked up, never walked.
  private(set) var orders: [ClientOrderID: SentOrder] = [:]
  /// Entry orders and exits that left and have neither arrived nor become impossible.
  private(set) var underWay: [ClientOrderID] = []
  /// Orders that left in this step, oldest first.
  private(set) var placed: [NewOrder] = []
  /// Orders that left since the running engine began.
  private(set) var placedByEngine = 0
  /// An id that left twice.
  private(set) var repeated: ClientOrderID?

  /// Fills that were reported to the engines, each once.
  private(set) var heardFills: Set<UInt64> = []
  /// What the running engine's position must be by the reports: the position its books began with,
  /// plus the fills since.
  private(set) var heardPosition: Int64 = 0
  /// What its books began with; nil before they did.
  private(set) var anchor: Anchor?
  /// Whether the anchor matches no account that was reported to it.
  private(set) var anchorIsInvented = false
  private var heardAccounts: [AccountState] = []
  /// Fills reported to it, each once; then the fills and the funding that were reported before its
  /// books began.
  private var heardByThisEngine: Set<UInt64> = []
  private var early: [Fill] = []
  private var earlyFunding: [Funding] = []
  /// Orders that the running engine sent.
  private var own: Set<ClientOrderID> = []
  /// When an order that it did not send was first reported to it as live.
  private var heardStanding: [ClientOrderID: Instant] = [:]
  private(set) var heardFees = ExactMoney.zero
  private(set) var heardCash = ExactMoney.zero
  private(set) var heardFunding = ExactMoney.zero
  /// How much exits have filled by the reports to the engines, by the lot they belong to.
  private(set) var heardExited: [Int64: Int64] = [:]
  /// Number of fills reported to the running engine that it has to book, each once.
  private(set) var heardByEngine = 0
  /// What the running engine had to book in this step, oldest first.
  private(set) var countedFills: [Fill] = []
  /// Fills of third parties, liquidations and deleveraging that were reported to any engine.
  private(set) var heardForeign = 0
  /// A fill that none of our orders made, reported to the running engine in this step.
  private(set) var foreignFill: Fill?
  /// A fill for an order that no engine sent.
  private(set) var strayFill: Fill?
  private var heardFundings: Set<Int64> = []

  /// When a request or report last crossed.
  private(set) var lastTraffic = Instant.distantPast
  /// What must be compared before an entry order may leave, after this step and before it.
  private(set) var debts = ReconnectDebts()
  private(set) var debtsBefore = ReconnectDebts()

  /// How long after it left an order without an expiry could still arrive, in nanoseconds.
  private let longestWayNanoseconds: Int64

  init(longestWayNanoseconds: Int64) { self.longestWayNanoseconds = longestWayNanoseconds }

  /// Folds what crossed in a step.
  mutating func learn(_ traffic: Traffic, at time: Instant) {
    placed.removeAll(keepingCapacity: true)
    countedFills.removeAll(keepingCapacity: true)
    foreignFill = nil
    debtsBefore = debts
    guard !traffic.isEmpty else { return }
    lastTraffic = time
    for report in traffic.reports { learn(report, at: time) }
    for answer in traffic.answers { learn(answer, at: time) }
    for request in traffic.requests { learn(request, at: time) }
  }

  private mutating func learn(_ request: OrderRequest, at time: Instant) {
    switch request {
    case .place(let order):
      if orders[order.id] != nil, repeated == nil { repeated = order.id }
      let latest = min(order.expiresAt, time.advanced(byNanoseconds: longestWayNanoseconds))
      orders[order.id] = SentOrder(order, at: time, arrivesBy: latest)
      underWay.append(order.id)
      placed.append(order)
      placedByEngine += 1
      own.insert(order.id)
    case .amend(let id, _, let remaining): orders[id]?.amend(to: remaining, at: time)
    case .cancel(let id): orders[id]?.cancel(at: time)
    case .scheduleCancel: break
    }
  }

  private mutating func learn(_ report: VenueReport, at time: Instant) {
    switch report {
    case .filled(let fill): learn(fill, at: time)
    case .rejected(let id, _): learnNeverStood(id, at: time)
    case .cancelled(let id, _, let filled): orders[id]?.hearEnd(filled: filled.steps, at: time)
    case .amended(let id, _, let remaining): orders[id]?.hearAmended(remaining, at: time)
    case .shrunk(let id, let remaining): orders[id]?.hearAmended(remaining, at: time)
    case .failed(let id, .place, let failure) where !failure.isAmbiguous:
      learnNeverStood(id, at: time)
    case .accepted(let id), .cancelRefused(let id, _), .amendRefused(let id, _), .triggered(let id),
      .failed(let id, _, _):
      orders[id]?.touchedAt = time
    case .cancelScheduled, .scheduleRefused: break
    case .funded(let funding):
      if anchor == nil { earlyFunding.append(funding) } else { count(funding) }
    }
  }

  /// Counts funding that the engine has to book, once. Funding before its books began is part of
  /// what they began with.
  private mutating func count(_ funding: Funding) {
    guard let anchor, funding.time > anchor.time,
      heardFundings.insert(funding.time.nanoseconds).inserted
    else { return }
    heardFunding -= funding.amount
  }

  /// An order was refused, by the venue or before it, or did not leave: it can't arrive any more.
  private mutating func learnNeverStood(_ id: ClientOrderID, at time: Instant) {
    orders[id]?.hearEnd(filled: 0, at: time)
    underWay.removeAll { $0 == id }
  }

  private mutating func learn(_ answer: VenueAnswer, at time: Instant) {
    debts.learn(answer)
    switch answer {
    case .status(let id, let status, let asOf):
      orders[id]?.hear(status, asOf: asOf, at: time)
      if case .live = status { hearStanding(id, at: time) }
    case .fills(let page): for fill in page.fills { learn(fill, at: time) }
    case .openOrders(let listed, _, _): for order in listed { hearStanding(order.id, at: time) }
    case .account(let account, _): if anchor == nil { heardAccounts.append(account) }
    case .market, .failed, .connection: break
    }
  }

  private mutating func learn(_ fill: Fill, at time: Instant) {
    if heardByThisEngine.insert(fill.id.value).inserted {
      if anchor == nil { early.append(fill) } else { count(fill) }
    }
    guard heardFills.insert(fill.id.value).inserted else { return }
    if fill.order.isForeign { heardForeign += 1 }
    if fill.order.purpose?.isOfOneLot ?? false {
      heardExited[fill.order.subject, default: 0] += fill.quantity.steps
    }
    if orders[fill.order] == nil, !fill.order.isForeign, strayFill == nil { strayFill = fill }
    orders[fill.order]?.hearFill(fill.quantity.steps, filledAt: fill.time, at: time)
  }

  /// Records what the engine's books began with.
  mutating func learn(_ begun: Anchor) {
    guard anchor == nil else { return }
    anchor = begun
    anchorIsInvented = !heardAccounts.contains {
      $0.position == begun.position && $0.asOf == begun.time
    }
    heardPosition = begun.position.steps
    heardAccounts = []
    for funding in earlyFunding { count(funding) }
    for fill in early { count(fill) }
    (earlyFunding, early) = ([], [])
  }

  /// Counts a fill that the engine has to book: a fill of its own order, or one after the moment
  /// its books began with.
  private mutating func count(_ fill: Fill) {
    guard let anchor, isOwn(fill.order) || fill.time > anchor.time else { return }
    heardByEngine += 1
    countedFills.append(fill)
    if fill.order.isForeign || fill.cause != .trade { foreignFill = fill }
    heardPosition += fill.side.sign * fill.quantity.steps
    heardCash -= ExactMoney(
      fill.price, times: Position(steps: fill.side.sign * fill.quantity.steps))
    heardFees += fill.fee
  }

  /// Net profit by the reports, with the position valued at a price; without adjustments.
  func heardNet(at mark: Price) -> ExactMoney {
    let begun = anchor.flatMap { begun in
      begun.price.map { ExactMoney($0, times: begun.position) }
    }
    let value = ExactMoney(mark, times: Position(steps: heardPosition))
    return heardCash - (begun ?? .zero) + value - heardFees - heardFunding
  }

  private mutating func hearStanding(_ id: ClientOrderID, at time: Instant) {
    if heardStanding[id] == nil { heardStanding[id] = time }
  }

  /// Whether the running engine sent an order.
  func isOwn(_ id: ClientOrderID) -> Bool { own.contains(id) }

  /// When the running engine sent an order, or the order was reported to it as live; nil if
  /// neither.
  func toldAt(_ id: ClientOrderID) -> Instant? {
    isOwn(id) ? orders[id]?.sentAt : heardStanding[id]
  }

  /// Folds what happened at the venue: an order that arrived is no longer under way.
  mutating func learn(_ event: VenueEvent, at time: Instant) {
    switch event.kind {
    case .accepted, .rejected:
      if let place = underWay.firstIndex(of: event.order) { underWay.remove(at: place) }
      orders[event.order]?.touchedAt = time
    case .filled, .cancelled, .changed, .triggered: orders[event.order]?.touchedAt = time
    case .funded: break
    }
  }

  /// Forgets what can no longer arrive.
  mutating func expire(at time: Instant) {
    guard !underWay.isEmpty else { return }
    underWay.removeAll { id in
      guard let sent = orders[id] else { return true }
      return time > sent.arrivesBy
    }
  }

  /// What is under way on a side.
  func underWay(_ side: Side) -> Weight {
    var weight = Weight()
    for id in underWay {
      guard let order = orders[id]?.order, order.side == side else { continue }
      weight.add(order.quantity.steps, id.purpose, isReduceOnly: order.isReduceOnly)
    }
    return weight
  }

  /// A new engine has taken the old one's place: nothing was reported to it yet.
  mutating func beginEngine() {
    own = []
    placedByEngine = 0
    heardByEngine = 0
    heardPosition = 0
    (heardCash, heardFees, heardFunding) = (.zero, .zero, .zero)
    heardFundings = []
    anchor = nil
    heardAccounts = []
    heardByThisEngine = []
    (earlyFunding, early) = ([], [])
    heardStanding = [:]
    debts = ReconnectDebts(all: true)
  }
}
