import Market
import Venue

/// The settings in the units of one instrument, computed once.
struct Parameters: Sendable, Codable {
  let capabilities: VenueCapabilities
  let tickGrid: TickGrid
  /// The venue can hold a stop until the price that is set as its trigger reference comes.
  let venueHoldsStops: Bool
  let lower: Int64?
  let upper: Int64?
  /// The rest of a partly filled take-profit is closed at the market if it is worth this much.
  let remainderAbove: Money?
  /// The stop of the whole grid for long lots, and for short lots, in ticks.
  let stopBelow: Int64?
  let stopAbove: Int64?
  let maximumPosition: Int64?
  /// Some cap on the position or on live orders has a stronger action than a refusal.
  let hasCapActions: Bool
  let maximumOpenOrders: Int?
  /// The venue's own limit within that; other traders' orders on the account count against it too.
  let venueOpenOrders: Int?
  let maximumOrderNotional: Money?
  /// One unit of the quote currency, in units of ``Money``.
  let quoteUnit: Int64
  let maximumOrderSize: Int64?
  let maximumSideExposure: Int64?
  let maximumDayLoss: ExactMoney?
  let maximumDrawdown: ExactMoney?
  let quoteBudget: ExactMoney?
  let baseBudget: Int64
  let flattenSlice: Money?
  let fixedSize: Int64?
  let notionalSize: Money?

  init(
    _ settings: EngineSettings, for instrument: Instrument, capabilities: VenueCapabilities
  ) throws(ParameterError) {
    try settings.check()
    self.capabilities = capabilities
    tickGrid = TickGrid(figures: capabilities.significantFigures, tick: instrument.tick)
    venueHoldsStops = capabilities.triggerReferences[settings.exits.stop.reference]
    func steps(_ amount: DecimalNumber, _ setting: SettingPath) throws(ParameterError) -> Int64 {
      // Money of one tick is the amount in steps, so money uses the same conversion.
      guard let count = Parameters.units(of: amount, in: instrument.step) else {
        throw ParameterError(setting, "\(amount) does not fit the step \(instrument.step)")
      }
      return count
    }
    func money(
      _ amount: DecimalNumber, _ setting: SettingPath, _ rounding: Rounding = .down
    ) throws(ParameterError) -> Money {
      guard let money = instrument.money(amount, rounding) else {
        throw tooLarge(amount, setting)
      }
      return money
    }
    func tooLarge(_ amount: DecimalNumber, _ setting: SettingPath) -> ParameterError {
      ParameterError(
        setting,
        "\(amount) is too large for \(instrument.symbol); at most "
          + instrument.text(Money(units: .max)))
    }
    func exact(_ amount: DecimalNumber, _ setting: SettingPath) throws(ParameterError) -> ExactMoney
    {
      guard let money = instrument.exactMoney(amount, .towardZero),
        money <= ExactMoney(Money(units: .max))
      else { throw tooLarge(amount, setting) }
      return money
    }
    func ticks(_ price: DecimalNumber, roundUp: Bool, _ setting: SettingPath) throws(ParameterError)
      -> Int64
    {
      guard let down = Parameters.units(of: price, in: instrument.tick) else {
        throw ParameterError(setting, "\(price) does not fit the tick \(instrument.tick)")
      }
      let exact = price.count(of: instrument.tick) != nil
      return down + (roundUp && !exact ? 1 : 0)
    }

    let grid = settings.grid
    lower = try grid.lower.map { (price) throws(ParameterError) in
      try ticks(price, roundUp: true, \.grid.lower)
    }
    upper = try grid.upper.map { (price) throws(ParameterError) in
      try ticks(price, roundUp: false, \.grid.upper)
    }
    remainderAbove = try settings.exits.closing.remainderAbove.map {
      (amount) throws(ParameterError) in try money(amount, \.exits.closing.remainderAbove, .up)
    }
    let stop = settings.exits.stop
    stopBelow = try stop.lineBelow.map { (price) throws(ParameterError) in
      try ticks(price, roundUp: true, \.exits.stop.lineBelow)
    }
    stopAbove = try stop.lineAbove.map { (price) throws(ParameterError) in
      try ticks(price, roundUp: false, \.exits.stop.lineAbove)
    }
    switch grid.size {
    case .steps(let count):
      fixedSize = count
      notionalSize = nil
    case .base(let amount):
      let count = try steps(amount, \.grid.size.base)
      guard count > 0 else {
        throw ParameterError(\.grid.size.base, "\(amount) is under one step, \(instrument.step)")
      }
      fixedSize = count
      notionalSize = nil
    case .notional(let amount):
      fixedSize = nil
      notionalSize = try money(amount, \.grid.size.notional)
    }
    let risk = settings.risk
    hasCapActions = [
      risk.maximumPositionAction, risk.maximumOpenOrdersAction,
      risk.losses.maximumSideExposureAction,
    ].contains { $0 != .refuse }
    maximumPosition = try risk.maximumPosition.map { (amount) throws(ParameterError) in
      try steps(amount, \.risk.maximumPosition)
    }
    // Exits keep a share of what the venue allows; they have no share of the operator's own cap.
    let allowed = [capabilities.maximumOpenOrders, capabilities.maximumOpenOrdersForExits]
      .compactMap { $0 }.min().map { $0 - settings.orders.budgetReserve.part(of: $0) }
    venueOpenOrders = allowed
    maximumOpenOrders = [risk.maximumOpenOrders, allowed].compactMap { $0 }.min()
    quoteUnit = instrument.money(DecimalNumber(mantissa: 1, decimals: 0))?.units ?? 1
    maximumOrderNotional = try risk.maximumOrderNotional.map { (amount) throws(ParameterError) in
      try money(amount, \.risk.maximumOrderNotional)
    }
    let losses = risk.losses
    maximumOrderSize = try losses.maximumOrderSize.map { (amount) throws(ParameterError) in
      try steps(amount, \.risk.losses.maximumOrderSize)
    }
    maximumSideExposure = try losses.maximumSideExposure.map { (amount) throws(ParameterError) in
      try steps(amount, \.risk.losses.maximumSideExposure)
    }
    maximumDayLoss = try losses.maximumDayLoss.map { (amount) throws(ParameterError) in
      try exact(amount, \.risk.losses.maximumDayLoss)
    }
    maximumDrawdown = try losses.maximumDrawdown.map { (amount) throws(ParameterError) in
      try exact(amount, \.risk.losses.maximumDrawdown)
    }
    if settings.grid.skew.isEnabled, (maximumPosition ?? 0) < 1 {
      throw ParameterError(
        \.grid.skew.isEnabled,
        "needs a cap on the position: the skew is the position divided by that cap")
    }
    if losses.maximumDrawdownShare != nil, !capabilities.tellsEquity {
      throw ParameterError(
        \.risk.losses.maximumDrawdownShare,
        "needs a venue that reports the account's equity; this one does not")
    }
    if losses.maximumMarginUse != nil, !capabilities.tellsMargin {
      throw ParameterError(
        \.risk.losses.maximumMarginUse,
        "needs a venue that reports equity and the margin used; this one does not (the simulated"
          + " venue does if a leverage is set)")
    }
    quoteBudget = try risk.quoteBudget.map { (amount) throws(ParameterError) in
      try exact(amount, \.risk.quoteBudget)
    }
    baseBudget = try steps(risk.baseBudget, \.risk.baseBudget)
    flattenSlice = try risk.flattenSlice.map { (amount) throws(ParameterError) in
      try money(amount, \.risk.flattenSlice)
    }
  }

  /// The whole units in an amount, rounded down; nil if it doesn't fit.
  private static func units(of amount: DecimalNumber, in unit: DecimalNumber) -> Int64? {
    var left = amount.mantissa
    var right = unit.mantissa
    for _ in min(amount.decimals, unit.decimals)..<max(amount.decimals, unit.decimals) {
      let scaled =
        amount.decimals < unit.decimals
        ? left.multipliedReportingOverflow(by: 10) : right.multipliedReportingOverflow(by: 10)
      guard !scaled.overflow else { return nil }
      if amount.decimals < unit.decimals {
        left = scaled.partialValue
      } else {
        right = scaled.partialValue
      }
    }
    return left / right
  }
}
