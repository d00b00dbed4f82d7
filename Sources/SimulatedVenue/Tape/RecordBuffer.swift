import Glibc
import Market

/// Records being built: grows as needed, and writes each update's frame when the update is
/// complete.
///
/// The memory comes from `realloc`, which moves a large block's pages instead of copying them, so
/// growing has no memory peak.
struct RecordBuffer: ~Copyable {
  private(set) var count = 0
  private var capacity = 0
  private var base: UnsafeMutablePointer<MarketChange>?
  private var openFrame = 0
  private var openTime = Instant.distantPast
  private var openKinds: MarketKinds = []

  deinit { free(base) }

  subscript(index: Int) -> MarketChange {
    get { pointer(to: index).pointee }
    set { pointer(to: index).pointee = newValue }
  }

  private func pointer(to index: Int) -> UnsafeMutablePointer<MarketChange> {
    guard let base, index >= 0, index < count else { preconditionFailure("no record \(index)") }
    return base + index
  }

  /// Begins an update; the previous one must be closed.
  mutating func openUpdate(at time: Instant) throws(LineFault) {
    openFrame = count
    openTime = time
    openKinds = []
    try append(.frame(at: time, kinds: [], count: 0), [])
  }

  /// Writes the frame of the update, now that its changes are known.
  mutating func closeUpdate() {
    guard openFrame < count else { return }
    self[openFrame] = .frame(at: openTime, kinds: openKinds, count: count - openFrame - 1)
  }

  @inline(__always)
  mutating func append(_ change: MarketChange, _ kinds: MarketKinds) throws(LineFault) {
    if count == capacity { try grow() }
    // `grow` made `base`, or threw.
    base.unsafelyUnwrapped[count] = change
    count &+= 1
    openKinds.formUnion(kinds)
  }

  private mutating func grow() throws(LineFault) {
    let wanted = max(1 << 16, capacity * 2)
    guard let grown = realloc(base, wanted * MemoryLayout<MarketChange>.stride) else {
      throw .outOfMemory
    }
    base = grown.bindMemory(to: MarketChange.self, capacity: wanted)
    capacity = wanted
  }

  /// Multiplies prices and sizes after a finer tick or step turned up. Returns whether all fit.
  mutating func rescale(
    prices: Int64, sizes: Int64, fits: (_ ticks: Int64, _ steps: Int64) -> Bool
  ) -> Bool {
    for index in 0..<count {
      let change = self[index]
      guard let kind = change.kind, kind.isPriced else { continue }
      let (ticks, high) = change.ticks.multipliedReportingOverflow(by: prices)
      let (steps, carry) = change.steps.multipliedReportingOverflow(by: sizes)
      guard !high, !carry, fits(ticks, steps) else { return false }
      self[index] = MarketChange(kind, Price(ticks: ticks), Quantity(steps: steps))
    }
    return true
  }

  /// Whether there is a level or a quote among the records; with `withSize`, one whose size isn't
  /// zero.
  func hasBookLine(withSize: Bool) -> Bool {
    for index in 0..<count {
      let change = self[index]
      guard let kind = change.kind, kind.isPriced, !kind.isTrade else { continue }
      if !withSize || change.steps > 0 { return true }
    }
    return false
  }

  /// Removes trades of no size, and updates that had nothing else.
  mutating func removeEmptyTrades() {
    var source = 0
    var target = 0
    while source < count {
      let frame = self[source]
      let end = source + 1 + frame.count
      let newFrame = target
      var kinds: MarketKinds = []
      target += 1
      for index in source + 1..<end {
        let change = self[index]
        guard let kind = change.kind, !(kind.isTrade && change.steps == 0) else { continue }
        self[target] = change
        target += 1
        kinds.formUnion(kind.kinds)
      }
      if target == newFrame + 1 {
        target = newFrame
      } else {
        self[newFrame] = .frame(at: frame.time, kinds: kinds, count: target - newFrame - 1)
      }
      source = end
    }
    count = target
  }

  /// Hands the records over, without the spare capacity.
  mutating func release() -> TapeMemory {
    let length = count * MemoryLayout<MarketChange>.stride
    // A block that can't be shrunk will do as well.
    let memory = length > 0 ? realloc(base, length) ?? UnsafeMutableRawPointer(base) : nil
    if length == 0 { free(base) }
    base = nil
    count = 0
    capacity = 0
    return TapeMemory(
      owning: UnsafeRawBufferPointer(start: memory, count: length), kind: .allocated)
  }
}

extension MarketChange.Kind {
  /// Whether it has a price: levels, quotes and trades.
  var isPriced: Bool {
    switch self {
    case .bidLevel, .askLevel, .bestBid, .bestAsk, .buyTrade, .sellTrade: true
    case .frame, .clear, .gap, .mark: false
    }
  }

  var isTrade: Bool { self == .buyTrade || self == .sellTrade }

  /// The channel it belongs to.
  public var kinds: MarketKinds {
    switch self {
    case .clear, .bidLevel, .askLevel: .depth
    case .bestBid, .bestAsk: .quotes
    case .buyTrade, .sellTrade: .trades
    case .gap: .gap
    case .mark: .mark
    case .frame: []
    }
  }
}
