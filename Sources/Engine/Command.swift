import Market
import Venue

/// What an operator may ask of the engine. A command is an input like any other.
public enum Command: Equatable, Sendable {
  /// Opens of one side are pulled and none are sent; exits go on, whichever side they trade on.
  case pause(Side)
  case unpause(Side)
  /// No opens at all, at once. Asked for again it lifts nothing and changes nothing.
  case freeze
  /// The same, because the terminal was lost.
  case terminalLost
  /// Lifts every freeze, whoever made it, with the latch of a cancel-all and of a finished flatten.
  case unfreeze
  /// Cancels opens, then closes the position that Rung's lots make in slices, then stays frozen.
  case flatten
  /// The same, for the whole position of the account in this market, whoever opened it.
  case flattenAccount
  /// Latches a freeze and cancels everything in scope until the venue shows none.
  case cancelAll(CancelScope)
  /// Moves the ladder to the market now.
  case recentre
  /// Rests a post-only order of the first rung's size at a price.
  case placeManual(Side, Price)
  /// Ends what latched the circuit breaker; one open is tried before it is normal again.
  case clearBreaker
  /// Closes one lot at the market, within the slippage that is set.
  case closeLot(PositionID)
  /// Closes what both legs of a lot filled too much.
  case closeExcess
  /// Lets a slot, or everything of a side, have opens again after stop-losses.
  case endCooldown(Side, Price?)
  /// Ends one open of ours, whose rung stays empty until the operator re-anchors the grid; or one
  /// order on the account that is not ours.
  case cancelOrder(ClientOrderID)
  /// Ends one attempt, with its order where one is live; the cycle mode begins no other on its side
  /// until the operator compares anew or re-anchors the grid.
  case stopAttempt(AttemptID)
  /// Compares orders, fills and position with the venue and shows the differences; nothing is done
  /// about them until they are accepted.
  case reconcile
  /// The same, and does about each difference what is done at any other time.
  case reconcileNow
  /// Accepts differences by their numbers; all that are shown where none is given.
  case acceptDifferences([Int])
  /// Moves an open to another price; it is cancelled, and what did not fill is placed there.
  case moveOrder(ClientOrderID, Price)
  /// Compares attempts with the market now, and asks again for what was cancelled by hand.
  case reprice
  /// Finishes the imbalance of a side: an attempt, then a bounded taker order.
  case complete(Side)
  /// Closes entries for good: opens are cancelled and their outcomes awaited; legs stay.
  case quit
  /// Says that the alarms on screen were seen.
  case acknowledgeAlarms
}

/// What a cancel-all reaches.
public enum CancelScope: Hashable, Sendable, Codable {
  /// The opens of one side.
  case side(Side)
  /// All opens.
  case opens
  /// All exits; what they covered is naked until the freeze is taken back.
  case legs
}
