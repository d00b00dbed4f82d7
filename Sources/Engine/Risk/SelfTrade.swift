import Market
import Venue

/// Keeps our own orders from trading with each other: an order that rests in the way is cancelled
/// and confirmed first.
///
/// Two orders of one account would meet if they are on opposite sides and their prices reach each
/// other. Post-only does not help: the venue then refuses the order. So an order waits until none
/// of our orders rests within its limit. A resting order also waits until none of our orders that
/// may take it is live or waiting: otherwise resting orders would return before the waiting one
/// could be sent. An exit that waits to rest keeps out only entries: it may wait for long, and
/// other exits don't make way for it.
struct SelfTrade: Sendable, Codable {
  /// How far the orders that wait to take reach, in ticks; zero if none waits.
  private(set) var claims = PerSide<Int64>(0)
  /// The same for exits that wait to rest.
  private(set) var exitClaims = PerSide<Int64>(0)
  /// The claims of orders that had to wait again in this round.
  private var renewed = PerSide<Int64>(0)
  private var renewedExits = PerSide<Int64>(0)
  /// An order ended, and the waiting orders are being checked again.
  private(set) var isRetrying = false
  /// A resting order was kept out by a claim alone.
  private(set) var keptOut = false
  /// An exit was kept out by one of our orders that is in flight; it is sent once that has ended.
  private(set) var exitIsKeptOut = false

  /// Whether anything waits.
  var isHolding: Bool {
    claims.buy > 0 || claims.sell > 0 || exitClaims.buy > 0 || exitClaims.sell > 0
  }

  /// An order that may take, or an exit that rests, has to wait.
  mutating func claim(_ side: Side, _ price: Price, takes: Bool) {
    if takes {
      claims[side] = SelfTrade.wider(claims[side], price.ticks, side)
      renewed[side] = SelfTrade.wider(renewed[side], price.ticks, side)
    } else {
      exitClaims[side] = SelfTrade.wider(exitClaims[side], price.ticks, side)
      renewedExits[side] = SelfTrade.wider(renewedExits[side], price.ticks, side)
    }
  }

  /// A resting order had to wait for one of our own.
  mutating func keepOut(isExit: Bool = false) {
    keptOut = isHolding
    if isExit { exitIsKeptOut = true }
  }

  mutating func retry() {
    isRetrying = true
    exitIsKeptOut = false
    renewed = PerSide(0)
    renewedExits = PerSide(0)
  }

  /// The round is over: an order that did not have to wait again was sent, or is no longer wanted.
  /// Returns whether a claim kept something out.
  mutating func finishRetry() -> Bool {
    isRetrying = false
    claims = renewed
    exitClaims = renewedExits
    guard keptOut else { return false }
    keptOut = isHolding
    return true
  }

  private static func wider(_ one: Int64, _ other: Int64, _ side: Side) -> Int64 {
    one == 0 ? other : side == .buy ? max(one, other) : min(one, other)
  }
}

extension Order {
  /// Whether it is our own and rests within a price at which the other side would trade with it.
  @inline(__always) func isInTheWay(of other: Side, _ price: Price) -> Bool {
    id != .vacant && !id.isForeign && side != other && mayRest
      && other.reaches(self.price.ticks, from: price.ticks)
  }
}

extension TimeInForce {
  @inline(__always) var mayTake: Bool { self != .postOnly }
  /// Whether it could rest at the venue for others to take.
  @inline(__always) var mayRest: Bool { self == .postOnly || self == .goodTillCancelled }
}

extension Side {
  /// Whether an order on this side at a price trades with one of the other side at `other`.
  @inline(__always) func reaches(_ other: Int64, from price: Int64) -> Bool {
    self == .buy ? price >= other : price <= other
  }
}
