#if PLANTED_BUGS
  /// A mistake put into the engine on purpose, to show that the simulation finds it. There is none in
  /// the product: this file and every place that asks it are left out of a build unless
  /// `RUNG_PLANTED_BUGS` is set as the package is read.
  public enum PlantedBug: String, CaseIterable, Sendable {
    /// A cancel without an answer counts as done.
    case lostCancelIsDone = "lost-cancel-is-done"
    /// A new order without an answer counts as refused.
    case timeoutIsRefusal = "timeout-is-refusal"
    /// The first page of fills counts as all of them.
    case onePageIsAll = "one-page-is-all"
    /// An order that is called absent once is over, expired or not.
    case absentIsOver = "absent-is-over"
    /// A fill that comes again is booked again.
    case fillsTwice = "fills-twice"
    /// A stop stays as large as it was when a take-profit has filled in part.
    case stopNotShrunk = "stop-not-shrunk"
    /// An exit is for what is open of its lot, whatever the position is.
    case exitForWholeLot = "exit-for-whole-lot"
    /// What is being cancelled is no longer counted against the cap.
    case cancellingIsGone = "cancelling-is-gone"
    /// What others bought or sold on the account is not held against the cap.
    case foreignIsNoExposure = "foreign-is-no-exposure"
    /// A lot without protection is neither told nor held against opens.
    case nakedIsQuiet = "naked-is-quiet"
    /// Opens go on while a lot is known to have no protection.
    case opensThoughNaked = "opens-though-naked"
    /// A stop that the engine watches doesn't go off.
    case watchedStopSleeps = "watched-stop-sleeps"
    /// Stops that are too small alone are never sent together.
    case smallStopsStay = "small-stops-stay"
    /// A fill of somebody else raises no alarm.
    case foreignIsQuiet = "foreign-is-quiet"
    /// That both legs of a lot filled raises no alarm.
    case bothLegsAreQuiet = "both-legs-are-quiet"
    /// A book counts as fresh however old it is.
    case bookIsNeverStale = "book-is-never-stale"
    /// Opens may lie any distance from the mid.
    case collarIsOff = "collar-is-off"
    /// Opens may use what exits should have of the orders within ten seconds.
    case reserveIsSpent = "reserve-is-spent"
    /// What latched the breaker is let go by the next thing that goes well.
    case latchLetsGo = "latch-lets-go"
    /// The books of an engine that follows another begin with a position that cost nothing.
    case anchorIsFree = "anchor-is-free"
    /// A rung whose lot closed is not looked at again.
    case rungStaysEmpty = "rung-stays-empty"
    /// An order that the plan no longer wants stays.
    case orphanStays = "orphan-stays"
    /// What a take-profit is short of its lot is not placed.
    case coverStaysShort = "cover-stays-short"
    /// A lot is looked at again and again within one input.
    case looksWithoutEnd = "looks-without-end"
    /// Profit is followed to its peak before fees.
    case peakBeforeFees = "peak-before-fees"
    /// A loss at its cap does nothing.
    case lossCapSleeps = "loss-cap-sleeps"
    /// A take-profit forgets the fee of its entry.
    case edgeForgetsEntry = "edge-forgets-entry"
    /// A rung doesn't know the order near its price that was left alone for it.
    case nearestIsMissed = "nearest-is-missed"
    /// An exit without an answer is taken for one that was refused.
    case exitIsResent = "exit-is-resent"
    /// The first of the lots that a fill closes bears all of its fee.
    case feeOnFirst = "fee-on-first"
    /// The day's loss is counted anew as soon as its cap is reached.
    case dayBeginsAnew = "day-begins-anew"
    /// A loss at its cap stops opens, and closes nothing.
    case capClosesNothing = "cap-closes-nothing"
    /// Opens leave beyond the cap on how many orders stand.
    case orderCountIsOff = "order-count-is-off"
    /// Opens leave however large they are.
    case orderSizeIsOff = "order-size-is-off"
    /// Opens leave whatever they are worth.
    case orderValueIsOff = "order-value-is-off"
    /// Opens of a side leave however much it opens already.
    case sideCapIsOff = "side-cap-is-off"
    /// Buys leave that nothing is left to pay for.
    case budgetIsOff = "budget-is-off"
    /// Opens go on after both legs of a lot filled.
    case bothLegsGoOn = "both-legs-go-on"
    /// A cancel-all never ends.
    case cancelAllLingers = "cancel-all-lingers"
    /// A flatten cancels everything and then trades nothing.
    case flattenSleeps = "flatten-sleeps"
    /// An order without an answer is never asked about.
    case unknownStays = "unknown-stays"

    /// Questions are asked whatever they leave of the venue's minute.
    case questionsSpendAll = "questions-spend-all"

    /// The one that is in force; set once, before anything runs.
    nonisolated(unsafe) public static var active: PlantedBug?
  }
#endif
