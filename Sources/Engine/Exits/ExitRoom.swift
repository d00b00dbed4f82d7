import Market
import Venue

/// How much of the position the exits of one side can close, and what is out for it. In steps.
struct ExitRoom: Equatable, Sendable {
  /// What is held that these exits close; negative where the other side is held.
  let held: Int64
  /// Live take-profits and other closes of lots.
  let takeProfits: Int64
  /// Live stops of lots.
  let stops: Int64
  /// Live exits of no lot.
  let others: Int64
  /// An exit of either side is out that belongs to no lot any more.
  let hasDetached: Bool

  /// The size of the whole position.
  var position: Int64 { abs(held) }

  /// What exits of a kind could still close, where so much of the kind is out.
  func left(beside out: Int64) -> Int64 { max(0, held - out - others) }
}

/// How an exit may go out.
struct ExitForm: Equatable, Sendable {
  /// How much of what was asked for; nothing where none may go out.
  var quantity = Quantity.zero
  var isReduceOnly = false
  /// Other exits took the room: it is looked at again as they end.
  var isShort = false
}

extension Setup {
  /// Whether lots have stops at all.
  var hasStops: Bool { settings.exits.stop.place != .none }

  /// How large an exit may be, and whether it is reduce-only.
  ///
  /// In direction long or short it is always reduce-only, and the exits of a kind never exceed the
  /// position. In a neutral grid it is reduce-only where the position covers it and the others of
  /// its kind, else not, and counted as exposure. Take-profits and stops are kinds of their own:
  /// of each lot only one of them is meant to fill.
  ///
  /// - Parameter out: steps of live exits of that kind, those to be replaced left out.
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
      // A leg that belongs to no lot any more could close it first, and this one open another.
      guard !room.hasDetached else { return ExitForm(isShort: true) }
      return ExitForm(quantity: Quantity(steps: steps))
    }
  }

  /// Whether the venue takes an exit that small: its minimum does not hold for what closes the whole
  /// position, where it says so.
  func isWorthSending(
    _ quantity: Quantity, at price: Price, isReduceOnly: Bool, position: Int64
  ) -> Bool {
    guard !quantity.isZero else { return false }
    if Money(price, times: quantity) >= instrument.minimumNotional { return true }
    return isReduceOnly && parameters.capabilities.minimumSparesWholeClose
      && quantity.steps >= position
  }

  /// The limit at which an exit that takes is worth enough for the venue: its worst price, or a
  /// nearer one where its value reaches the minimum only there; nothing where it doesn't even at the
  /// price it is to be had at.
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

  /// The limit at which a part of what a side holds can be sent to be closed at once; nothing where it is
  /// worth too little.
  ///
  /// - Parameters:
  ///   - best: the price it would be had at.
  ///   - sparing: whether the venue may spare it from the minimum, since it closes the position.
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

  /// The limit of a stop that the venue is to hold, which is what the venue values it at; nothing
  /// where it is worth too little even at its trigger.
  func stopLimit(_ held: Side, _ quantity: Quantity, _ trigger: Price) -> Price? {
    sendableLimit(
      quantity, worst: worst(settings.exits.stop.slippage, past: trigger, held), at: trigger,
      for: held.opposite, isReduceOnly: false, position: 0)
  }

  /// The worst price for closing what a side holds that may slip so far past another.
  func worst(_ slippage: BasisPoints, past price: Price, _ held: Side) -> Price {
    onTickGrid(
      price.away(by: slippage.ticksAtMost(of: price), for: held) ?? Price(ticks: 1),
      for: held.opposite)
  }

  /// The nearest price that the venue takes, never further across for an order on `side`.
  func onTickGrid(_ price: Price, for side: Side) -> Price {
    parameters.tickGrid.snapped(price, for: side) ?? price
  }

  /// How far a stop that was sent so many times may slip with the next: doubled each time, and no wider
  /// than is set.
  func escalated(_ tries: UInt8) -> BasisPoints {
    // One that may not slip at all would else never be wider.
    let least = max(settings.exits.stop.slippage.hundredths, Setup.leastEscalation)
    let widest = settings.exits.stop.escalateSlippage.hundredths
    return BasisPoints(hundredths: min(widest, least << Int64(tries)))
  }

  /// What the slippage of a stop is doubled from at least, in hundredths of a basis point.
  private static let leastEscalation: Int64 = 100

  /// What a take-profit must earn.
  var exitRule: ExitRule {
    ExitRule(
      makerFee: instrument.makerFee, takerFee: instrument.takerFee,
      edge: settings.exits.minimumEdge, tickGrid: parameters.tickGrid)
  }
}
