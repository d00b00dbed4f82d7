import Market
import Venue

extension Engine {
  /// Applies the breaker's rules to a report of the venue.
  @inline(__always) mutating func observeErrors(_ report: VenueReport) {
    switch report {
    case .accepted(let id):
      if switches.breaker.succeeded(id) { noteBreaker() }
    case .rejected(let id, let refusal):
      observe(refusal.errorClass)
      learnMarket(refusal)
      switches.breaker.ended(id)
    case .cancelRefused(_, let refusal), .amendRefused(_, let refusal),
      .scheduleRefused(let refusal):
      observe(refusal.errorClass)
    case .failed(let id, _, let failure):
      // An order whose answer was overdue was already counted when its time ran out.
      let isCounted =
        failure == .lost
        && orders.live.index(of: id).map { orders.live[$0].isUnknown } ?? false
      if !isCounted { observe(failure.errorClass) }
      switches.breaker.ended(id)
    case .cancelled(let id, _, _):
      if switches.breaker.succeeded(id) { noteBreaker() }
    case .filled, .amended, .shrunk, .triggered, .cancelScheduled, .funded: break
    }
  }

  /// Counts an error, from any source.
  mutating func observe(_ error: ErrorClass) {
    if let cause = switches.breaker.count(error, at: time) { trip(cause) }
  }

  /// Moves the breaker on when it is time, and cancels the entries that must go.
  mutating func keepBreaker(into effects: inout Effects) {
    if switches.breaker.takePull() {
      cancelOpens(
        because: switches.breaker.block(at: time) ?? Reason(.breakerTripped), into: &effects)
    }
    guard switches.breaker.advance(to: time) else { return }
    noteBreaker()
  }

  /// The operator clears what latched. Losses that latched are counted from here on: otherwise the
  /// breaker would trip again at once.
  mutating func clearBreaker() {
    let breaker = switches.breaker
    if breaker.isLatched(.drawdown) || breaker.isLatched(.loss), let net = netNow {
      books.ledger.clear(
        dayLoss: breaker.isLatched(.loss), drawdown: breaker.isLatched(.drawdown), at: net)
    }
    switches.breaker.clear(at: time)
    armLosses()
    changes.nameAllRungs()
    note(LogEntry(.breakerCleared, at: time))
  }
}
