import Market
import Venue

/// What an operator may ask about.
public enum ExplainTarget: Hashable, Sendable {
  /// What is at a price on a side: a rung, one of our orders, or nothing.
  case price(Side, Price)
  case order(ClientOrderID)
  case lot(PositionID)
  case attempt(AttemptID)
}

/// Why something is as it is, as values: what it is, how it came about, each condition in the order
/// in which the decision checks it, and what would change it.
public struct Explanation: Equatable, Sendable {
  public var subject: Subject
  public var verdict: Verdict
  /// The live order that is explained; nil if there is none.
  public var order: ClientOrderID?
  /// The rule and its inputs.
  public var facts: [Fact] = []
  /// Each gate, in the order in which the decision checks them. Gates after one that makes the rest
  /// meaningless are missing.
  public var gates: [GateReading] = []
  /// For a lot: its exits, and the parts that have none.
  public var legs: [LegReading] = []
  /// What would change it.
  public var changes: [Change] = []

  init(_ subject: Subject, _ verdict: Verdict) {
    self.subject = subject
    self.verdict = verdict
  }

  public enum Subject: Equatable, Sendable {
    case rung(Side, level: Int, Price)
    /// An order that belongs to no rung of the present plan.
    case order(Purpose, Side, Price)
    case lot(PositionID, Side)
    /// An attempt without a live order, and the price where it would be sent now.
    case attempt(Purpose, Side, Price)
    /// A price where we have no order and want none.
    case empty(Side, Price)
    /// A foreign order on the account; nil price if it would take at the market.
    case foreign(Side, Price?)
    /// It no longer exists.
    case gone
  }

  public enum Verdict: Equatable, Sendable {
    /// An order is live, for the reason given.
    case stands(OrderDisplayState, Reason)
    /// Every gate is open: it will be sent on the next check.
    case wouldBePlaced
    /// The first gate that is shut.
    case held(Gate, Reason)
    /// An attempt does nothing until its next check, or for a reason that is not a gate's.
    case waits(Reason)
    /// Without rungs: why the side has no attempt at all.
    case idle(Reason)
    /// The grid has no rung there.
    case notWanted
    /// For a lot: how much has an exit at the venue, and how much is unprotected.
    case covers(covered: Quantity, naked: Quantity)
    /// We did not decide it.
    case notOurs
    case gone
  }

  /// One input of a rule.
  public struct Fact: Equatable, Sendable {
    public let code: Code
    /// In `unit`. For an amount of money it is rounded to a unit of ``Money``; ``money`` is exact.
    public let value: Int64
    public let unit: Unit
    /// The exact amount; nil in any other unit.
    public let money: ExactMoney?

    init(_ code: Code, _ value: Int64, _ unit: Unit) {
      self.code = code
      self.value = value
      self.unit = unit
      money = unit == .money ? ExactMoney(Money(units: value)) : nil
    }

    init(_ code: Code, _ money: ExactMoney) {
      self.code = code
      value = money.rounded.units
      unit = .money
      self.money = money
    }
  }

  public enum Unit: UInt8, Sendable {
    case ticks
    case steps
    case money
    case count
    /// Hundredths of a basis point.
    case share
    case nanoseconds
    /// Nanoseconds before the moment that is shown.
    case ago
    /// Hundredths of the whole.
    case percent
    /// 0 is no, 1 is yes.
    case flag
  }

  /// What would change it.
  public enum Change: Equatable, Sendable {
    /// The mid reaches one of these, in half ticks: the grid gets a new anchor.
    case midReaches(low2: Int64, high2: Int64)
    /// The best price of a side is at this price or above.
    case best(Side, atLeast: Price)
    case bestBelow(Side, atMost: Price)
    /// It is tried again at this moment.
    case at(Instant)
    /// At this moment its price is compared with where it should be, and the order is moved if they
    /// differ.
    case comparedAt(Instant)
    /// It ends at this moment if it has not filled before.
    case endsAt(Instant)
    /// The next update of the market.
    case nextUpdate
    /// The operator lifts what holds it.
    case unfreeze
    case clearBreaker
    case resume(Side)
    /// The operator ends the cooldown of a slot or side that does not end by itself.
    case endCooldown(Side)
    case fillOrCancel
    /// The price that triggers stops reaches the stop of a lot. The side is that of the exit.
    case stopGoesOff(WatchedPrice, Side, Price)
    /// The price is reached from which a runner trails. The side is that of the runner's entry.
    case trailsFrom(WatchedPrice, Side, Price)
    /// From this moment a lot is too old, stuck or a remainder, and is closed as configured.
    case overdue(CloseCause, Instant)
    /// What is too small for an order joins the next lot of its side.
    case joinsNextLot(Side)
    /// The venue reports the position.
    case positionTold
    case lotCloses(PositionID)
    /// A stop covers the lot again, or it closes.
    case lotIsProtected(PositionID)
    /// The small parts of a side's lots become large enough for a stop.
    case smallLotsGrow(Side)
    case bookReturns
    /// The venue answers the question that is due at this moment: whether the market trades, and
    /// what its clock says.
    case venueTells(Instant)
    /// The market has ended: nothing will change it.
    case marketIsOver
    /// Orders, fills and position agree with the venue's.
    case agreement
    case replan
    case recentre
    /// Only a setting can change it.
    case setting(Gate)
    case roomFrees(Gate)
  }
}

extension Explanation.Fact {
  /// What a fact is about.
  public enum Code: UInt8, CaseIterable, Sendable {
    case anchor
    case level
    case spacing
    case wantedSpacing
    case tightened
    case shift
    case price
    case wantedSize
    case minimumNotional
    case notional
    case quantity
    case filled
    case remaining
    case age
    case amendments
    case reduceOnly
    case accepted
    /// How long ago the venue last showed the order as we have it.
    case listed
    case position
    case nearestBuyRung
    case nearestSellRung
    case entry
    case lotOpen
    case lotClosed
    case exitPrice
    case exitDistance
    case takesFrom
    case stopPrice
    case venueStop
    case watchedStop
    case naked
    case stopRefusals
    case exitRefusals
    case trigger
    case fees
    case realised
    case cycles
    case slotMade
    case lotOfOrder
    case offset
    case reprices
    case refusals
  }
}

extension Explanation {
  /// The price that triggers a stop, or that a runner trails.
  public enum WatchedPrice: UInt8, CaseIterable, Sendable {
    case mark
    /// Used in place of a mark price that is not reported, or is too old.
    case mid
    case last
    case oppositeBest
  }
}
