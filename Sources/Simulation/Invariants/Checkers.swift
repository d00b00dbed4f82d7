import Engine
import Market

/// Every checker there is, asked in turn; the first that finds something speaks.
struct Checkers: Sendable {
  private var venueIsConsistent = VenueIsConsistent()
  private var positionIsTheSumOfFills = PositionIsTheSumOfFills()
  private var fillsCountOnce = FillsCountOnce()
  private var everyFillBelongs = EveryFillBelongs()
  private var foreignFillsAlarm = ForeignFillsAlarm()
  private var lotsAreThePosition = LotsAreThePosition()
  private var profitIsRecomputable = ProfitIsRecomputable()
  private var noOrderIsForgotten = NoOrderIsForgotten()
  private var oneLiveOrderPerRung = OneLiveOrderPerRung()
  private var unknownIsNotResent = UnknownIsNotResent()
  private var reconcileBeforeOpens = ReconcileBeforeOpens()
  private var idsAreOurOwn = IDsAreOurOwn()
  private var worstCaseWithinCap = WorstCaseWithinCap()
  private var exitsNeverIncrease = ExitsNeverIncrease()
  private var fillsAreProtected = FillsAreProtected()
  private var watchedStopsGoOff = WatchedStopsGoOff()
  private var noOpenOnStaleBook = NoOpenOnStaleBook()
  private var bothLegsAlarm = BothLegsAlarm()
  private var pricesWithinCollar = PricesWithinCollar()
  private var sendsWithinRate = SendsWithinRate()
  private var breakerLatches = BreakerLatches()
  private var lastHopAgrees = LastHopAgrees()
  private var noSelfTrade = NoSelfTrade()
  private var cancelAllEndsEmpty = CancelAllEndsEmpty()
  private var fenceHolds = FenceHolds()
  private var alarmsStay = AlarmsStay()
  private var converges = Converges()
  private var planIsCarriedOut = PlanIsCarriedOut()
  private var workIsBounded = WorkIsBounded()
  private var capsHold = CapsHold()
  private var peakIsSeen = PeakIsSeen()
  private var takeProfitsPay = TakeProfitsPay()
  private var commandsEnd = CommandsEnd()
  private var feesAreSplit = FeesAreSplit()
  private var exitIsNotResent = ExitIsNotResent()

  /// Invariants about which nothing is said.
  private let unwatched: [Invariant]

  init(unwatched: [Invariant]) { self.unwatched = unwatched }

  private func isWatched(_ finding: Finding) -> Bool { !unwatched.contains(finding.invariant) }

  /// After a step in which something crossed the boundary, happened at the venue, or was asked for.
  mutating func look(at stage: borrowing Stage) -> Finding? {
    if let found = venueIsConsistent.look(at: stage), isWatched(found) { return found }
    if let found = positionIsTheSumOfFills.look(at: stage), isWatched(found) { return found }
    if let found = fillsCountOnce.look(at: stage), isWatched(found) { return found }
    if let found = everyFillBelongs.look(at: stage), isWatched(found) { return found }
    if let found = foreignFillsAlarm.look(at: stage), isWatched(found) { return found }
    if let found = oneLiveOrderPerRung.look(at: stage), isWatched(found) { return found }
    if let found = unknownIsNotResent.look(at: stage), isWatched(found) { return found }
    if let found = reconcileBeforeOpens.look(at: stage), isWatched(found) { return found }
    if let found = idsAreOurOwn.look(at: stage), isWatched(found) { return found }
    if let found = worstCaseWithinCap.look(at: stage), isWatched(found) { return found }
    if let found = exitsNeverIncrease.look(at: stage), isWatched(found) { return found }
    if let found = fillsAreProtected.look(at: stage), isWatched(found) { return found }
    if let found = noOpenOnStaleBook.look(at: stage), isWatched(found) { return found }
    if let found = bothLegsAlarm.look(at: stage), isWatched(found) { return found }
    if let found = pricesWithinCollar.look(at: stage), isWatched(found) { return found }
    if let found = sendsWithinRate.look(at: stage), isWatched(found) { return found }
    if let found = breakerLatches.look(at: stage), isWatched(found) { return found }
    if let found = lastHopAgrees.look(at: stage), isWatched(found) { return found }
    if let found = noSelfTrade.look(at: stage), isWatched(found) { return found }
    if let found = cancelAllEndsEmpty.look(at: stage), isWatched(found) { return found }
    if let found = fenceHolds.look(at: stage), isWatched(found) { return found }
    if let found = alarmsStay.look(at: stage), isWatched(found) { return found }
    if let found = workIsBounded.look(at: stage), isWatched(found) { return found }
    if let found = capsHold.look(at: stage), isWatched(found) { return found }
    if let found = peakIsSeen.look(at: stage), isWatched(found) { return found }
    if let found = takeProfitsPay.look(at: stage), isWatched(found) { return found }
    if let found = feesAreSplit.look(at: stage), isWatched(found) { return found }
    if let found = exitIsNotResent.look(at: stage), isWatched(found) { return found }
    return nil
  }

  /// After a step in which nothing of that was.
  mutating func follow(_ stage: borrowing Stage) {
    fillsAreProtected.follow(stage)
    peakIsSeen.follow(stage)
  }

  /// Now and then, with all that the engine shows.
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    if let found = noOrderIsForgotten.look(at: stage, closely: snapshot), isWatched(found) {
      return found
    }
    if let found = exitsNeverIncrease.look(at: stage, closely: snapshot), isWatched(found) {
      return found
    }
    if let found = fillsAreProtected.look(at: stage, closely: snapshot), isWatched(found) {
      return found
    }
    if let found = watchedStopsGoOff.look(at: stage, closely: snapshot), isWatched(found) {
      return found
    }
    if let found = lotsAreThePosition.look(at: stage, closely: snapshot), isWatched(found) {
      return found
    }
    if let found = profitIsRecomputable.look(at: stage, closely: snapshot), isWatched(found) {
      return found
    }
    if let found = planIsCarriedOut.look(at: stage, closely: snapshot), isWatched(found) {
      return found
    }
    if let found = converges.look(at: stage, closely: snapshot), isWatched(found) { return found }
    if let found = commandsEnd.look(at: stage, closely: snapshot), isWatched(found) { return found }
    if let found = peakIsSeen.look(at: stage, closely: snapshot), isWatched(found) { return found }
    return nil
  }

  /// A new engine has taken the old one's place.
  mutating func beginEngine() {
    unknownIsNotResent.beginEngine()
    alarmsStay.beginEngine()
    exitsNeverIncrease.beginEngine()
    fillsAreProtected.beginEngine()
    watchedStopsGoOff.beginEngine()
    planIsCarriedOut.beginEngine()
    bothLegsAlarm.beginEngine()
    sendsWithinRate.beginEngine()
    peakIsSeen.beginEngine()
    takeProfitsPay.beginEngine()
    feesAreSplit.beginEngine()
    exitIsNotResent.beginEngine()
  }
}
