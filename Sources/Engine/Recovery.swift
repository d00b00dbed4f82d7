import Market

/// A branch that runs only after something around the engine went wrong. Each is counted, so that a
/// simulation can report which ones it never reached.
public enum Recovery: UInt8, CaseIterable, Sendable {
  /// A fill was reported that was booked before.
  case duplicateFill
  /// A fill was reported for an order that is not among our live ones.
  case unmatchedFill
  /// A cancel was refused; the order still counts.
  case cancelRefused
  /// An order ended at the venue without a cancel from us.
  case endedAtVenue
  /// An entry was refused for insufficient margin; its side waits until the margin changes.
  case marginRefused
  /// A rung was refused again for an unexpected reason; it waits longer.
  case refusedAgain
  /// Entries waited because the venue's request budget was nearly spent.
  case budgetHeld
  /// The circuit breaker tripped.
  case breakerTripped
  /// The breaker returned to normal.
  case breakerRecovered
  /// A refusal implied that the market doesn't trade.
  case marketRefused
  /// The venue's clock was too far from ours.
  case clockSkewed
  /// A cap on losses was reached.
  case lossReached
  /// The venue refused the dead-man switch.
  case deadManRefused
  /// A dead-man switch that was taken back might still be armed, and was taken back again.
  case deadManLingered
  /// The venue can't list more than one page of a moment's fills.
  case fillsUnlisted
  /// A question waited because the request budget had no room for it.
  case questionHeld
  /// The account's fills were not seen for too long, and entries waited until they were checked.
  case fillsUnseen
  /// A cancel-all was not done after a minute.
  case cancelAllOverdue
  /// A list lacked orders known to be live, so no entries were released by it.
  case listLacked
  /// A cancel-all found one of our orders at the venue that this engine did not know.
  case strayCancelled
  /// A flatten had to wait.
  case flattenWaited
  /// An attempt was refused as crossing and continues after its back-off.
  case attemptRefused
  /// Refusals as crossing came often enough to count as a burst.
  case rejectStorm
  /// An attempt that got nothing was followed by a taker order.
  case fellBack
  /// Quitting stopped waiting for an outcome.
  case quitTimedOut
  /// An order was held back because it would have traded with one of our own.
  case heldForOwnOrder
  /// An exit was refused; its lot is watched meanwhile, and the exit tried again.
  case legRefused
  /// The venue reported that a stop's price is reached while the market could not be seen.
  case stopDueUnseen
  /// A triggered stop was sent again with a wider limit.
  case stopEscalated
  /// An exit filled though its lot was closed, or for more than the lot had.
  case bothLegsFilled
  /// A close at the market did not fill within its limit.
  case closeGivenUp
  /// The rest of a lot was too small for an order.
  case dustPooled
  /// The venue reduced the size of a reduce-only exit.
  case legShrunk
  /// The venue had less to reduce than expected, so the position was queried.
  case positionDoubted
  /// A lot was too old, or the market left its take-profit behind.
  case lotOverdue
  /// A lot was unprotected for longer than an order takes to reach the venue.
  case nakedLot
  /// Stops that were too small alone were sent together.
  case stoppedTogether
  /// A new order's outcome was unknown.
  case unknownOutcome
  /// A cancel got no answer; it is sent again.
  case cancelUnanswered
  /// A new order certainly did not arrive.
  case notSent
  /// An order ended before all its fills were reported.
  case endBeforeFills
  /// A query found that an order had ended.
  case endFoundByAsking
  /// A query found that an order of unknown outcome is live.
  case standFoundByAsking
  /// An order was reported absent for long enough to be believed.
  case absenceBelieved
  /// The venue did not list one of our orders.
  case oursMissing
  /// The venue listed an order with our tag that this engine doesn't know.
  case oursExtra
  /// The venue listed one of our orders with another price or size.
  case oursDiffers
  /// The venue's size or price was accepted.
  case tookVenuesOrder
  /// An order found at the venue was adopted.
  case adopted
  /// A comparison had to ask again.
  case answerOverdue
  /// One account query showed another position.
  case driftSuspected
  /// The position was adjusted.
  case adjusted
  /// A late fill reversed an adjustment.
  case adjustmentReversed
  /// A fill showed that others are missing.
  case fillGap
  /// A fill of the account that does not belong to one of our orders.
  case foreignFill
  /// Too many unknown orders.
  case storm
  /// A stream broke.
  case disconnected
  /// The private stream was silent, and what it should have reported was queried.
  case privateStreamSilent
  /// It stayed silent and was opened again.
  case privateStreamReopened
  /// The market was silent for too long, and entries were stopped.
  case marketSilent
  /// An exit or a slice of a flatten would have reached beyond the price collar.
  case collared
  /// The private stream left something out and was opened again.
  case privateStreamLost

  /// The stable word for reports: the case's name, such as `duplicate_fill`.
  public var name: String { Self.words[self] }

  private static let words = CaseWords(of: Self.self)
}

/// How often each branch was taken.
public struct RecoveryCounts: Equatable, Sendable, Codable {
  private var counts = Array(repeating: 0, count: Recovery.allCases.count)

  public init() {}

  public subscript(recovery: Recovery) -> Int { counts[Int(recovery.rawValue)] }

  mutating func count(_ recovery: Recovery) { counts[Int(recovery.rawValue)] += 1 }
}
