import Market

/// A lot: what one filled entry became.
public struct LotView: Equatable, Sendable {
  public var id: PositionID
  /// The side that opened it: a buy made it long.
  public var side: Side
  public var slot: Price
  /// Average entry, rounded to a tick.
  public var entry: Price
  public var open: Quantity
  public var closed: Quantity
  public var openedAt: Instant
  /// The price of its take-profit.
  public var takeProfit: Price?
  /// How much of it live take-profits and other closes cover.
  public var covered: Quantity
  /// The price that triggers its stop; nil if it has none, or that is not known yet.
  public var stop: Price?
  /// How much of it is covered by a stop at the venue, and how much by a watched stop.
  public var venueStop = Quantity.zero
  public var watchedStop = Quantity.zero
  /// Its watched part is too small to be sent alone: it is sent together with others of its side.
  public var stopsTogether = false
  /// What is unprotected. If lots have no stops: what no exit covers.
  public var naked: Quantity
  /// Why it is being closed at the market; nil if it is not.
  public var closing: CloseCause?
  /// When its stop was triggered; nil if it was not.
  public var stopFiredAt: Instant?
  public var role = Role.ordinary
  /// After refusals of a leg, nothing is sent for it before this moment; nil if it does not wait.
  /// Its price is watched meanwhile.
  public var takeProfitRetryAt: Instant?
  public var stopRetryAt: Instant?
  /// Nothing is sent for it before the venue has reported the position.
  public var awaitsPosition = false
  /// Realised before fees.
  public var realised: ExactMoney
  /// At the mark, before fees; nil without a mark.
  public var unrealised: ExactMoney?
  /// Fees so far.
  public var fees: ExactMoney
  /// Funding received minus funding paid so far.
  public var funding = ExactMoney.zero

  /// The role of a lot among the others of its side.
  public enum Role: Equatable, Sendable {
    case ordinary
    /// It has no take-profit; a trailing stop closes it.
    case runner
    /// Too small for any order of its own.
    case dust
    /// What both legs of another lot filled beyond it.
    case excess
  }

  public var isExcess: Bool { role == .excess }
  public var isDust: Bool { role == .dust }
  public var isRunner: Bool { role == .runner }

  /// What it has made at the mark, after all fees and funding so far; nil without a mark.
  public var net: ExactMoney? { unrealised.map { realised + $0 - fees + funding } }

  public init(
    id: PositionID, side: Side, slot: Price, entry: Price, open: Quantity, closed: Quantity,
    openedAt: Instant, takeProfit: Price?, covered: Quantity, realised: ExactMoney,
    unrealised: ExactMoney?,
    fees: ExactMoney
  ) {
    self.id = id
    self.side = side
    self.slot = slot
    self.entry = entry
    self.open = open
    self.closed = closed
    self.openedAt = openedAt
    self.takeProfit = takeProfit
    self.covered = covered
    naked = covered < open ? open - covered : .zero
    self.realised = realised
    self.unrealised = unrealised
    self.fees = fees
  }
}

extension LotRole {
  /// The role shown to an operator.
  var shown: LotView.Role {
    switch self {
    case .ordinary: .ordinary
    case .runner: .runner
    case .dust: .dust
    case .overfill: .excess
    }
  }
}
