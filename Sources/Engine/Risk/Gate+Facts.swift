/// What is so of a gate, whatever it reads.
struct GateFacts {
  /// Only rungs are held against it.
  var isOfRungs = false
  /// Whatever happens may open it: the others open with a new plan, or as a lot closes.
  var mayOpenAnyTime = true
  /// An operator or a rule has switched entries off with it: an attempt doesn't outlive that.
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
