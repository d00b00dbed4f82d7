import Engine
import Market
import Session
import SimulatedVenue
import Testing
import Venue

/// Holds what the engine believes and does against what the venue itself shows.
///
/// It keeps books of its own, from the fills alone, and never asks the engine's ledger for anything
/// but the figure to compare.
struct VenueTruth {
  let wild: WildSettings
  let isInstant: Bool
  private(set) var fills = 0
  var faults: [String] { found.list }

  private let found = Faults()

  private var position: Int64 = 0
  private var cash = ExactMoney.zero
  private var fees = ExactMoney.zero
  private var volume: Int64 = 0
  /// Opens that were there when opens were stopped; nothing while they are not.
  private var allowed: [Side: Set<ClientOrderID>] = [:]

  init(_ wild: WildSettings) {
    self.wild = wild
    let venue = wild.run.venue
    isInstant =
      venue.orderLatencyNanoseconds == 0 && venue.orderJitterNanoseconds == 0
      && venue.feedLatencyNanoseconds == 0 && venue.feedJitterNanoseconds == 0
  }

  /// What was found; apart, so that a fault's words are made only when there is one.
  private final class Faults {
    var list: [String] = []
  }

  private func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { found.list.append(what()) }
  }

  /// Learns that the operator asked for something. What a taken-back freeze lets out may be there
  /// even where a cap freezes it again at once.
  mutating func learn(_ command: Command) {
    switch command {
    case .unfreeze: allowed = [:]
    case .unpause(let side): allowed[side] = nil
    case .resumeEntries: allowed = [:]
    case .pause, .freeze, .terminalLost, .holdEntries, .flatten, .flattenAccount, .cancelAll,
      .recentre,
      .placeManual,
      .clearBreaker, .closeLot, .closeExcess, .endCooldown, .reconcile, .reconcileNow,
      .acceptDifferences, .cancelOrder, .stopAttempt, .moveOrder, .reprice, .complete, .quit,
      .acknowledgeAlarms:
      break
    }
  }

  /// Looks at everything after a step.
  mutating func check(_ world: inout DryRun) {
    for record in world.takeFillRecords() { book(record) }
    let snapshot = world.engine.snapshot()
    let resting = world.venue.restingOrders
    checkBooks(world, snapshot)
    checkOpens(resting, snapshot)
    checkExposure(world, resting, snapshot)
    checkExits(world, resting, snapshot)
    checkSwitches(resting, snapshot)
    if isInstant { checkQuiet(resting, snapshot) }
  }

  private mutating func book(_ record: FillRecord) {
    let fill = record.fill
    fills += 1
    position += fill.side.sign * fill.quantity.steps
    volume += fill.quantity.steps
    cash -= ExactMoney(
      fill.price, times: Position(steps: fill.side.sign * fill.quantity.steps))
    fees += fill.fee
    let isOpen = record.purpose?.isEntry ?? true
    expect(!isOpen || fill.liquidity == .maker, "an open took: \(fill)")
    expect(record.purpose != nil, "a fill without a purpose")
  }

  private mutating func checkBooks(_ world: DryRun, _ snapshot: Snapshot) {
    let account = snapshot.account
    expect(account.position.steps == position, "L1 position \(account.position) is not \(position)")
    expect(snapshot.counters.fills == fills, "L2 \(snapshot.counters.fills) fills, not \(fills)")
    expect(snapshot.counters.unmatchedFills == 0, "a fill was unmatched")
    if world.venue.counters.fills == fills {
      expect(world.venue.position.steps == position, "L1 the venue holds \(world.venue.position)")
      expect(world.venue.counters.volume == volume, "L2 volume \(volume)")
    }
    expect(isInstant == false || world.venue.counters.fills == fills, "fills are missing")
    expect(account.fees == fees, "L3 fees \(account.fees) are not \(fees)")
    var held: Int64 = 0
    for lot in snapshot.lots { held += lot.side.sign * lot.open.steps }
    expect(held == position, "lots hold \(held), not \(position)")
    guard let mark = account.valuedAt, let unrealised = account.unrealised,
      !account.awaitsMark
    else { return }
    let profit = cash + ExactMoney(mark, times: Position(steps: position)) - fees
    expect(
      account.realised + unrealised == profit,
      "L3 profit \(account.realised + unrealised) is not \(profit)")
  }

  private mutating func checkOpens(_ resting: [RestingOrder], _ snapshot: Snapshot) {
    var places: Set<String> = []
    let (lower, upper) = (wild.run.engine.grid.lower, wild.run.engine.grid.upper)
    for order in resting {
      let total = (order.remaining + order.filled).steps * order.price.ticks
      let amended = snapshot.pendingOpens.first { $0.id == order.id }?.amendments ?? 0
      expect(
        amended > 0 || order.isReduceOnly || total >= wild.market.minimumNotional,
        "GRID-08 \(order) is worth too little")
      guard order.id.purpose?.isEntry ?? true else { continue }
      expect(
        places.insert("\(order.side) \(order.price.ticks)").inserted,
        "O2 two opens at \(order.side) \(order.price.ticks)")
      expect(
        wild.run.engine.risk.maximumOrderNotional.map { total <= $0.mantissa } ?? true,
        "RISK-02 \(order) is too large")
      guard order.id.purpose == .ladder else { continue }
      expect(lower.map { order.price.ticks >= $0.mantissa } ?? true, "GRID-02 \(order) is below")
      expect(upper.map { order.price.ticks <= $0.mantissa } ?? true, "GRID-02 \(order) is above")
      let direction = wild.run.engine.grid.direction
      expect(
        direction == .neutral || (direction == .long) == (order.side == .buy),
        "GRID-02 \(order) is against the direction")
    }
  }

  private mutating func checkExposure(
    _ world: DryRun, _ resting: [RestingOrder], _ snapshot: Snapshot
  ) {
    guard let cap = wild.run.engine.risk.maximumPosition?.mantissa else { return }
    for side in Side.allCases {
      var worst = side.sign * world.venue.position.steps
      for order in resting where order.side == side { worst += order.remaining.steps }
      expect(worst <= cap, "R1 the venue could make it \(worst) \(side), the cap is \(cap)")
    }
    expect(snapshot.exposure.worstLong.steps <= cap, "R1 long \(snapshot.exposure.worstLong)")
    expect(snapshot.exposure.worstShort.steps >= -cap, "R1 short \(snapshot.exposure.worstShort)")
  }

  private mutating func checkExits(
    _ world: DryRun, _ resting: [RestingOrder], _ snapshot: Snapshot
  ) {
    var exits: [Int64: Int64] = [:]
    var total: [Side: Int64] = [:]
    let isDirected = wild.run.engine.grid.direction != .neutral
    for order in resting where order.id.purpose == .takeProfit {
      exits[order.id.subject, default: 0] += order.remaining.steps
      total[order.side, default: 0] += order.remaining.steps
      expect(!isDirected || order.isReduceOnly, "EXIT-07 \(order) is not reduce-only")
    }
    for (lot, quantity) in exits {
      let open = snapshot.lots.first { $0.id.value == lot }?.open.steps ?? 0
      expect(quantity <= open, "EXIT-07 exits of lot \(lot) are \(quantity), open is \(open)")
    }
    for lot in snapshot.lots {
      expect((lot.takeProfit?.ticks ?? 0) > 0, "lot \(lot.id.value) has no exit price")
      expect(lot.covered <= lot.open, "EXIT-07 lot \(lot.id.value) is covered twice")
    }
    guard isDirected else { return }
    for (side, quantity) in total {
      let held = -side.sign * world.venue.position.steps
      expect(quantity <= held, "R2 exits \(side) \(quantity) of \(held)")
    }
  }

  /// No open comes on a side while it is switched off.
  private mutating func checkSwitches(_ resting: [RestingOrder], _ snapshot: Snapshot) {
    let control = snapshot.control
    for side in Side.allCases {
      let isOff = control.isFrozen || (side == .buy ? control.isPausedBuy : control.isPausedSell)
      let opens = Set(snapshot.pendingOpens.filter { $0.side == side }.map(\.id))
      guard isOff else {
        allowed[side] = nil
        continue
      }
      let known = allowed[side] ?? opens
      expect(opens.isSubset(of: known), "RISK-04 an open of \(side) came while switched off")
      allowed[side] = known.intersection(opens)
      for order in resting where order.side == side && order.id.purpose?.isEntry ?? true {
        expect(known.contains(order.id), "RISK-04 \(order) came while switched off")
      }
    }
    if control.flatten == .done {
      expect(position == 0 && resting.isEmpty, "flat, but \(position) and \(resting.count) rest")
    }
  }

  /// An order stands whether or not the venue's list has confirmed it since it changed.
  private func stands(_ state: OrderDisplayState) -> OrderDisplayState {
    state == .confirmed ? .working : state
  }

  /// Without latency the engine and the venue agree whenever nothing is on its way.
  private mutating func checkQuiet(_ resting: [RestingOrder], _ snapshot: Snapshot) {
    let believed =
      snapshot.pendingOpens.map {
        "\($0.id) \($0.price.ticks) \(($0.quantity - $0.filled).steps) \(stands($0.state))"
      }
      + snapshot.legs.map {
        "\($0.id) \($0.price.ticks) \(($0.quantity - $0.filled).steps) \(stands($0.state))"
      }
    let real = resting.map { "\($0.id) \($0.price.ticks) \($0.remaining.steps) working" }
    expect(believed.sorted() == real.sorted(), "O1 believed \(believed), real \(real)")
    let isCancellingAll = snapshot.control.cancelling != nil
    expect(!isCancellingAll, "P1 a cancel-all is not done though nothing is on its way")
    if snapshot.control.isFrozen, !wild.run.engine.risk.freezeHolds {
      expect(snapshot.pendingOpens.isEmpty, "RISK-04 frozen, and opens rest")
    }
  }
}
