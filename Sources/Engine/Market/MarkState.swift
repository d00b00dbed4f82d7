import Market

/// What is known of the venue's mark price.
///
/// The mid replaces it, under its own name, if the venue reported none or the newest is too old.
enum MarkState: Equatable, Sendable, Codable {
  case untold
  /// The newest, and when it arrived.
  case told(MarkPrice, at: Instant)
  /// The newest is too old to use.
  case stale(MarkPrice, at: Instant)

  /// The mark price if it can be used; nil otherwise.
  @inline(__always) var price: MarkPrice? {
    if case .told(let price, _) = self { price } else { nil }
  }

  /// Whether there was a usable mark price, and there is none now.
  @inline(__always) var isStale: Bool {
    if case .stale = self { true } else { false }
  }

  /// Takes in a new mark price. Returns whether there was no usable one before.
  mutating func take(_ price: MarkPrice, at now: Instant) -> Bool {
    defer { self = .told(price, at: now) }
    return self.price == nil
  }

  /// The mark price is too old to use now.
  mutating func expire() {
    if case .told(let price, let moment) = self { self = .stale(price, at: moment) }
  }
}

/// The price that a position is valued at.
enum Valuation: Equatable, Sendable, Codable {
  /// No price came yet.
  case unknown
  /// The middle of the book, doubled, in ticks.
  case mid(twice: Int64)
  case mark(MarkPrice)

  /// The price in 10⁻⁹ of a tick; nil if unknown.
  var parts: Int128? {
    switch self {
    case .unknown: nil
    case .mid(let twice): Int128(twice) * Int128(MarkPrice.partsPerTick) / 2
    case .mark(let mark):
      Int128(mark.ticks) * Int128(MarkPrice.partsPerTick) + Int128(mark.parts)
    }
  }

  /// Whether it replaces one of the other kind.
  func replaces(_ other: Valuation) -> Bool {
    switch (self, other) {
    case (.mid, .mark), (.mark, .mid): true
    case (.mid, .mid), (.mark, .mark), (.unknown, _), (_, .unknown): false
    }
  }
}
