import Market

/// How many orders left within the last ten seconds.
struct SendRate: Sendable, Codable {
  private let cap: Int?
  private let reserve: BasisPoints
  /// Eleven, since the oldest second may be all but over.
  private var sent = SlidingSum(seconds: 11)

  init(_ settings: LossSettings) {
    cap = settings.maximumOrderRate
    reserve = settings.rateReserve
  }

  /// What opens may use of it; the rest is kept for exits and stops.
  var openCap: Int? {
    return cap.map { $0 - reserve.part(of: $0) }
  }

  /// Orders that left within the last ten seconds.
  @inline(__always) func count(at time: Instant) -> Int { sent.total(at: time) }

  /// When one more open may leave, as things stand; never where opens have no share.
  func opens(after time: Instant) -> Instant {
    openCap.map { sent.falls(under: $0, after: time) } ?? time
  }

  /// An order leaves.
  mutating func add(at time: Instant) {
    guard cap != nil else { return }
    sent.add(1, at: time)
  }
}

extension BasisPoints {
  /// This share of a count, rounded down.
  func part(of count: Int) -> Int {
    let product = Int64(count).multipliedFullWidth(by: hundredths)
    return Int(Int64(1_000_000).dividingFullWidth(product).quotient)
  }
}
