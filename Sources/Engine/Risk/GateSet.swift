/// The gates that an open is held against: those that the settings can ever shut, in their order.
struct GateSet: Sendable {
  private var bits: UInt64 = 0

  init(_ settings: EngineSettings, _ parameters: Parameters) {
    for gate in Gate.allCases where gate.mayShut(settings, parameters) {
      bits |= 1 << UInt64(gate.rawValue)
    }
  }

  /// Takes out the first of them.
  @inline(__always) mutating func takeFirst() -> Gate? {
    guard bits != 0 else { return nil }
    let place = bits.trailingZeroBitCount
    bits &= bits &- 1
    return Gate(rawValue: UInt8(truncatingIfNeeded: place))
  }
}

extension Gate {
  /// Whether the settings let it ever be shut; where not, its reading is always `unused`, or open.
  func mayShut(_ settings: EngineSettings, _ parameters: Parameters) -> Bool {
    let losses = settings.risk.losses
    return switch self {
    case .market, .freeze, .reconciled, .retry, .pause, .breaker, .excess, .pending, .largest,
      .minimumNotional, .rests, .ownOrder:
      true
    case .bounds: parameters.lower != nil || parameters.upper != nil
    case .lot: settings.grid.rearm != .nextReplan
    case .replan: settings.grid.rearm == .nextReplan
    case .skew: settings.grid.skew.isEnabled
    case .bench: settings.exits.bench.scope != .none
    case .openOrders: parameters.maximumOpenOrders != nil
    case .orderNotional: parameters.maximumOrderNotional != nil
    case .exposure: parameters.maximumPosition != nil || settings.grid.direction != .neutral
    case .budget: parameters.quoteBudget != nil || settings.risk.requireBaseForShort
    case .orderSize: parameters.maximumOrderSize != nil
    case .sideExposure: parameters.maximumSideExposure != nil
    case .collar: losses.priceCollar != nil
    case .dayLoss: parameters.maximumDayLoss != nil
    case .drawdown: parameters.maximumDrawdown != nil
    case .margin: losses.maximumMarginUse != nil
    case .sendRate: losses.maximumOrderRate != nil
    }
  }
}
