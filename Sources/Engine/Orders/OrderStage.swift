import Market

/// The stage of a live order, and the requests open for it. Only `News` changes it.
///
/// | life | means | goes on to |
/// |---|---|---|
/// | sent | handed over, not answered | accepted, unknown, shown by fills, over |
/// | unknown | its outcome is unknown | accepted, over, absent |
/// | shown by fills | it filled; its acceptance was never reported | accepted, over, absent |
/// | accepted | the venue said that it is live | over, absent |
/// | over | the venue said that it ended; fills are to come | (it ends with the last of them) |
/// | absent | the venue does not know it, and all its fills are booked | (it ends) |
///
/// An order that was refused, filled or reported as ended leaves the live orders, so it has no case
/// here.
struct OrderStage: Equatable, Sendable, Codable {
  enum Life: Equatable, Sendable, Codable {
    /// Handed over; neither accepted nor refused yet. It may have filled already.
    case sent
    /// Its outcome is unknown. It counts as live, is queried, and is never sent again before it is
    /// certain that it is not live.
    case unknown
    /// It filled, and a cancel of it failed before its acceptance was reported.
    case shownByFills
    /// The venue said that it is live.
    case accepted
    /// The venue said that it ended. It counts until all its fills are booked.
    case over(wasAccepted: Bool)
    /// It ends because the venue called it absent, and no end was reported. A later report of it is
    /// therefore not old news.
    case absent(wasAccepted: Bool)
  }

  enum Cancel: Equatable, Sendable, Codable {
    case none
    /// The order may still fill.
    case underWay(CancelIntent)
    /// The cancel was refused or not answered: it will be sent again.
    case due(CancelIntent)
  }

  enum Amend: UInt8, Sendable, Codable {
    case none, underWay
    /// The venue refused the amend: a change needs a new order.
    case refused
  }

  /// A report of the venue, the lack of one, or a request to the venue.
  enum News: Equatable, Sendable {
    case accepted
    /// The outcome of its placement is unknown.
    case placementLost
    /// It ended, and some of its fills are still to come.
    case over
    case absent
    case cancelAsked(CancelIntent)
    /// A cancel was refused or not answered, of an order without a fill or with one.
    case cancelFailed, cancelFailedAfterFill
    /// It ended in another way than by our cancel.
    case endedUnasked
    case amendAsked
    case amended
    case amendRefused
    /// An amend never got through.
    case amendLost
  }

  /// What an acceptance means for an order.
  enum Acceptance: Equatable, Sendable {
    /// The answer to its placement.
    case first
    /// Its outcome was unknown.
    case found
    /// It changes nothing: the order was known to be live, or it is to end.
    case known
  }

  private(set) var life: Life
  private(set) var cancel = Cancel.none
  private(set) var amend = Amend.none

  init(_ life: Life) { self.life = life }
}

extension OrderStage {
  @inline(__always) mutating func on(_ news: News) {
    switch news {
    case .accepted: accepted()
    case .placementLost: placementLost()
    case .over: life = .over(wasAccepted: isAccepted)
    case .absent: life = .absent(wasAccepted: isAccepted)
    case .cancelAsked(let intent): cancel = .underWay(intent)
    case .cancelFailed: cancelFailed(else: .unknown)
    case .cancelFailedAfterFill: cancelFailed(else: .shownByFills)
    case .endedUnasked: endedUnasked()
    case .amendAsked: amend = .underWay
    case .amended, .amendLost: if amend == .underWay { amend = .none }
    case .amendRefused: amend = .refused
    }
  }

  private mutating func accepted() {
    switch life {
    case .sent, .unknown, .shownByFills, .accepted: life = .accepted
    // The acceptance is older than the report of the end.
    case .over: life = .over(wasAccepted: true)
    case .absent: life = .absent(wasAccepted: true)
    }
  }

  private mutating func placementLost() {
    switch life {
    case .sent: life = .unknown
    // Its outcome was already unknown, and it was cancelled since. The cancel's answer is no longer
    // awaited.
    case .unknown: if case .underWay(let intent) = cancel { cancel = .due(intent) }
    case .shownByFills, .accepted, .over, .absent: break
    }
  }

  private mutating func cancelFailed(else unheard: Life) {
    guard case .underWay(let intent) = cancel else { return }
    cancel = .due(intent)
    if life == .sent { life = unheard }
  }

  private mutating func endedUnasked() {
    switch cancel {
    case .none: break
    case .underWay: cancel = .underWay(.end)
    case .due: cancel = .due(.end)
    }
  }
}

extension OrderStage {
  /// The venue answered that it is, or was, live.
  @inline(__always) var isAccepted: Bool {
    switch life {
    case .accepted, .over(wasAccepted: true), .absent(wasAccepted: true): true
    case .sent, .unknown, .shownByFills, .over, .absent: false
    }
  }

  /// The venue said that it is over. It is removed here once all its fills are booked.
  @inline(__always) var isOver: Bool {
    switch life {
    case .over: true
    case .sent, .unknown, .shownByFills, .accepted, .absent: false
    }
  }

  /// The venue does not know it: it ends without a reported end.
  var isAbsent: Bool {
    switch life {
    case .absent: true
    case .sent, .unknown, .shownByFills, .accepted, .over: false
    }
  }

  @inline(__always) var isUnknown: Bool { life == .unknown }
  /// Sent, not answered, and no cancel was asked for.
  @inline(__always) var isUnanswered: Bool { life == .sent && cancel == .none }
  /// No answer shows that it was ever live.
  var mayNeverHaveStood: Bool { life == .sent || life == .unknown }

  /// It is about to end: a cancel of it is under way, or the venue said that it is over. An order
  /// whose outcome is unknown is not: it may become live after its cancel.
  @inline(__always) var isCancelling: Bool {
    isCancelUnderWay && life != .unknown || isOver
  }
  /// Whether a cancel would make sense.
  @inline(__always) var mayBeCancelled: Bool { !isCancelUnderWay && !isOver }
  @inline(__always) var isCancelUnderWay: Bool {
    switch cancel {
    case .underWay: true
    case .none, .due: false
    }
  }
  /// What the cancel that was asked for is for.
  @inline(__always) var intent: CancelIntent? {
    switch cancel {
    case .none: nil
    case .underWay(let intent), .due(let intent): intent
    }
  }
  /// A cancel was asked for. If it is refused, it is sent again.
  @inline(__always) var mustEnd: Bool { cancel != .none }
  /// It is to end: a cancel of it is under way or will be sent again, or the venue said that it is
  /// over.
  @inline(__always) var isEnding: Bool { mustEnd || isOver }

  @inline(__always) var isAmending: Bool { amend == .underWay }
  var refusesAmends: Bool { amend == .refused }

  /// What an acceptance means for this order.
  var acceptance: Acceptance {
    if isUnknown { return .found }
    return isUnanswered ? .first : .known
  }
}

/// What a cancel is for.
enum CancelIntent: UInt8, Sendable, Codable {
  case end
  /// Another order for the same rung replaces it, and counts what it filled.
  case replace
}
