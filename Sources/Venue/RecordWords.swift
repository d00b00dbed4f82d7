import Market

// Words that files, logs and reports carry. Scripts depend on them, so they never change.

extension Side {
  /// The side's word in records: `buy` or `sell`.
  public var recordWord: String {
    switch self {
    case .buy: "buy"
    case .sell: "sell"
    }
  }
}

extension Liquidity {
  /// The word in records: `maker` or `taker`.
  public var recordWord: String {
    switch self {
    case .maker: "maker"
    case .taker: "taker"
    }
  }
}

extension Purpose {
  /// The purpose's word in records.
  public var recordWord: String {
    switch self {
    case .ladder: "ladder"
    case .takeProfit: "take_profit"
    case .manual: "manual"
    case .flatten: "flatten"
    case .attempt: "attempt"
    case .stopLoss: "stop_loss"
    case .sideStop: "side_stop"
    case .completion: "completion"
    case .close: "close"
    }
  }
}
