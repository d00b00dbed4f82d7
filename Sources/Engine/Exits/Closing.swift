import Market
import Venue

/// Why a lot is being closed at the market.
public enum CloseCause: UInt8, CaseIterable, Sendable {
  case operatorAsked
  case boost
  case age
  case stuck
  case remainder
  case excess
}

/// Whether a lot is being closed at the market: with orders that take, a few times at most.
enum Closing: Equatable, Sendable {
  /// It is not; the policy begins none before a moment.
  case none(notBefore: Instant = .distantPast)
  case underWay(CloseCause, tries: UInt8, tryAt: Instant)

  var cause: CloseCause? {
    if case .underWay(let cause, _, _) = self { cause } else { nil }
  }

  /// Before which moment the policy begins none.
  var notBefore: Instant {
    if case .none(let moment) = self { moment } else { .distantPast }
  }

  /// How often an order went out for it.
  var tries: UInt8 {
    if case .underWay(_, let tries, _) = self { tries } else { 0 }
  }

  /// When the next goes out.
  var tryAt: Instant {
    if case .underWay(_, _, let moment) = self { moment } else { .distantPast }
  }

  /// It is to be closed. Returns false where it is being closed already.
  mutating func begin(_ cause: CloseCause, at now: Instant) -> Bool {
    guard case .underWay(let before, _, let tryAt) = self else {
      self = .underWay(cause, tries: 0, tryAt: now)
      return true
    }
    // What was filled since is boosted like what came first.
    if cause == .boost, before == .boost { self = .underWay(.boost, tries: 0, tryAt: tryAt) }
    return false
  }

  /// An order goes out for it, the next at a moment.
  mutating func tried(again moment: Instant) {
    guard case .underWay(let cause, let tries, _) = self else { return }
    self = .underWay(cause, tries: tries + 1, tryAt: moment)
  }

  /// The order could not go out yet, since one of ours was in its way: that was no try.
  mutating func untried(at now: Instant) {
    guard case .underWay(let cause, let tries, _) = self else { return }
    self = .underWay(cause, tries: tries - 1, tryAt: now)
  }

  /// The venue refused the order.
  mutating func wait(until moment: Instant) {
    guard case .underWay(let cause, let tries, _) = self else { return }
    self = .underWay(cause, tries: tries, tryAt: moment)
  }

  /// It is closed by other means, or was given up.
  mutating func end(notBefore moment: Instant = .distantPast) { self = .none(notBefore: moment) }

  func digest(into hash: inout StateHash) {
    hash.add(cause.map { Int($0.rawValue) + 1 } ?? 0)
    hash.add(Int(tries))
    hash.add(tryAt.nanoseconds)
    hash.add(notBefore.nanoseconds)
  }
}

extension Engine {
  /// Begins to close a lot at the market: its take-profits are taken back first, and a plain stop,
  /// which would open a position if it filled too; a reduce-only stop stays.
  mutating func startClosing(_ lot: Int32, because cause: CloseCause) {
    guard !books.lots[lot].stop.isTriggered, books.lots[lot].closing.begin(cause, at: time) else {
      return
    }
    agenda.lots.append(lot)
    guard cause != .boost else { return }
    note(
      LogEntry(
        .lotClosing, at: time, side: books.lots[lot].side.opposite, quantity: books.lots[lot].open,
        lot: books.lots[lot].id, reason: Reason(.closes, value: Int64(cause.rawValue))))
  }

  /// Takes the next step of closing a lot.
  mutating func settleClosing(of lot: Int32, _ cause: CloseCause, into effects: inout Effects) {
    // What rests goes only once it can be closed: until then it may still fill.
    guard tradingBlock == nil, let best = book[books.lots[lot].side].best else {
      return exits.watch.wake(at: time.advanced(byNanoseconds: Engine.retryNanoseconds))
    }
    cancelLegs(of: lot, because: Reason(.closes, value: Int64(cause.rawValue)), into: &effects) {
      $0.purpose == .takeProfit || $0.purpose == .stopLoss && !$0.isReduceOnly
    }
    guard legTotals(of: lot).takeProfit == 0, !hasPlainStop(lot) else { return }
    let most = cause == .boost ? 1 : settings.exits.closing.tries
    guard Int64(books.lots[lot].closing.tries) < most else { return giveUpClosing(lot, cause) }
    guard time >= books.lots[lot].closing.tryAt else {
      return exits.watch.wake(at: books.lots[lot].closing.tryAt)
    }
    sendClose(of: lot, cause, from: best, into: &effects)
  }

  private mutating func sendClose(
    of lot: Int32, _ cause: CloseCause, from best: Price, into effects: inout Effects
  ) {
    let closing = settings.exits.closing
    let slippage = cause == .boost ? closing.boostSlippage : closing.slippage
    let side = books.lots[lot].side.opposite
    let worst = collared(
      setup.worst(slippage, past: best, books.lots[lot].side), for: side)
    books.lots[lot].closing.tried(again: time.advanced(byNanoseconds: Engine.retryNanoseconds))
    guard
      let form = exitForm(
        side, books.lots[lot].open.steps, out: orders.live.exits[side].takeProfits,
        isPlain: books.lots[lot].takeProfit.terms.isPlain),
      let limit = sendableLimit(form, worst: worst, at: best, for: side)
    else { return exits.watch.wake(at: books.lots[lot].closing.tryAt) }
    let sent = place(
      .close, side, at: limit, form.quantity,
      because: Reason(.closes, value: Int64(cause.rawValue), limit: slippage.hundredths), lot: lot,
      timeInForce: .immediateOrCancel, isReduceOnly: form.isReduceOnly, into: &effects)
    guard sent == nil else { return }
    // An order of ours is in the way and ends first; that was no try, and the next is made then.
    exits.watch.wake(at: books.lots[lot].closing.tryAt)
    books.lots[lot].closing.untried(at: time)
  }

  /// It does not fill within its limit: the lot goes back to its exits, and a person is told.
  private mutating func giveUpClosing(_ lot: Int32, _ cause: CloseCause) {
    books.lots[lot].closing.end(
      notBefore: time.advanced(byNanoseconds: 60 * Engine.retryNanoseconds))
    agenda.lots.append(lot)
    guard cause != .boost else { return }
    switches.control.raise(.closeUnfilled)
    recoveries.count(.closeGivenUp)
    note(
      LogEntry(
        .closeGivenUp, at: time, side: books.lots[lot].side.opposite,
        quantity: books.lots[lot].open,
        lot: books.lots[lot].id, reason: Reason(.closes, value: Int64(cause.rawValue))))
  }

  /// The operator closes one lot.
  mutating func closeLot(_ id: PositionID) {
    guard let index = books.lots.index(of: id) else { return }
    startClosing(index, because: .operatorAsked)
  }

  /// The operator closes what both legs of a lot filled too much.
  mutating func closeExcess() {
    for index in books.lots.inOrder where books.lots[index].role == .overfill {
      startClosing(index, because: .excess)
    }
  }

  /// Both legs of a lot filled, or one after its lot was gone: it is booked; opens stop until the
  /// operator clears the breaker.
  mutating func noteBothLegs(_ fill: Fill) {
    guard !switches.flattening.isRunning else { return }
    #if PLANTED_BUGS
      if PlantedBug.active == .bothLegsAreQuiet { return }
    #endif
    recoveries.count(.bothLegsFilled)
    switches.control.raise(.bothLegsFilled)
    #if PLANTED_BUGS
      if PlantedBug.active == .bothLegsGoOn { return }
    #endif
    trip(.bothLegs)
    note(
      LogEntry(
        .bothLegsFilled, at: time, side: fill.side, price: fill.price, quantity: fill.quantity,
        order: fill.order))
  }
}
