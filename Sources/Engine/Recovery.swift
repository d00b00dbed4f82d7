import Market

/// A branch that is only taken when something around the engine went wrong; each is counted, so that
/// a simulation can tell which ones it never reached.
public enum Recovery: UInt8, CaseIterable, Sendable {
  /// A fill came that was booked before.
  case duplicateFill
  /// A fill came for an order that is not among our live ones.
  case unmatchedFill
  /// A cancel was refused; the order counts on.
  case cancelRefused
  /// An order ended at the venue that we did not cancel.
  case endedAtVenue
  /// An open was refused for want of margin; its side waits until that changes.
  case marginRefused
  /// A rung was refused again for a reason that nobody expected; it waits longer.
  case refusedAgain
  /// Opens waited since the venue's budget of requests was nearly spent.
  case budgetHeld
  /// The circuit breaker tripped.
  case breakerTripped
  /// It came back to normal.
  case breakerRecovered
  /// A refusal said that the market doesn't trade.
  case marketRefused
  /// The venue's clock was too far from ours.
  case clockSkewed
  /// A cap on losses was reached.
  case lossReached
  /// The venue refused the dead-man switch.
  case deadManRefused
  /// A dead-man switch that was taken back might still stand, and was taken back again.
  case deadManLingered
  /// The venue can list no more of a moment's fills than one page.
  case fillsUnlisted
  /// A question waited since there was no room for it in the budget of requests.
  case questionHeld
  /// The account's fills were not seen for too long, and opens waited for a look at them.
  case fillsUnseen
  /// A cancel-all was not done after a minute.
  case cancelAllOverdue
  /// A list lacked orders known to live, so no opens were let go on it.
  case listLacked
  /// A cancel-all found an order of ours at the venue that we did not know.
  case strayCancelled
  /// A flatten had to wait.
  case flattenWaited
  /// An attempt was refused as crossing and goes on after its back-off.
  case attemptRefused
  /// So many refusals as crossing came that they got a name.
  case rejectStorm
  /// An attempt that got nothing was followed by a taker order.
  case fellBack
  /// Quitting did not wait longer for an outcome.
  case quitTimedOut
  /// An order was held back since it would have traded with one of ours.
  case heldForOwnOrder
  /// A leg was refused; its lot is watched meanwhile, and the leg tried again.
  case legRefused
  /// The venue said that a stop's price is reached while the market could not be seen.
  case stopDueUnseen
  /// A stop that went off was sent again with a wider limit.
  case stopEscalated
  /// A leg filled though its lot was closed, or for more than it had.
  case bothLegsFilled
  /// A close at the market did not fill within its limit.
  case closeGivenUp
  /// What was left of a lot was too small for an order.
  case dustPooled
  /// The venue made a reduce-only leg smaller.
  case legShrunk
  /// The venue found less to reduce than we thought, so the position was asked for.
  case positionDoubted
  /// A lot was too old, or the market left its take-profit behind.
  case lotOverdue
  /// A lot had no protection for longer than an order's way takes.
  case nakedLot
  /// Stops that were too small alone left together.
  case stoppedTogether
  /// A new order's outcome was unknown.
  case unknownOutcome
  /// A cancel got no answer; it is asked for again.
  case cancelUnanswered
  /// A new order certainly did not get through.
  case notSent
  /// An order ended before all its fills were here.
  case endBeforeFills
  /// That an order had ended came out by asking.
  case endFoundByAsking
  /// That an order of unknown outcome stands came out by asking.
  case standFoundByAsking
  /// An order was called absent long enough to be believed.
  case absenceBelieved
  /// The venue did not list an order of ours.
  case oursMissing
  /// The venue listed an order with our tag that we don't know.
  case oursExtra
  /// The venue listed an order of ours with another price or size.
  case oursDiffers
  /// The venue's size or price was taken.
  case tookVenuesOrder
  /// An order found at the venue was taken up.
  case adopted
  /// A comparison had to ask again.
  case answerOverdue
  /// One look at the account showed another position.
  case driftSuspected
  /// The position was adjusted.
  case adjusted
  /// A late fill took an adjustment back.
  case adjustmentReversed
  /// A fill showed that others are missing.
  case fillGap
  /// A fill of the account that is not of an order of ours.
  case foreignFill
  /// Too many unknown orders.
  case storm
  /// A stream broke.
  case disconnected
  /// The private stream was silent and what it should have said was asked.
  case privateStreamSilent
  /// It went on being silent and was opened anew.
  case privateStreamReopened
  /// The market was silent for so long that opens were stopped.
  case marketSilent
  /// An exit or a slice of a flatten would have reached beyond the price collar.
  case collared
  /// The private stream left something out and was opened anew.
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
