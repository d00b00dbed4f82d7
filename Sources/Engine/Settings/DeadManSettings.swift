/// The switch that lets the venue cancel everything by itself when it hears nothing from us.
public struct DeadManSettings: Hashable, Sendable {
  public var isOn = false
  /// So long after the last sign of life the venue cancels, in nanoseconds.
  public var afterNanoseconds: Int64 = 60_000_000_000
  /// It is armed even while lots rely on stops at the venue, which it would cancel too.
  public var stripsStops = false

  public init() {}
}
