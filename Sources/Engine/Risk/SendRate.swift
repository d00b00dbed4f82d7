import Market

/// The number of orders sent within the last ten seconds.
struct SendRate: Sendable, Codable {
  private let cap: Int?
  private let reserve: BasisPoints
  /// Eleven, since the oldest second may be almost over.
  private var sent = SlidingSum(seconds: 11)

  init(_ settings: LossSettings) {
    cap = settings.maximumOrderRate
    reserve = settings.rateReserve
  }

  /// The part of the cap that entries may use; the rest is kept for exits and stops. Nil if there
  /// is no cap.
  var openCap: Int? {
    return cap.map { $0 - reserve.part(of: $0) }
  }

  /// The number of orders sent within the last ten seconds.
  @inline(__always) func count(at time: Instant) -> Int { sent.total(at: time) }

  /// When one more entry may be sent, as things are; never if entries have no share.
  func opens(after time: Instant) -> Instant {
    openCap.map { sent.falls(under: $0, after: time) } ?? time
  }

  /// Counts an order that is sent.
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
