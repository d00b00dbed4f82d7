import Market

/// A lot: what one filled open became.
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
  /// Where its take-profit lies.
  public var takeProfit: Price?
  /// How much of it live take-profits and other closes are out for.
  public var covered: Quantity
  /// Where its stop goes off; nothing where it has none, or it is not known yet.
  public var stop: Price?
  /// How much of it a stop covers that the venue holds, one that the engine watches, and none.
  public var venueStop = Quantity.zero
  public var watchedStop = Quantity.zero
  /// What is watched of it is too small to be sent alone: it leaves together with others of its side.
  public var stopsTogether = false
  /// What nobody protects; where lots have no stops, what no exit is out for.
  public var naked: Quantity
  /// It is being closed at the market, and why.
  public var closing: CloseCause?
  /// When its stop went off.
  public var stopFiredAt: Instant?
  public var role = Role.ordinary
  /// A leg was refused so often that nothing is sent before this moment; it is watched meanwhile.
  public var takeProfitRetryAt: Instant?
  public var stopRetryAt: Instant?
  /// Nothing is sent for it before the venue has told the position.
  public var awaitsPosition = false
  /// Realised before fees.
  public var realised: ExactMoney
  /// At the mark, before fees; nothing without a mark.
  public var unrealised: ExactMoney?
  /// Fees so far.
  public var fees: ExactMoney
  /// Funding received less paid so far.
  public var funding = ExactMoney.zero

  /// What a lot is beside the others of its side.
  public enum Role: Equatable, Sendable {
    case ordinary
    /// Kept from its take-profit, under a stop that trails.
    case runner
    /// Too small for any order of its own.
    case dust
    /// What both legs of another lot filled too much.
    case excess
  }

  public var isExcess: Bool { role == .excess }
  public var isDust: Bool { role == .dust }
  public var isRunner: Bool { role == .runner }

  /// What it has made, after all fees and funding so far, with what is open at the mark; nothing
  /// without a mark.
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
  /// What an operator is shown.
  var shown: LotView.Role {
    switch self {
    case .ordinary: .ordinary
    case .runner: .runner
    case .dust: .dust
    case .overfill: .excess
    }
  }
}
