extension Reason.Code {
  /// Whether it is a gate that later events may open.
  var isGate: Bool {
    switch self {
    case .belowMinimumNotional, .sidePaused, .frozen, .wouldCross, .exposureAboveCap,
      .openOrdersAboveCap, .notionalAboveCap, .quoteReserved, .baseReserved, .openPending,
      .foreignFill, .otherInstance, .bookUnknown, .bookStale, .bookCrossed, .marketSilent,
      .priceImpossible, .valueTooLarge,
      .cancellingAll, .venueRefused, .marketEnding,
      .marketHalted, .marketClosed, .clockSkewed, .breakerTripped, .breakerProbation,
      .sideExposureAboveCap, .orderSizeAboveCap, .beyondCollar, .dayLossAboveCap,
      .drawdownAboveCap, .equityUnknown, .tickUnknown, .marginUseAboveCap, .marginUnknown,
      .marginRefused, .lotNaked,
      .stopBelowMinimum, .stopsTooSmall,
      .weightSpent, .actionsSpent, .coalesced, .sendRateAboveCap, .notSent,
      .absentAtVenue, .skewAboveLimit, .bothLegsFilled, .benched, .ownOrderInTheWay, .notReconciled,
      .fillsUnseen,
      .disconnected, .excessFirst, .endedAtVenue, .lotsAboveCap, .tooNear,
      .tooSoon, .completing, .slippageAboveCap, .quitting:
      true
    case .wanted, .takesProfit, .manual, .flattening, .lotOpen, .awaitsReplan, .outsideBounds,
      .notWanted, .replaced, .operatorAsked, .clearedForFlatten, .stoppedByCap, .lotIsClosed,
      .stopFired, .stopEscalates, .stopsTogether, .stops, .closes, .adopted, .differsAtVenue,
      .drift, .fillsUnlisted,
      .unknownOrderStorm, .reconciled, .attempted, .repriced, .timedOut, .fallingBack,
      .nothingToComplete, .notLiveOpen, .capUnderTick, .tighteningIdle:
      false
    }
  }
}
