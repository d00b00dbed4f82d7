import Market

/// A sum over the last `seconds` seconds, in buckets of one second.
struct SlidingSum: Sendable, Codable {
  let seconds: Int64
  private var buckets: [Int]
  /// The second since 1970 of the newest bucket.
  private var second = Int64.min
  private var sum = 0

  init(seconds: Int) {
    self.seconds = Int64(seconds)
    buckets = Array(repeating: 0, count: seconds)
  }

  /// The sum at a moment.
  @inline(__always)
  func total(at time: Instant) -> Int {
    let now = time.nanoseconds / 1_000_000_000
    guard now < second + seconds else { return 0 }
    guard now > second else { return sum }
    var left = sum
    for gone in 1...(now - second) { left -= buckets[place(second + gone)] }
    return left
  }

  /// When the sum falls below a limit if nothing is added meanwhile; the distant future if the
  /// limit is not positive.
  func falls(under limit: Int, after time: Instant) -> Instant {
    guard limit > 0 else { return .distantFuture }
    var now = time.nanoseconds / 1_000_000_000
    var left = total(at: time)
    guard left >= limit else { return time }
    while left >= limit {
      now += 1
      left -= buckets[place(now)]
    }
    return Instant(nanoseconds: now * 1_000_000_000)
  }

  mutating func add(_ amount: Int, at time: Instant) {
    let now = time.nanoseconds / 1_000_000_000
    if second == .min || now >= second + seconds {
      for place in buckets.indices { buckets[place] = 0 }
      sum = 0
      second = now
    }
    while second < now {
      second += 1
      sum -= buckets[place(second)]
      buckets[place(second)] = 0
    }
    buckets[place(second)] += amount
    sum += amount
  }

  @inline(__always) private func place(_ second: Int64) -> Int {
    let place = Int(second % seconds)
    return place < 0 ? place + Int(seconds) : place
  }
}
