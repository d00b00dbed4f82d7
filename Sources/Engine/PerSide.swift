import Market

/// Two values, one for each side.
public struct PerSide<Value: Sendable>: Sendable {
  public var buy: Value
  public var sell: Value

  public init(_ value: Value) {
    buy = value
    sell = value
  }

  public subscript(side: Side) -> Value {
    get { side == .buy ? buy : sell }
    _modify {
      if side == .buy { yield &buy } else { yield &sell }
    }
  }
}

extension PerSide where Value: BitwiseCopyable {
  /// The same for plain numbers, which are read and written: unlike an accessor that lends one of
  /// two places, this one is inlined into its caller.
  public subscript(side: Side) -> Value {
    @inline(__always) get { side == .buy ? buy : sell }
    @inline(__always) set {
      switch side {
      case .buy: buy = newValue
      case .sell: sell = newValue
      }
    }
  }
}

extension PerSide: Equatable where Value: Equatable {}
extension PerSide: Codable where Value: Codable {}
