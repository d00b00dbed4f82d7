import Engine
import Market
import Session
import SimulatedVenue
import Venue

/// What one engine can know: what it sent, and what was reported to it.
struct Known: Sendable {
  /// Orders that it sent.
  private(set) var own: Set<ClientOrderID> = []
  /// How many orders left, and how many it was told will never leave because they waited for a disk.
  private(set) var placed = 0
  private(set) var withdrawn = 0
  /// When an order that it did not send was first reported to it as live.
  private(set) var standing: [ClientOrderID: Instant] = [:]

  /// What its books began with; nil before they did.
  private(set) var anchor: Anchor?
  /// Whether the anchor matches no account that was reported to it.
  private(set) var anchorIsInvented = false
  private var accounts: [AccountState] = []
  /// Fills reported to it, each once; then the fills and the funding that were reported before its
  /// books began.
  private var fills: Set<UInt64> = []
  private var early: [Fill] = []
  /// What each exit of a lot has filled by them.
  private(set) var filledExits: [ClientOrderID: Int64] = [:]
  private var earlyFunding: [Funding] = []

  /// What its position must be by the reports: the position its books began with, plus the fills
  /// since.
  private(set) var position: Int64 = 0
  private(set) var cash = ExactMoney.zero
  private(set) var fees = ExactMoney.zero
  private(set) var funding = ExactMoney.zero
  private var fundings: Set<Int64> = []
  /// How many of the fills it has to book, each once.
  private(set) var booked = 0
  /// What must be compared before an entry order may leave.
  var debts: ReconnectDebts

  init(debts: ReconnectDebts = ReconnectDebts()) { self.debts = debts }

  mutating func send(_ id: ClientOrderID) {
    own.insert(id)
    placed += 1
  }

  mutating func withdraw() { withdrawn += 1 }

  mutating func hearStanding(_ id: ClientOrderID, at time: Instant) {
    if standing[id] == nil { standing[id] = time }
  }

  mutating func hear(_ account: AccountState) { if anchor == nil { accounts.append(account) } }

  mutating func hear(_ payment: Funding) {
    if anchor == nil { earlyFunding.append(payment) } else { count(payment) }
  }

  /// Takes in a fill. Returns the fills that the engine has to book now.
  mutating func hear(_ fill: Fill) -> [Fill] {
    guard fills.insert(fill.id.value).inserted else { return [] }
    if fill.order.purpose?.isOfOneLot ?? false {
      filledExits[fill.order, default: 0] += fill.quantity.steps
    }
    guard anchor != nil else {
      early.append(fill)
      return []
    }
    return count(fill) ? [fill] : []
  }

  /// The books begin. Returns the fills that the engine has to book now.
  mutating func begin(with begun: Anchor) -> [Fill] {
    guard anchor == nil else { return [] }
    anchor = begun
    anchorIsInvented = !accounts.contains {
      $0.position == begun.position && $0.asOf == begun.time
    }
    position = begun.position.steps
    accounts = []
    for payment in earlyFunding { count(payment) }
    let counted = early.filter { count($0) }
    (earlyFunding, early) = ([], [])
    return counted
  }

  /// Counts funding that the engine has to book, once. Funding before its books began is part of
  /// what they began with.
  private mutating func count(_ payment: Funding) {
    guard let anchor, payment.time > anchor.time,
      fundings.insert(payment.time.nanoseconds).inserted
    else { return }
    funding -= payment.amount
  }

  /// Counts a fill if the engine has to book it: a fill of its own order, or one after the moment
  /// its books began with. Returns whether it has to.
  private mutating func count(_ fill: Fill) -> Bool {
    guard let anchor, own.contains(fill.order) || fill.time > anchor.time else { return false }
    booked += 1
    position += fill.side.sign * fill.quantity.steps
    cash -= ExactMoney(
      fill.price, times: Position(steps: fill.side.sign * fill.quantity.steps))
    fees += fill.fee
    return true
  }

  /// Net profit by the reports, with the position valued at a price; without adjustments.
  func net(at mark: Price) -> ExactMoney {
    let begun = anchor.flatMap { begun in
      begun.price.map { ExactMoney($0, times: begun.position) }
    }
    return cash - (begun ?? .zero) + ExactMoney(mark, times: Position(steps: position)) - fees
      - funding
  }

  /// What another process can know that continues with the engine of its journal.
  ///
  /// - Parameters:
  ///   - durable: what the engine could know when it was committed. It knows every entry of this one
  ///     too: none leaves before its cause is durable.
  ///   - submitted: how many orders it sent by its own count.
  func continued(from durable: Known, submitted: Int) -> Known {
    var next = durable
    next.own.formUnion(own.filter { $0.purpose?.isEntry ?? false })
    next.placed = submitted
    next.withdrawn = 0
    next.debts = ReconnectDebts(all: true)
    return next
  }
}
