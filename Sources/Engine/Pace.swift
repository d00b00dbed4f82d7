/// How fast a dry run goes.
public enum Speed: Hashable, Sendable {
  /// So many seconds of the tape in each second; one or more.
  case times(Int)
  /// As fast as the machine goes.
  case max
}

/// What a step through a dry run goes to.
public enum StepUnit: String, CaseIterable, Sendable {
  /// The next thing that happens.
  case event
  /// The next after which orders were sent, moved or cancelled.
  case decision
  /// The next booked fill.
  case fill
  /// The next order refused by the venue.
  case reject
}

/// Which way a dry run is stepped.
public enum StepDirection: Sendable {
  case forward
  case back
}
