import Market
import Venue

/// The take-profit of one lot: where it lies, and how the next one is sent.
struct TakeProfitLeg: Equatable, Sendable, Codable {
  /// How the next one is sent. A number is the market update before which it waits: on the data it
  /// was sent on, the venue would give the same answer again.
  enum Way: Equatable, Sendable, Codable {
    case rests
    /// It would have crossed, or took too little: it rests once the book lets it.
    case waits(until: Int)
    /// It takes, since resting would cross.
    case takes
    /// It takes while it waits to rest, as long as that pays.
    case takesMeanwhile(until: Int)

    var takes: Bool {
      switch self {
      case .rests, .waits: false
      case .takes, .takesMeanwhile: true
      }
    }

    /// The market update before which it does not rest; nil if it does not wait.
    var waitsUntil: Int? {
      switch self {
      case .rests, .takes: nil
      case .waits(let update), .takesMeanwhile(let update): update
      }
    }

    /// The same way, except that the next one takes or does not.
    func taking(_ takes: Bool) -> Way {
      switch (waitsUntil, takes) {
      case (nil, false): .rests
      case (nil, true): .takes
      case (let update?, false): .waits(until: update)
      case (let update?, true): .takesMeanwhile(until: update)
      }
    }

    /// The same way, except that it waits for a market update.
    func waiting(until update: Int) -> Way {
      takes ? .takesMeanwhile(until: update) : .waits(until: update)
    }
  }

  private(set) var price: Price
  private(set) var way = Way.rests
  /// One that is watched, or that took too little, does not take again before this moment.
  private(set) var takeNotBefore = Instant.distantPast
  var terms = LegTerms()

  init(at price: Price, _ way: Way = .rests, takeNotBefore: Instant = .distantPast) {
    self.price = price
    self.way = way
    self.takeNotBefore = takeNotBefore
  }

  mutating func move(to price: Price) { self.price = price }

  /// The next takes, or does not.
  mutating func take(_ takes: Bool) { way = way.taking(takes) }

  /// The next waits for a market update.
  mutating func wait(until update: Int) { way = way.waiting(until: update) }

  /// There was less to take than expected: the next one rests once the book lets it, or takes again
  /// after a moment.
  mutating func tookTooLittle(notBefore moment: Instant) {
    wait(until: 0)
    takeNotBefore = moment
  }

  /// It is sent: the next one rests.
  mutating func goOut() { way = .rests }

  /// One that the engine watched is sent: the next takes no sooner than one may be sent to the
  /// venue.
  mutating func goOutWatched() { takeNotBefore = terms.retryAt }
}
