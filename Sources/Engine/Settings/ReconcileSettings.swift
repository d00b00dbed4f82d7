/// How the engine makes sure that it agrees with the venue.
public struct ReconcileSettings: Hashable, Sendable {
  /// Fills are fetched from so long before the moment from which on they are wanted.
  public var overlapNanoseconds: Int64 = 10_000_000_000

  public init() {}
}
