import Market

extension TriggerReferences: Recorded {
  /// The prices by name.
  public var recorded: [TriggerReference] { TriggerReference.allCases.filter { self[$0] } }

  public init(recorded: [TriggerReference]) {
    self = []
    for reference in recorded { self[reference] = true }
  }
}
