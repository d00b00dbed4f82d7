/// What holds for a gate, whatever it reads.
struct GateFacts {
  /// Only rungs must pass it.
  var isOfRungs = false
  /// Any event may open it. Other gates open only with a new plan, or when a lot closes.
  var mayOpenAnyTime = true
  /// The operator or a rule has stopped entries with it: an attempt ends then.
  var endsAttempts = false
}

extension Gate {
  /// One table for all gates.
  var facts: GateFacts {
    switch self {
    case .market: .init()
    case .freeze: .init(endsAttempts: true)
    case .reconciled: .init()
    case .bounds: .init(isOfRungs: true, mayOpenAnyTime: false)
    case .lot: .init(isOfRungs: true, mayOpenAnyTime: false)
    case .replan: .init(isOfRungs: true, mayOpenAnyTime: false)
    case .retry: .init(isOfRungs: true)
    case .coalescing: .init(isOfRungs: true)
    case .pause: .init(endsAttempts: true)
    case .breaker: .init()
    case .protected: .init()
    case .smallStops: .init()
    case .skew: .init()
    case .bench: .init()
    case .excess: .init()
    case .completing: .init(endsAttempts: true)
    case .pending: .init()
    case .largest: .init()
    case .minimumNotional: .init()
    case .stopMinimum: .init()
    case .rests: .init()
    case .ownOrder: .init()
    case .openOrders: .init()
    case .orderNotional: .init()
    case .exposure: .init()
    case .budget: .init()
    case .orderSize: .init()
    case .sideExposure: .init()
    case .collar: .init()
    case .dayLoss: .init()
    case .drawdown: .init()
    case .margin: .init()
    case .carried: .init()
    case .sendRate: .init()
    case .requestBudget: .init()
    }
  }
}
