import Market
import Venue

/// The take-profit of one lot: where it lies, and how the next one goes out.
struct TakeProfitLeg: Equatable, Sendable, Codable {
  /// How the next one goes out. A number is that of the market update before which it waits: the venue
  /// would do the same again with what it was sent on.
  enum Way: Equatable, Sendable, Codable {
    case rests
    /// It would have crossed, or took too little: it rests once the book lets it.
    case waits(until: Int)
    /// It takes, since resting would cross.
    case takes
    /// It takes where it waited to rest, as long as that pays.
    case takesMeanwhile(until: Int)

    var takes: Bool {
      switch self {
      case .rests, .waits: false
      case .takes, .takesMeanwhile: true
      }
    }

    /// The market update before which it does not rest; nothing where it does not wait.
    var waitsUntil: Int? {
      switch self {
      case .rests, .takes: nil
      case .waits(let update), .takesMeanwhile(let update): update
      }
    }

    /// The same, where the next takes or does not.
    func taking(_ takes: Bool) -> Way {
      switch (waitsUntil, takes) {
      case (nil, false): .rests
      case (nil, true): .takes
      case (let update?, false): .waits(until: update)
      case (let update?, true): .takesMeanwhile(until: update)
      }
    }

    /// The same, where it waits for a market update.
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

  /// There was less to take than it looked: the next one rests, once the book lets it, or takes again after
  /// a moment.
  mutating func tookTooLittle(notBefore moment: Instant) {
    wait(until: 0)
    takeNotBefore = moment
  }

  /// It goes out: the next one rests.
  mutating func goOut() { way = .rests }

  /// One that the engine watched goes out: the next takes no sooner than it may be sent to the venue.
  mutating func goOutWatched() { takeNotBefore = terms.retryAt }
}
