/// What must hold, whatever goes wrong around the engine.
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
  // After all is healed.
  case converges = "LIVE"
  case planIsCarriedOut = "LIVE-PLAN"
  case alarmsStay = "ALARM"
  // The harness's own.
  case venueIsConsistent = "VENUE"
  case timeGoesOn = "TIME"
  case workIsBounded = "WORK"

  /// Its short name, as in reports.
  public var code: String { rawValue }

  /// What it promises.
  public var sentence: String {
    switch self {
    case .positionIsTheSumOfFills: "the position is the sum of the fills that were told"
    case .fillsCountOnce: "a fill is booked once, however often it is told"
    case .profitIsRecomputable: "profit, fees and funding follow from the fills"
    case .peakIsSeen:
      "peak and drawdown follow from fills and marks, none older than the fill it values"
    case .feesAreSplit: "every lot bears its share of the fee of the fill that opens or closes it"
    case .everyFillBelongs: "every fill belongs to an order that was sent, or is foreign"
    case .foreignFillsAlarm: "a fill of somebody else stops opens and raises an alarm"
    case .lotsAreThePosition: "the lots add up to the position"
    case .noOrderIsForgotten: "no order of ours stands at the venue unknown to the engine"
    case .oneLiveOrderPerRung: "a rung has at most one live order"
    case .unknownIsNotResent: "a rung is not sent again before the fate of its order was told"
    case .reconcileBeforeOpens: "after a reconnect no open leaves before all was compared"
    case .idsAreOurOwn: "client ids are unique, and say whose they are and what for"
    case .worstCaseWithinCap: "position and everything that could fill stay within the cap"
    case .exitsNeverIncrease: "exits never exceed what is open"
    case .fillsAreProtected: "every filled unit has a stop, or opens stop and it is shown"
    case .watchedStopsGoOff: "a stop that the engine watches goes off where its price is reached"
    case .bothLegsAlarm: "when both legs of a lot fill, an alarm latches and opens stop"
    case .noOpenOnStaleBook: "no open leaves against a stale book"
    case .pricesWithinCollar: "nothing leaves at a price beyond the collar"
    case .sendsWithinRate:
      "opens leave no faster than they may, and exits have a share of their own"
    case .breakerLatches: "a tripped breaker lets no open out, and only the operator clears a latch"
    case .lastHopAgrees: "orders sent are orders intended"
    case .noSelfTrade: "no order leaves that would trade with one of ours"
    case .cancelAllEndsEmpty: "a cancel-all is done only when the venue shows none in its scope"
    case .capsHold: "no open leaves beyond a cap on orders, on a side, or on what buys cost"
    case .lossCapsAct: "a day's loss or a drawdown at its cap stops opens, or closes the position"
    case .takeProfitsPay: "a take-profit pays the fees of its lot"
    case .commandsEnd: "cancel-alls and flattens end, or say what they wait for"
    case .entriesStayOff: "no open leaves while opens are switched off"
    case .converges: "a minute after the last fault the venue's orders are the engine's"
    case .planIsCarriedOut: "what the plan wants and every gate lets out stands at the venue"
    case .alarmsStay: "an alarm stays until it is acknowledged"
    case .venueIsConsistent: "the venue's position is the sum of its fills"
    case .timeGoesOn: "time does not stand still"
    case .workIsBounded: "one input causes few looks at any lot or rung"
    }
  }
}
