import Market
import Venue

/// What an operator may ask about.
public enum ExplainTarget: Hashable, Sendable {
  /// What stands at a price on a side: a rung, an order of ours, or nothing.
  case price(Side, Price)
  case order(ClientOrderID)
  case lot(PositionID)
  case attempt(AttemptID)
}

/// Why something is as it is, as values: what it is, how it came to be, each condition it is held
/// against in the order of the decision, and what would change it.
public struct Explanation: Equatable, Sendable {
  public var subject: Subject
  public var verdict: Verdict
  /// The live order that is explained, where one is.
  public var order: ClientOrderID?
  /// The rule and its inputs.
  public var facts: [Fact] = []
  /// Each gate in the order in which the decision asks; those after one that makes the rest
  /// meaningless are missing.
  public var gates: [GateReading] = []
  /// Of a lot: its exits, and what none is out for.
  public var legs: [LegReading] = []
  /// What would change it.
  public var changes: [Change] = []

  init(_ subject: Subject, _ verdict: Verdict) {
    self.subject = subject
    self.verdict = verdict
  }

  public enum Subject: Equatable, Sendable {
    case rung(Side, level: Int, Price)
    /// An order that stands for no rung of the plan in force.
    case order(Purpose, Side, Price)
    case lot(PositionID, Side)
    /// An attempt without a live order, and where it would go now.
    case attempt(Purpose, Side, Price)
    /// A price at which nothing of ours stands or is wanted.
    case empty(Side, Price)
    /// An order on the account that is not ours; no price where it would take at the market.
    case foreign(Side, Price?)
    /// It is not there any more.
    case gone
  }

  public enum Verdict: Equatable, Sendable {
    /// An order is live, for the reason kept beside it.
    case stands(OrderDisplayState, Reason)
    /// Every gate is open: it goes out as soon as the engine looks.
    case wouldBePlaced
    /// The first gate that is shut.
    case held(Gate, Reason)
    /// An attempt does nothing until its next look, or for a reason that is no gate's.
    case waits(Reason)
    /// Without rungs: why the side attempts nothing at all.
    case idle(Reason)
    /// The grid has no rung there.
    case notWanted
    /// Of a lot: how much has an exit at the venue, and how much has none.
    case covers(covered: Quantity, naked: Quantity)
    /// Nothing of ours decided it.
    case notOurs
    case gone
  }

  /// One input of a rule.
  public struct Fact: Equatable, Sendable {
    public let code: Code
    /// In `unit`; of an amount of money, which ``money`` has, the nearest unit of ``Money``.
    public let value: Int64
    public let unit: Unit
    /// The amount, exactly; nothing in any other unit.
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
    /// The number says it: zero is no, one is yes.
    case flag
  }

  /// What would change it.
  public enum Change: Equatable, Sendable {
    /// The grid is anchored anew once the mid reaches one of these; in half ticks.
    case midReaches(low2: Int64, high2: Int64)
    /// The best price of a side at this or beyond.
    case best(Side, atLeast: Price)
    case bestBelow(Side, atMost: Price)
    /// It is tried again then.
    case at(Instant)
    /// It is compared with where it should be then, and moved if it is off.
    case comparedAt(Instant)
    /// It is over then, if nothing filled it before.
    case endsAt(Instant)
    /// The next update of the market.
    case nextUpdate
    /// The operator takes back what holds it.
    case unfreeze
    case clearBreaker
    case resume(Side)
    /// The operator frees a slot or side whose cooldown has no end.
    case endCooldown(Side)
    case fillOrCancel
    /// The price that sets stops off gets to the stop of a lot, which an exit on that side closes.
    case stopGoesOff(WatchedPrice, Side, Price)
    /// A runner that a side opened trails once that price gets there.
    case trailsFrom(WatchedPrice, Side, Price)
    /// A lot is too old, stuck or left over then, and closed as is set.
    case overdue(CloseCause, Instant)
    /// What is too small for an order joins the next lot of its side.
    case joinsNextLot(Side)
    /// The venue tells the position.
    case positionTold
    case lotCloses(PositionID)
    /// A stop covers the lot again, or it closes.
    case lotIsProtected(PositionID)
    /// What is too small of a side's lots becomes worth a stop.
    case smallLotsGrow(Side)
    case bookReturns
    /// The venue's answer to what is asked then: whether the market trades, and what time it is there.
    case venueTells(Instant)
    /// The market has ended: nothing will.
    case marketIsOver
    /// Orders, fills and position agree with the venue's.
    case agreement
    case replan
    case recentre
    /// A setting decides, and nothing else will.
    case setting(Gate)
    case roomFrees(Gate)
  }
}

extension Explanation.Fact {
  /// What a fact says.
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
    /// When the venue last showed it as we have it.
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
  /// The price that sets a stop off, or that a runner trails.
  public enum WatchedPrice: UInt8, CaseIterable, Sendable {
    case mark
    /// In place of a mark price that nobody tells, or that is too old to go by.
    case mid
    case last
    case oppositeBest
  }
}
