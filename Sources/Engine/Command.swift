import Market
import Venue

/// The commands that an operator may give to the engine. A command is an input like any other.
public enum Command: Equatable, Sendable {
  /// Cancels the entries of one side and sends none; exits continue, whichever side they trade on.
  case pause(Side)
  case unpause(Side)
  /// Stops all entries at once. Repeating it lifts nothing and changes nothing.
  case freeze
  /// The same, because the terminal was lost.
  case terminalLost
  /// Lifts every freeze, whatever caused it, including those of a cancel-all and a finished
  /// flatten.
  case unfreeze
  /// After a restart: sends no entry, and leaves the live ones as they are, until the operator has
  /// answered what was found. The console gives it by itself.
  case holdEntries
  /// The answer: whatever was held resumes by the policy, after another comparison with the venue.
  /// Other freezes and pauses still hold.
  case resumeEntries
  /// Cancels entries, then closes the position of Rung's lots in slices; entries stay frozen.
  case flatten
  /// The same for the account's whole position in this market, whoever opened it.
  case flattenAccount
  /// Latches a freeze and cancels every order in scope until the venue shows none.
  case cancelAll(CancelScope)
  /// Moves the ladder to the market now.
  case recentre
  /// Places a resting post-only order of the first rung's size at a price.
  case placeManual(Side, Price)
  /// Clears what latched the circuit breaker; one entry is tried before it is normal again.
  case clearBreaker
  /// Closes one lot at the market, within the slippage that is set.
  case closeLot(PositionID)
  /// Closes the over-fill of lots of which both exits filled.
  case closeExcess
  /// Ends the cooldown of a slot, or of a whole side and its slots, after stop-losses.
  case endCooldown(Side, Price?)
  /// Cancels one of our entry orders, whose rung then stays empty until the operator reprices or
  /// re-anchors the grid; or one foreign order on the account.
  case cancelOrder(ClientOrderID)
  /// Ends one maker attempt, with its live order if there is one. The cycle mode begins no other on
  /// its side until the operator reprices or re-anchors the grid.
  case stopAttempt(AttemptID)
  /// Compares orders, fills and position with the venue and shows the differences; they are
  /// resolved only once they are accepted.
  case reconcile
  /// The same, but resolves each difference as in any regular reconciliation.
  case reconcileNow
  /// Accepts differences by their numbers; all that are shown if none is given.
  case acceptDifferences([Int])
  /// Moves an entry to another price: it is cancelled, and the unfilled rest is placed there.
  case moveOrder(ClientOrderID, Price)
  /// Reprices attempts to the market now, and frees what the operator had cancelled.
  case reprice
  /// Completes the imbalance of a side: a maker attempt, then a bounded taker order.
  case complete(Side)
  /// Ends entries for good: they are cancelled and their outcomes awaited; exits stay.
  case quit
  /// Acknowledges the alarms on screen.
  case acknowledgeAlarms
}

/// The orders that a cancel-all covers.
public enum CancelScope: Hashable, Sendable, Codable {
  /// The entries of one side.
  case side(Side)
  /// All entries.
  case opens
  /// All exits; the lots that they covered are unprotected until the freeze is lifted.
  case legs
}
