import Market
import Venue

/// No order of ours trades with another of ours: what rests in the way is cancelled and confirmed
/// first.
///
/// Two orders of one account would meet where they stand on opposite sides and their prices reach
/// each other; that one is post-only only makes the venue refuse it. So an order waits until nothing
/// of ours rests within its limit, and one that rests also until nothing of ours that may take it is
/// out, or waits itself: else what rests would come back before what waits could go. An exit that waits
/// to rest keeps only opens out: it may wait for long, and other exits don't go for it.
struct SelfTrade: Sendable, Codable {
  /// How far the orders reach that wait to take, in ticks; zero where none does.
  private(set) var claims = PerSide<Int64>(0)
  /// The same of exits that wait to rest.
  private(set) var exitClaims = PerSide<Int64>(0)
  /// Those that had to wait again in this round.
  private var renewed = PerSide<Int64>(0)
  private var renewedExits = PerSide<Int64>(0)
  /// An order ended, and what waited is being looked at again.
  private(set) var isRetrying = false
  /// Something that rests was kept out only by a claim.
  private(set) var keptOut = false
  /// An exit was kept out by one of ours that is on its way, and goes out once that has ended.
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

  /// Something that rests had to wait for an order of ours.
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

  /// The round is over: who did not have to wait again has gone, or is no longer wanted. Returns whether
  /// something was kept out by what waited.
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
  /// Whether it is ours and rests within a price at which the other side would trade with it.
  @inline(__always) func isInTheWay(of other: Side, _ price: Price) -> Bool {
    id != .vacant && !id.isForeign && side != other && mayRest
      && other.reaches(self.price.ticks, from: price.ticks)
  }
}

extension TimeInForce {
  @inline(__always) var mayTake: Bool { self != .postOnly }
  /// Whether it could stand at the venue for others to take.
  @inline(__always) var mayRest: Bool { self == .postOnly || self == .goodTillCancelled }
}

extension Side {
  /// Whether an order on this side at a price trades with one of the other side at `other`.
  @inline(__always) func reaches(_ other: Int64, from price: Int64) -> Bool {
    self == .buy ? price >= other : price <= other
  }
}
