import Market

// The venue's mark price: positions are valued and, where the settings say so, stops are set off by it.
extension Engine {
  /// The venue's mark price where it told one and that is not too old to go by.
  @inline(__always) public var mark: MarkPrice? { market.mark.price }

  /// The mark price rounded against the position, or the mid where there is none to go by.
  @inline(__always) var markOrMid: Price? {
    market.mark.price.map { $0.price(valuing: books.ledger.position) } ?? mid
  }

  /// Whether stops go by a mark price that there was and that is too old now. The mid stands in, but
  /// what is watched on it counts as unprotected.
  @inline(__always) var lacksStopReference: Bool {
    settings.exits.stop.reference == .mark && market.mark.isStale
  }

  /// Takes in a mark price. Returns whether something waits for it.
  ///
  /// - Parameter asOf: the moment that it tells of, by the venue.
  mutating func learn(_ mark: MarkPrice, asOf: Instant) -> Bool {
    let twice = 2 * mark.ticks
    guard priceBounds.allow(twice) else {
      if let refusal = priceBounds.refusal(of: twice) {
        refusePrice(.priceImpossible, because: refusal.reason)
        note(LogEntry(.markRefused, at: time, price: mark.floor, reason: refusal.reason))
      }
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

  /// Where the newest mark price is too old now, the mid stands in.
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

  /// What exits go by is told by another price from now on.
  private mutating func wentOver() { changes.lots.nameAll() }
}
