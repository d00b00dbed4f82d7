/// What a dry run is stepped to.
public enum StepUnit: String, CaseIterable, Sendable {
  /// The next thing that happens.
  case event
  /// The next input after which orders were sent, moved or cancelled.
  case decision
  /// The next fill of ours.
  case fill
  /// The next order refused by the venue.
  case reject
}

/// Which way a dry run is stepped.
public enum StepDirection: String, CaseIterable, Sendable {
  case forward
  case back
}
