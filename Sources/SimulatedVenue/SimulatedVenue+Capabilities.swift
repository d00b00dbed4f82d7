import Venue

extension SimulatedVenue {
  /// The capabilities that follow from the settings.
  public var capabilities: VenueCapabilities {
    let rules = settings.rules
    var capabilities = VenueCapabilities()
    capabilities.supportsAmend = rules.amend != .none
    capabilities.amendKeepsQueueOnDecrease = rules.amend == .moves
    capabilities.amendIsCancelReplace = rules.amend == .cancelsAndPlaces
    capabilities.supportsFillOrKill = rules.fillOrKill
    capabilities.significantFigures = rules.significantFigures
    capabilities.maximumBatch = settings.maximumBatch
    capabilities.maximumOpenOrders = settings.maximumOpenOrders
    capabilities.maximumOpenOrdersForExits = settings.limits.openOrdersForExits
    capabilities.triggerReferences = rules.triggerReferences
    capabilities.groupsOrders = rules.groups
    capabilities.groupsCoverPartialFills = rules.groups && rules.groupsCoverPartialFills
    capabilities.minimumSparesWholeClose = true
    capabilities.shrinksReduceOnly = rules.reduceOnly == .shrinks
    capabilities.ownOrdersMeet = rules.selfTrade != .ignored
    capabilities.supportsExpiry = rules.expiry
    capabilities.supportsScheduledCancel =
      settings.events.scheduledCancel && tradedEnoughToSchedule
    capabilities.scheduledCancelLeadNanoseconds = settings.events.scheduledCancelLeadNanoseconds
    // Totals are listed by order, all in one answer.
    capabilities.fillsPerPage =
      rules.fills == .totals ? settings.memory.fills : settings.memory.fillsPerPage
    capabilities.weightPerMinute = settings.limits.weightPerMinute
    capabilities.actionBudget = settings.limits.actions
    capabilities.tellsEquity = startingEquity != nil
    capabilities.tellsMargin = settings.account.leverage != nil
    capabilities.fillsCarryPosition = rules.fills == .numbered
    capabilities.fillPaging = fillPaging
    return capabilities
  }

  /// Where a page of fills can begin: after a given fill only if fills have ids.
  var fillPaging: FillPaging {
    settings.rules.fills == .numbered ? settings.memory.paging : .byTime
  }
}
