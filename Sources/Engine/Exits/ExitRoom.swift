import Market
import Venue

/// How much of the position the exits of one side can close, and what is already live. In steps.
struct ExitRoom: Equatable, Sendable {
  /// The size held that these exits close; negative if the other side is held.
  let held: Int64
  /// Live take-profits and other closes of lots.
  let takeProfits: Int64
  /// Live stops of lots.
  let stops: Int64
  /// Live exits of no lot.
  let others: Int64
  /// An exit of either side is live that belongs to no lot any more.
  let hasDetached: Bool

  /// The size of the whole position.
  var position: Int64 { abs(held) }

  /// What exits of a kind could still close, with `out` steps of the kind live.
  func left(beside out: Int64) -> Int64 { max(0, held - out - others) }
}

/// How an exit may be sent.
struct ExitForm: Equatable, Sendable {
  /// How much of the size asked for; zero if none may be sent.
  var quantity = Quantity.zero
  var isReduceOnly = false
  /// Other exits took the room: it is checked again as they end.
  var isShort = false
}

extension Setup {
  /// Whether lots have stops at all.
  var hasStops: Bool { settings.exits.stop.place != .none }

  /// How large an exit may be, and whether it is reduce-only.
  ///
  /// In direction long or short it is always reduce-only, and the exits of a kind never exceed the
  /// position. In a neutral grid it is reduce-only if the position covers it and the others of its
  /// kind; if not, it counts as exposure. Take-profits and stops are separate kinds: only one of
  /// the two is meant to fill for each lot.
  ///
  /// - Parameter out: steps of live exits of that kind, without those to be replaced.
  func exitForm(_ steps: Int64, out: Int64, isPlain: Bool, _ room: ExitRoom) -> ExitForm {
    guard parameters.capabilities.supportsReduceOnly else {
      return room.hasDetached ? ExitForm() : ExitForm(quantity: Quantity(steps: steps))
    }
    switch settings.grid.direction {
    case .long, .short:
      let covered = min(steps, room.left(beside: out))
      return ExitForm(
        quantity: Quantity(steps: max(0, covered)), isReduceOnly: true, isShort: covered < steps)
    case .neutral:
      if settings.exits.reduceOnlyWhereCovered, !isPlain, room.left(beside: out) >= steps {
        return ExitForm(quantity: Quantity(steps: steps), isReduceOnly: true)
      }
      // A leg that belongs to no lot any more could close it first; this one would then open
      // another.
      guard !room.hasDetached else { return ExitForm(isShort: true) }
      return ExitForm(quantity: Quantity(steps: steps))
    }
  }

  /// Whether the venue takes an exit of this size. Its minimum does not apply to a reduce-only
  /// order for the whole position, if the venue says so.
  func isWorthSending(
    _ quantity: Quantity, at price: Price, isReduceOnly: Bool, position: Int64
  ) -> Bool {
    guard !quantity.isZero else { return false }
    if Money(price, times: quantity) >= instrument.minimumNotional { return true }
    return isReduceOnly && parameters.capabilities.minimumSparesWholeClose
      && quantity.steps >= position
  }

  /// The limit at which an exit that takes is worth enough for the venue: its worst price, or a
  /// nearer one if its value reaches the minimum only there; nil if it does not even at `best`.
  func sendableLimit(
    _ quantity: Quantity, worst: Price, at best: Price, for side: Side, isReduceOnly: Bool,
    position: Int64
  ) -> Price? {
    if isWorthSending(quantity, at: worst, isReduceOnly: isReduceOnly, position: position) {
      return worst
    }
    guard side == .sell, !quantity.isZero else { return nil }
    let least = (instrument.minimumNotional.units + quantity.steps - 1) / quantity.steps
    guard let nearer = Price(checking: least).map({ onTickGrid($0, for: .sell) }),
      nearer > worst, !nearer.isBetter(than: best, for: .buy)
    else { return nil }
    return nearer
  }

  /// The limit at which a part of what a side holds can be closed at once; nil if it is worth too
  /// little.
  ///
  /// - Parameters:
  ///   - best: the price at which it would trade.
  ///   - sparing: whether the venue may exempt it from the minimum because it closes the position.
  func closeLimit(
    _ held: Side, _ steps: Int64, worst: Price, at best: Price, isPlain: Bool, _ room: ExitRoom,
    sparing: Bool = true
  ) -> Price? {
    let isCovered =
      settings.exits.reduceOnlyWhereCovered && !isPlain && room.held >= steps
    return sendableLimit(
      Quantity(steps: steps), worst: worst, at: best, for: held.opposite,
      isReduceOnly: sparing && parameters.capabilities.supportsReduceOnly
        && (settings.grid.direction != .neutral || isCovered),
      position: room.position)
  }

  /// The limit of a stop that the venue is to hold. The venue values the stop at this limit. Nil if
  /// it is worth too little even at its trigger.
  func stopLimit(_ held: Side, _ quantity: Quantity, _ trigger: Price) -> Price? {
    sendableLimit(
      quantity, worst: worst(settings.exits.stop.slippage, past: trigger, held), at: trigger,
      for: held.opposite, isReduceOnly: false, position: 0)
  }

  /// The worst price for closing what a side holds, at most `slippage` past another price.
  func worst(_ slippage: BasisPoints, past price: Price, _ held: Side) -> Price {
    onTickGrid(
      price.away(by: slippage.ticksAtMost(of: price), for: held) ?? Price(ticks: 1),
      for: held.opposite)
  }

  /// The nearest price that the venue accepts, never more aggressive for an order on `side`.
  func onTickGrid(_ price: Price, for side: Side) -> Price {
    parameters.tickGrid.snapped(price, for: side) ?? price
  }

  /// How far the next order of a stop may slip after `tries` orders: doubled each time, and no
  /// wider than is set.
  func escalated(_ tries: UInt8) -> BasisPoints {
    // A stop that may not slip at all would otherwise never get wider.
    let least = max(settings.exits.stop.slippage.hundredths, Setup.leastEscalation)
    let widest = settings.exits.stop.escalateSlippage.hundredths
    return BasisPoints(hundredths: min(widest, least << Int64(tries)))
  }

  /// The least slippage that doubling starts from, in hundredths of a basis point.
  private static let leastEscalation: Int64 = 100

  /// What a take-profit must earn.
  var exitRule: ExitRule {
    ExitRule(
      makerFee: instrument.makerFee, takerFee: instrument.takerFee,
      edge: settings.exits.minimumEdge, tickGrid: parameters.tickGrid)
  }
}
