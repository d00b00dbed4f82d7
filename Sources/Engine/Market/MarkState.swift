import Market

/// What the venue has told of its mark price.
///
/// The mid stands in, by its own name, where it told none or the newest is too old to go by.
enum MarkState: Equatable, Sendable, Codable {
  case untold
  /// The newest, and when it came.
  case told(MarkPrice, at: Instant)
  /// The newest came so long ago that nothing goes by it.
  case stale(MarkPrice, at: Instant)

  /// The mark price where it can be gone by.
  @inline(__always) var price: MarkPrice? {
    if case .told(let price, _) = self { price } else { nil }
  }

  /// Whether there was one to go by, and there is none now.
  @inline(__always) var isStale: Bool {
    if case .stale = self { true } else { false }
  }

  /// A new one came. Returns whether there was none to go by before.
  mutating func take(_ price: MarkPrice, at now: Instant) -> Bool {
    defer { self = .told(price, at: now) }
    return self.price == nil
  }

  /// It is too old to go by now.
  mutating func expire() {
    if case .told(let price, let moment) = self { self = .stale(price, at: moment) }
  }
}

/// What a position is valued by.
enum Valuation: Equatable, Sendable, Codable {
  /// No price came yet.
  case unknown
  /// The middle of the book, doubled, in ticks.
  case mid(twice: Int64)
  case mark(MarkPrice)

  /// Where it lies, in 10⁻⁹ of a tick.
  var parts: Int128? {
    switch self {
    case .unknown: nil
    case .mid(let twice): Int128(twice) * Int128(MarkPrice.partsPerTick) / 2
    case .mark(let mark):
      Int128(mark.ticks) * Int128(MarkPrice.partsPerTick) + Int128(mark.parts)
    }
  }

  /// Whether it takes the place of one of the other kind.
  func replaces(_ other: Valuation) -> Bool {
    switch (self, other) {
    case (.mid, .mark), (.mark, .mid): true
    case (.mid, .mid), (.mark, .mark), (.unknown, _), (_, .unknown): false
    }
  }
}
