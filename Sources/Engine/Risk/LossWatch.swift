import Market

/// Net profit held against what may be lost since midnight UTC and from the high-water mark.
///
/// Both come down to one amount that net profit must stay above. The ledger works net profit out
/// with each book anyway while there is a position, so watching costs one comparison, and nothing
/// while flat.
struct LossWatch: Sendable {
  /// At or under this net profit a cap is reached, in units of ``ExactMoney``; the least there is where
  /// nothing watches.
  private(set) var floor = Int128.min
  /// From this net profit on something that a reached cap held back may go; the most there is where
  /// nothing waits.
  var ceiling = Int128.max
  /// Net profit as the day began, and when the next one begins.
  private(set) var dayStart = ExactMoney.zero
  private(set) var nextDay = Instant.distantPast
  /// What the day's loss is held against its cap from: net profit as the day began, or as the
  /// operator last cleared a loss.
  private(set) var countedFrom = ExactMoney.zero
  private var dayFloor = Int128.min
  private var fromPeak = DrawdownCap()

  static let dayNanoseconds: Int64 = 86_400_000_000_000

  /// A day begins with a net profit.
  mutating func begin(_ net: ExactMoney, at time: Instant) {
    let past = time.nanoseconds % LossWatch.dayNanoseconds
    nextDay = time.advanced(
      byNanoseconds: LossWatch.dayNanoseconds
        - (past < 0 ? past + LossWatch.dayNanoseconds : past))
    dayStart = net
    countedFrom = net
  }

  /// The operator cleared a loss: the cap counts from here, the day goes on.
  mutating func clear(_ net: ExactMoney) { countedFrom = net }

  /// The books begin: what they begin with is known only with a price.
  mutating func restart() { self = LossWatch() }

  /// Sets what is watched; an amount that is nothing isn't.
  mutating func arm(dayLoss: ExactMoney?, drawdown: DrawdownCap, peak: ExactMoney) {
    dayFloor = dayLoss.map { countedFrom.units - $0.units } ?? .min
    fromPeak = drawdown
    peaked(peak)
  }

  /// Net profit is at a new high.
  @inline(__always)
  mutating func peaked(_ net: ExactMoney) {
    floor = max(dayFloor, fromPeak.most(from: net).map { net.units - $0.units } ?? .min)
  }

  func digest(into hash: inout StateHash) {
    hash.add(ExactMoney(units: floor))
    hash.add(ExactMoney(units: ceiling))
    hash.add(dayStart)
    hash.add(countedFrom)
    hash.add(nextDay.nanoseconds)
  }
}

extension Engine {
  /// Net profit at the mark, what fills opened since at no more than it cost; nothing while there is a
  /// position and no mark.
  @inline(__always) var netNow: ExactMoney? {
    if books.ledger.position.isFlat { return books.ledger.net(at: Price(ticks: 1)) }
    return valueMark.map { books.ledger.netAtWorst($0) }
  }

  /// The same with what fills opened since the mark at what it cost: what a cap acts by, since a mark
  /// from before a fill is no loss of it either.
  @inline(__always) private var netToActBy: ExactMoney? {
    if books.ledger.position.isFlat { return books.ledger.net(at: Price(ticks: 1)) }
    return valueMark.map { books.ledger.netAtCost($0) }
  }

  /// Begins a new day when it is time, and acts on a loss cap that was reached.
  mutating func keepLosses(into effects: inout Effects) {
    #if PLANTED_BUGS
      if PlantedBug.active == .dayBeginsAnew, agenda.isLossDue, let net = netNow {
        books.ledger.losses.clear(net)
      }
    #endif
    if time >= books.ledger.losses.nextDay,
      !books.ledger.unmarked.isWaiting || books.ledger.position.isFlat,
      let net = netNow
    {
      // What a position that was taken over has gained before makes no room for losses of today;
      // what it has lost counts, since nobody says when.
      let isFirst = books.ledger.losses.nextDay == .distantPast
      books.ledger.losses.begin(isFirst ? max(.zero, net) : net, at: time)
      armLosses()
      if isFirst { agenda.isLossDue = true }
      agenda.gatesMayOpen = true
    }
    guard agenda.isLossDue else { return }
    agenda.isLossDue = false
    guard let net = netToActBy else { return }
    if net.units >= books.ledger.losses.ceiling {
      books.ledger.losses.ceiling = .max
      agenda.gatesMayOpen = true
    }
    let losses = settings.risk.losses
    let dayLoss = books.ledger.losses.countedFrom - net
    if let cap = parameters.maximumDayLoss, dayLoss >= cap {
      lose(.loss, dayLoss, cap, losses.maximumDayLossAction)
    }
    if let cap = drawdownCap.most(from: books.ledger.peak), books.ledger.peak - net >= cap {
      lose(.drawdown, books.ledger.peak - net, cap, losses.maximumDrawdownAction)
    }
    if let cap = agenda.mustFlatten {
      agenda.mustFlatten = nil
      startFlatten(by: .cap, because: cap.stopReason, into: &effects)
    }
  }

  /// Asks to look again once a loss is under its cap.
  mutating func watchRecovery(from gate: Gate) {
    let floor =
      gate == .dayLoss
      ? parameters.maximumDayLoss.map { books.ledger.losses.countedFrom - $0 }
      : drawdownCap.most(from: books.ledger.peak).map { books.ledger.peak - $0 }
    guard let floor else { return }
    books.ledger.losses.ceiling = min(books.ledger.losses.ceiling, floor.units + 1)
  }

  /// When the day of a day's loss ends; never while it has ended and there is no price to begin the
  /// next one with: the first price does.
  @inline(__always) var dayEndsAt: Instant {
    parameters.maximumDayLoss != nil && books.ledger.losses.nextDay > time
      ? books.ledger.losses.nextDay : .distantFuture
  }

  /// Watches what the settings cap and the breaker has not answered for already.
  mutating func armLosses() {
    let losses = settings.risk.losses
    let isDayWatched = losses.maximumDayLossAction != .refuse && !switches.breaker.isLatched(.loss)
    let isPeakWatched =
      losses.maximumDrawdownAction != .refuse && !switches.breaker.isLatched(.drawdown)
    books.ledger.losses.arm(
      dayLoss: isDayWatched ? parameters.maximumDayLoss : nil,
      drawdown: isPeakWatched ? drawdownCap : DrawdownCap(), peak: books.ledger.peak)
  }

  private mutating func lose(
    _ cause: BreakerCause, _ loss: ExactMoney, _ cap: ExactMoney, _ action: CapAction
  ) {
    #if PLANTED_BUGS
      if PlantedBug.active == .lossCapSleeps { return }
    #endif
    guard action != .refuse, !switches.breaker.isLatched(cause) else { return }
    recoveries.count(.lossReached)
    let passed: RiskCap = cause == .loss ? .dayLoss : .drawdown
    note(
      LogEntry(
        .capReached, at: time,
        reason: Reason(passed.told, value: loss.rounded.units, limit: cap.rounded.units)))
    switches.control.raise(.capReached)
    trip(cause)
    #if PLANTED_BUGS
      if PlantedBug.active == .capClosesNothing { return armLosses() }
    #endif
    if action == .flatten { agenda.mustFlatten = passed }
    armLosses()
  }
}
