/// The statements that must hold, whatever goes wrong around the engine.
public enum Invariant: String, CaseIterable, Sendable {
  // Books.
  case positionIsTheSumOfFills = "L1"
  case fillsCountOnce = "L2"
  case profitIsRecomputable = "L3"
  case everyFillBelongs = "L4"
  case foreignFillsAlarm = "L4-ALARM"
  case lotsAreThePosition = "LOTS"
  case peakIsSeen = "L0"
  case feesAreSplit = "L3-LOT"
  // Orders.
  case noOrderIsForgotten = "O1"
  case oneLiveOrderPerRung = "O2"
  case unknownIsNotResent = "O3"
  case reconcileBeforeOpens = "O5"
  case idsAreOurOwn = "ORDER-07"
  // Risk.
  case worstCaseWithinCap = "R1"
  case exitsNeverIncrease = "R2"
  case fillsAreProtected = "R3"
  case watchedStopsGoOff = "R3-WATCHED"
  case bothLegsAlarm = "R4"
  case noOpenOnStaleBook = "R5"
  case pricesWithinCollar = "R5-COLLAR"
  case sendsWithinRate = "R6"
  case breakerLatches = "R6-LATCH"
  case lastHopAgrees = "R7"
  case noSelfTrade = "RISK-09"
  case capsHold = "RISK-01"
  case lossCapsAct = "RISK-02"
  case takeProfitsPay = "GRID-12"
  // The operator.
  case cancelAllEndsEmpty = "P1"
  case commandsEnd = "P1-END"
  case entriesStayOff = "RISK-04"
  // Restarts.
  case stateSurvives = "STATE-02"
  // After all faults have ended.
  case converges = "LIVE"
  case planIsCarriedOut = "LIVE-PLAN"
  case alarmsStay = "ALARM"
  // The harness's own.
  case venueIsConsistent = "VENUE"
  case timeGoesOn = "TIME"
  case workIsBounded = "WORK"

  /// Its short name, as in reports.
  public var code: String { rawValue }

  /// The invariant as a sentence.
  public var sentence: String {
    switch self {
    case .positionIsTheSumOfFills: "the position is the sum of the fills that were reported"
    case .fillsCountOnce: "a fill is booked once, however often it is reported"
    case .profitIsRecomputable: "profit, fees and funding can be recomputed from the fills"
    case .peakIsSeen:
      "peak and drawdown can be recomputed from fills and mids, no mid older than its fill"
    case .feesAreSplit: "every lot carries its share of the fees of its entry and exit fills"
    case .everyFillBelongs:
      "every fill belongs to an order that Rung sent, or is marked as not ours"
    case .foreignFillsAlarm: "a fill that is not ours stops entries and raises an alarm"
    case .lotsAreThePosition: "the lots add up to the position"
    case .noOrderIsForgotten: "the engine knows every order of its own that is open at the venue"
    case .oneLiveOrderPerRung: "a rung has at most one working order"
    case .unknownIsNotResent:
      "no order is sent for a rung while the outcome of its last one is unknown"
    case .reconcileBeforeOpens:
      "after a reconnect no entry order is sent before all is compared with the venue"
    case .idsAreOurOwn: "client ids are unique, and show the owner and purpose of the order"
    case .worstCaseWithinCap: "the position stays within its cap even if every working order fills"
    case .exitsNeverIncrease: "exit orders never exceed the open position"
    case .fillsAreProtected:
      "everything filled has a stop; if not, entries stop and it is shown as unprotected"
    case .watchedStopsGoOff: "a stop held by the engine triggers when its price is reached"
    case .bothLegsAlarm:
      "if take-profit and stop of a lot both fill, an alarm stays on and entries stop"
    case .noOpenOnStaleBook: "no entry order is sent while the book is stale"
    case .pricesWithinCollar: "no order is sent at a price beyond the price collar"
    case .sendsWithinRate:
      "entry orders keep to the rate limits, and leave exits their reserve"
    case .breakerLatches:
      "a tripped breaker stops entries, and only the operator clears one that latches"
    case .lastHopAgrees: "the orders sent are exactly the orders intended"
    case .noSelfTrade: "no order is sent that would trade with one of our own"
    case .cancelAllEndsEmpty:
      "a cancel-all is done only when the venue has no order left in its scope"
    case .capsHold:
      "no entry order is sent beyond a cap on orders, on a side or on the quote budget"
    case .lossCapsAct: "a day loss or drawdown at its cap stops entries, or closes the position"
    case .takeProfitsPay: "a take-profit earns at least the fees of its lot"
    case .commandsEnd: "a cancel-all or a flatten ends, or says what it waits for"
    case .entriesStayOff: "no entry order is sent while entries are paused or frozen"
    case .stateSurvives:
      "after a restart from a journal nothing that was held, booked or latched is lost"
    case .converges:
      "one minute after the last fault, engine and venue have the same orders and position"
    case .planIsCarriedOut:
      "every order that the grid wants and no gate blocks is working at the venue"
    case .alarmsStay: "an alarm stays until it is acknowledged"
    case .venueIsConsistent: "the venue's position is the sum of its fills"
    case .timeGoesOn: "time moves on"
    case .workIsBounded: "one input examines any lot or rung only a few times"
    }
  }
}
