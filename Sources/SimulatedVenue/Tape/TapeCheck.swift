import Market

/// One pass over the records of a tape, after which the fold can trust each of them.
///
/// The pass also counts the records and builds the index for jumping.
struct TapeCheck {
  /// A record that is not allowed, by its index.
  struct Fault: Error {
    let record: Int
    let what: String
  }

  private(set) var counts = TapeCounts()
  private(set) var index = TapeIndex()
  private(set) var firstTime = Instant.distantPast
  private(set) var lastTime = Instant(nanoseconds: 0)

  private let records: UnsafeBufferPointer<MarketChange>
  private let maximumNotional: UInt64

  init(
    _ records: UnsafeBufferPointer<MarketChange>, tick: DecimalNumber, step: DecimalNumber
  ) throws(Fault) {
    self.records = records
    maximumNotional = UInt64(TapeLimits.notional(tick: tick, step: step))
    counts.records = records.count
    var position = 0
    while position < records.count { position = try update(at: position) }
    if let first = records.first { firstTime = first.time }
  }

  /// Checks the update whose frame is at `position` and returns the position behind it.
  private mutating func update(at position: Int) throws(Fault) -> Int {
    let frame = records[position]
    guard frame.rawKind == MarketChange.Kind.frame.rawValue else {
      throw Fault(record: position, what: "an update must begin here")
    }
    guard frame.count > 0, frame.count < records.count - position else {
      throw Fault(record: position, what: "an update cannot have \(frame.count) changes here")
    }
    guard frame.time >= lastTime else { throw Fault(record: position, what: "time goes back") }
    guard frame.time.nanoseconds <= TapeLimits.latestTime else {
      throw Fault(record: position, what: "the time lies after the year 2200")
    }
    if counts.updates % TapeIndex.spacing == 0 { index.add(record: position, time: frame.time) }
    counts.updates += 1
    lastTime = frame.time
    let end = position + 1 + frame.count
    let kinds = try changes(from: position + 1, to: end)
    guard kinds == frame.kinds else {
      throw Fault(record: position, what: "the frame's mask doesn't say what is in it")
    }
    return end
  }

  private mutating func changes(from start: Int, to end: Int) throws(Fault) -> MarketKinds {
    var kinds: MarketKinds = []
    for position in start..<end {
      let change = records[position]
      switch change.kind {
      case .bidLevel, .askLevel:
        try checkPriced(change, position)
        counts.levels += 1
        kinds.insert(.depth)
      case .bestBid, .bestAsk:
        try checkPriced(change, position)
        counts.quotes += 1
        kinds.insert(.quotes)
      case .buyTrade, .sellTrade:
        try checkPriced(change, position)
        guard change.steps > 0 else { throw Fault(record: position, what: "a trade of nothing") }
        counts.trades += 1
        kinds.insert(.trades)
      case .clear:
        guard change == .clear else { throw Fault(record: position, what: "a clear with a value") }
        counts.clears += 1
        kinds.insert(.depth)
      case .gap:
        guard position == start, change == .gap(nanoseconds: change.value), change.value > 0 else {
          throw Fault(record: position, what: "a gap in the wrong place or of no length")
        }
        counts.gaps += 1
        counts.longestGap = max(counts.longestGap, change.value)
        kinds.insert(.gap)
      case .mark:
        guard let mark = change.markPrice, change == .mark(mark) else {
          throw Fault(record: position, what: "a mark price that is none")
        }
        counts.marks += 1
        kinds.insert(.mark)
      case .frame: throw Fault(record: position, what: "an update inside an update")
      case nil:
        throw Fault(record: position, what: "kind \(change.rawKind) is not known")
      }
    }
    return kinds
  }

  @inline(__always)
  private func checkPriced(_ change: MarketChange, _ position: Int) throws(Fault) {
    let ticks = change.word >> 16
    guard ticks &- 1 < UInt64(Price.maximumTicks), change.word & 0xFF00 == 0 else {
      throw Fault(record: position, what: "a price of \(ticks) ticks")
    }
    guard change.value >= 0 else {
      throw Fault(record: position, what: "a size of \(change.value) steps")
    }
    let (notional, overflow) = ticks.multipliedReportingOverflow(by: UInt64(change.value))
    guard !overflow, notional <= maximumNotional else {
      throw Fault(record: position, what: "price × size is too large to be added up in 64 bits")
    }
  }
}
