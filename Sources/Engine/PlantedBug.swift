#if PLANTED_BUGS
  /// A mistake put into the engine on purpose, to show that the simulation finds it. There is none in
  /// the product: this file and every place that asks it are left out of a build unless
  /// `RUNG_PLANTED_BUGS` is set as the package is read.
  public enum PlantedBug: String, CaseIterable, Sendable {
    /// A cancel without an answer counts as done.
    case lostCancelIsDone = "lost-cancel-is-done"
    /// A new order without an answer counts as refused.
    case timeoutIsRefusal = "timeout-is-refusal"
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

    /// The one that is in force; set once, before anything runs.
    nonisolated(unsafe) public static var active: PlantedBug?
  }
#endif
