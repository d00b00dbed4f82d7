import Market

// The venue's mark price: it values positions and, if the settings say so, triggers stops.
extension Engine {
  /// The venue's mark price; nil if it reported none, or the latest is too old to use.
  @inline(__always) public var mark: MarkPrice? { market.mark.price }

  /// The mark price rounded against the position, or the mid if there is no usable mark price.
  @inline(__always) var markOrMid: Price? {
    market.mark.price.map { $0.price(valuing: books.ledger.position) } ?? mid
  }

  /// Whether stops are triggered by a mark price that was reported and is too old now. The mid
  /// replaces it, but what is watched on it counts as unprotected.
  @inline(__always) var lacksStopReference: Bool {
    settings.exits.stop.reference == .mark && market.mark.isStale
  }

  /// Takes in a mark price. Returns whether something waits for it.
  ///
  /// - Parameter asOf: the venue's time of the mark price.
  mutating func learn(_ mark: MarkPrice, asOf: Instant) -> Bool {
    // Before the first mid nothing shows whether it can be true.
    guard market.soundMid2 > 0 else { return false }
    if let refusal = priceBounds.refusal(of: 2 * mark.ticks) {
      if let cause = refusal.kind.latches { refusePrice(cause, because: refusal.reason) }
      note(LogEntry(.markRefused, at: time, price: mark.floor, reason: refusal.reason))
      return true
    }
    if market.mark.isStale { note(LogEntry(.markReturned, at: time, price: mark.floor)) }
    let isNew = market.take(mark, at: time)
    let lasts = settings.market.staleAfterNanoseconds
    if lasts > 0 { timers.setMark(time.advanced(byNanoseconds: lasts)) }
    value(by: .mark(mark), asOf: asOf)
    if isNew { wentOver() }
    return isNew
      || exits.watch.stops.isReached(fall: mark.ceiling.ticks, rise: mark.floor.ticks)
      || exits.watch.marks.isReached(at: mark.price(valuing: books.ledger.position).ticks)
      || switches.mustLook || books.ledger.mustJudgeLosses
  }

  /// Replaces a mark price that is too old by the mid.
  mutating func judgeMark() {
    guard timers.pass(.mark, at: time), let mark = market.mark.price else { return }
    market.expireMark()
    note(
      LogEntry(
        .markStale, at: time, price: mark.floor,
        reason: Reason(.markStale, value: settings.market.staleAfterNanoseconds)))
    if let mid2 = soundMid2 { value(by: .mid(twice: mid2), asOf: market.soundAsOf) }
    wentOver()
  }

  /// Exits are decided by another price from now on.
  private mutating func wentOver() { changes.lots.nameAll() }
}
