import Market
import Venue

// What becomes of a rung's order, and of what a replaced one had filled.

/// What a rung's order is held against its rung by.
struct RungOrderFacts: Sendable {
  let remaining: Quantity
  /// What it filled, and the orders that it goes on with before it.
  let filled: Quantity
  /// It is being cancelled, or nobody says what became of it.
  let isInDoubt: Bool
  let isAmending: Bool
  /// Why it must not stand at all: the position's limit, or a stop that it would outgrow.
  let unwanted: Reason?
  /// Its size may be that far off, as a share of what is wanted.
  let tolerance: BasisPoints
}

/// What becomes of a rung's order.
enum RungSizing: Equatable, Sendable {
  case ends(Reason)
  /// What becomes of it is awaited.
  case waits
  case fits
  /// It is too large: it is amended where that keeps its place in the queue, else replaced.
  case shrinks(to: Quantity)
  case grows(to: Quantity)
}

/// What becomes of an empty rung whose last order was cancelled to be replaced.
enum RungResumption: Equatable, Sendable {
  /// The next order fills into the lot of the last one.
  case goesOn
  case startsOver(awaitsReplan: Bool)
}

extension Rung {
  /// What becomes of its order.
  func sizing(_ facts: RungOrderFacts) -> RungSizing {
    if let reason = facts.unwanted { return .ends(reason) }
    if facts.isInDoubt { return .waits }
    let wanted = Quantity(steps: max(0, quantity.steps - facts.filled.steps))
    if facts.isAmending || Rung.isNear(facts.remaining, wanted, within: facts.tolerance) {
      return .fits
    }
    return wanted < facts.remaining ? .shrinks(to: wanted) : .grows(to: wanted)
  }

  /// Whether a size is within the tolerance of the wanted one.
  private static func isNear(
    _ size: Quantity, _ wanted: Quantity, within tolerance: BasisPoints
  ) -> Bool {
    if size == wanted { return true }
    let off = abs(size.steps - wanted.steps).multipliedFullWidth(by: 1_000_000)
    let allowed = wanted.steps.multipliedFullWidth(by: tolerance.hundredths)
    return (off.high, off.low) <= (allowed.high, allowed.low)
  }

  /// What becomes of what a replaced order had filled: where its lot has closed meanwhile, or holds
  /// the slot no longer, as dust that joins the next lot, or holds all that is wanted, the rung is one
  /// like any other.
  func resumption(
    of remainder: Remainder, lotHoldsSlot: Bool, rearm: GridSettings.Rearm
  ) -> RungResumption {
    if lotHoldsSlot, remainder.filled < quantity { return .goesOn }
    return .startsOver(awaitsReplan: lotHoldsSlot && rearm == .nextReplan)
  }
}
