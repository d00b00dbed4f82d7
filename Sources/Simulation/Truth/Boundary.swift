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
  /// An id that left twice.
  private(set) var repeated: ClientOrderID?

  /// Fills that were reported to the engines, each once.
  private(set) var heardFills: Set<UInt64> = []
  /// What the running engine can know: what it sent and what was reported to it.
  private(set) var known = Known()
  /// How much exits have filled by the reports to the engines, by the lot they belong to.
  private(set) var heardExited: [Int64: Int64] = [:]
  /// What the running engine had to book in this step, oldest first.
  private(set) var countedFills: [Fill] = []
  /// Fills of third parties, liquidations and deleveraging that were reported to any engine.
  private(set) var heardForeign = 0
  /// A fill that none of our orders made, reported to the running engine in this step.
  private(set) var foreignFill: Fill?
  /// A fill for an order that no engine sent.
  private(set) var strayFill: Fill?
  /// The highest number of an entry order that left.
  private(set) var newestEntry: UInt64 = 0

  /// When a request or report last crossed.
  private(set) var lastTraffic = Instant.distantPast
  /// What had to be compared before an entry order might leave, before this step.
  private(set) var debtsBefore = ReconnectDebts()

  /// How long after it left an order without an expiry could still arrive, in nanoseconds.
  private let longestWayNanoseconds: Int64

  init(longestWayNanoseconds: Int64) { self.longestWayNanoseconds = longestWayNanoseconds }

  /// Folds what crossed in a step.
  mutating func learn(_ traffic: Traffic, at time: Instant) {
    placed.removeAll(keepingCapacity: true)
    countedFills.removeAll(keepingCapacity: true)
    foreignFill = nil
    debtsBefore = known.debts
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
      known.send(order.id)
      if order.id.purpose?.isEntry ?? false {
        newestEntry = max(newestEntry, order.id.generation)
      }
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
      if failure == .withdrawn { known.withdraw() }
      learnNeverStood(id, at: time)
    case .accepted(let id), .cancelRefused(let id, _), .amendRefused(let id, _), .triggered(let id),
      .failed(let id, _, _):
      orders[id]?.touchedAt = time
    case .cancelScheduled, .scheduleRefused: break
    case .funded(let funding): known.hear(funding)
    }
  }

  /// An order was refused, by the venue or before it, or did not leave: it can't arrive any more.
  private mutating func learnNeverStood(_ id: ClientOrderID, at time: Instant) {
    orders[id]?.hearEnd(filled: 0, at: time)
    underWay.removeAll { $0 == id }
  }

  private mutating func learn(_ answer: VenueAnswer, at time: Instant) {
    known.debts.learn(answer)
    switch answer {
    case .status(let id, let status, let asOf):
      orders[id]?.hear(status, asOf: asOf, at: time)
      if case .live = status { known.hearStanding(id, at: time) }
    case .fills(let page): for fill in page.fills { learn(fill, at: time) }
    case .openOrders(let listed, _, _):
      for order in listed { known.hearStanding(order.id, at: time) }
    case .account(let account, _): known.hear(account)
    case .market, .failed, .connection: break
    }
  }

  private mutating func learn(_ fill: Fill, at time: Instant) {
    count(known.hear(fill))
    guard heardFills.insert(fill.id.value).inserted else { return }
    if fill.order.isForeign { heardForeign += 1 }
    if fill.order.purpose?.isOfOneLot ?? false {
      heardExited[fill.order.subject, default: 0] += fill.quantity.steps
    }
    if orders[fill.order] == nil, !fill.order.isForeign, strayFill == nil { strayFill = fill }
    orders[fill.order]?.hearFill(fill.quantity.steps, filledAt: fill.time, at: time)
  }

  /// Records what the engine's books began with.
  mutating func learn(_ begun: Anchor) { count(known.begin(with: begun)) }

  /// The running engine has to book these fills now.
  private mutating func count(_ fills: [Fill]) {
    for fill in fills where fill.order.isForeign || fill.cause != .trade { foreignFill = fill }
    countedFills += fills
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
  mutating func beginEngine() { known = Known(debts: ReconnectDebts(all: true)) }

  /// Another process continues with the engine of its journal.
  ///
  /// - Parameters:
  ///   - durable: what the engine could know when it was committed. It also knows every entry that
  ///     left since: none leaves before its cause is durable.
  ///   - submitted: how many orders it sent by its own count.
  mutating func continueEngine(from durable: Known, submitted: Int) {
    known = known.continued(from: durable, submitted: submitted)
  }
}

// What the running engine can know.
extension Boundary {
  /// What its position must be by the reports.
  var heardPosition: Int64 { known.position }
  var heardCash: ExactMoney { known.cash }
  var heardFees: ExactMoney { known.fees }
  var heardFunding: ExactMoney { known.funding }
  /// What its books began with; nil before they did.
  var anchor: Anchor? { known.anchor }
  /// What must be compared before an entry order may leave.
  var debts: ReconnectDebts { known.debts }

  /// Net profit by the reports, with the position valued at a price; without adjustments.
  func heardNet(at mark: Price) -> ExactMoney { known.net(at: mark) }

  /// Whether the running engine sent an order.
  func isOwn(_ id: ClientOrderID) -> Bool { known.own.contains(id) }

  /// When the running engine sent an order, or the order was reported to it as live; nil if
  /// neither.
  func toldAt(_ id: ClientOrderID) -> Instant? {
    isOwn(id) ? orders[id]?.sentAt : known.standing[id]
  }
}
