import Market

/// How many orders left within the last ten seconds, counted in ten buckets of a second.
struct SendRate: Sendable {
  private let cap: Int?
  private let reserve: BasisPoints
  private var buckets = Array(repeating: 0, count: SendRate.seconds)
  /// The second since 1970 that was counted into last.
  private var second = Int64.min
  private var sum = 0

  static let seconds = 10

  init(_ settings: LossSettings) {
    cap = settings.maximumOrderRate
    reserve = settings.rateReserve
  }

  /// What opens may use of it; the rest is kept for exits and stops.
  var openCap: Int? {
    cap.map { $0 - Int(Int64($0) * reserve.hundredths / 1_000_000) }
  }

  /// Orders that left within the last ten seconds.
  @inline(__always)
  func count(at time: Instant) -> Int {
    let now = time.nanoseconds / 1_000_000_000
    guard now < second + Int64(SendRate.seconds) else { return 0 }
    guard now > second else { return sum }
    var left = sum
    for gone in 1...(now - second) { left -= buckets[SendRate.place(second + gone)] }
    return left
  }

  /// An order leaves.
  mutating func add(at time: Instant) {
    guard cap != nil else { return }
    let now = time.nanoseconds / 1_000_000_000
    if second == .min || now >= second + Int64(SendRate.seconds) {
      for place in buckets.indices { buckets[place] = 0 }
      sum = 0
      second = now
    }
    while second < now {
      second += 1
      sum -= buckets[SendRate.place(second)]
      buckets[SendRate.place(second)] = 0
    }
    buckets[SendRate.place(second)] += 1
    sum += 1
  }

  private static func place(_ second: Int64) -> Int {
    let place = Int(second % Int64(seconds))
    return place < 0 ? place + seconds : place
  }

  func digest(into hash: inout StateHash) {
    hash.add(second)
    for count in buckets { hash.add(count) }
  }
}
