import Market
import Venue

// What the engine keeps of the values that the market and the venue are told of by.

extension Book: Digested {}

extension ExactMoney: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(units)
  }
}

extension Trade: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(price, quantity, aggressor)
  }
}

extension ClientOrderID: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(high, low)
  }
}

extension FillID: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(value)
  }
}

extension Fill: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(id, order, side, price, quantity, fee, liquidity, time, positionBefore, cause)
  }
}

extension VenueOrder: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(id, side, limit, quantity, remaining, isReduceOnly, trigger, placedAt)
  }
}

extension Trigger: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(price, reference, isStop)
  }
}

extension AccountState: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(asOf, position, entry, equity, marginUsed, liquidationPrice, actionsLeft)
  }
}

extension Funding: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(time, amount)
  }
}

extension Instant: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(nanoseconds)
  }
}

extension Price: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(ticks)
  }
}

extension Quantity: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(steps)
  }
}

extension Position: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(steps)
  }
}

extension Money: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(units)
  }
}

// Each is the number of its case.

extension Adjustment.Cause: Digested {}
extension Alarm: Digested {}
extension AttemptStage.Style: Digested {}
extension BreakerCause: Digested {}
extension BreakerStage: Digested {}
extension CancelIntent: Digested {}
extension CapAction: Digested {}
extension CapWatch: Digested {}
extension CloseCause: Digested {}
extension Difference.Kind: Digested {}
extension ErrorClass: Digested {}
extension ExitCause: Digested {}
extension FillCause: Digested {}
extension FillSource: Digested {}
extension FlattenScope: Digested {}
extension FreezeCause: Digested {}
extension Gate: Digested {}
extension Liquidity: Digested {}
extension LogEntry.Tag: Digested {}
extension MarketBlock.Kind: Digested {}
extension MarketStatus.Phase: Digested {}
extension OrderStage.Amend: Digested {}
extension Purpose: Digested {}
extension Reason.Code: Digested {}
extension ReconcileCause: Digested {}
extension Refusal: Digested {}
extension RiskCap: Digested {}
extension SendFailure: Digested {}
extension Side: Digested {}
extension SpacingFloor: Digested {}
extension StopHolder: Digested {}
extension TimeInForce: Digested {}
extension TriggerReference: Digested {}
