import Market
import Venue

// What happens to a rung's order, and to what a replaced one had filled.

/// The facts of a rung's order that the rung is compared with.
struct RungOrderFacts: Sendable {
  let remaining: Quantity
  /// What it filled, and what the orders that it continues had filled before.
  let filled: Quantity
  /// It is being cancelled, or its outcome is unknown.
  let isInDoubt: Bool
  let isAmending: Bool
  /// Why it must not rest at all: the position's limit, or a stop that it would outgrow. Nil if it
  /// may.
  let unwanted: Reason?
  /// How far its size may be off, as a share of what is wanted.
  let tolerance: BasisPoints
}

/// What happens to a rung's order.
enum RungSizing: Equatable, Sendable {
  case ends(Reason)
  /// Its outcome is awaited.
  case waits
  case fits
  /// It is too large: it is amended if that keeps its queue position, otherwise replaced.
  case shrinks(to: Quantity)
  case grows(to: Quantity)
}

/// What happens to an empty rung whose last order was cancelled to be replaced.
enum RungResumption: Equatable, Sendable {
  /// The next order fills into the lot of the last one.
  case goesOn
  case startsOver(awaitsReplan: Bool)
}

extension Rung {
  /// Decides what happens to its order.
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

  /// Decides what happens after a replaced order that had filled in part. The rung is an ordinary
  /// one if the lot has closed meanwhile, if it no longer holds the slot (dust that joins the next
  /// lot), or if the lot already holds all that is wanted.
  func resumption(
    of remainder: Remainder, lotHoldsSlot: Bool, rearm: GridSettings.Rearm
  ) -> RungResumption {
    if lotHoldsSlot, remainder.filled < quantity { return .goesOn }
    return .startsOver(awaitsReplan: lotHoldsSlot && rearm == .nextReplan)
  }
}
