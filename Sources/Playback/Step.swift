/// What a dry run is stepped to.
public enum StepUnit: String, CaseIterable, Sendable {
  /// The next event.
  case event
  /// The next input after which orders were sent, moved or cancelled.
  case decision
  /// Our next fill.
  case fill
  /// The next order refused by the venue.
  case reject
}

/// Which way a dry run is stepped.
public enum StepDirection: String, CaseIterable, Sendable {
  case forward
  case back
}
