import Market

/// Where a live order is in its life, and what is asked of it. News moves it, and nothing else.
///
/// | life | means | goes on to |
/// |---|---|---|
/// | sent | handed over, not answered | accepted, unknown, shown by fills, over |
/// | unknown | nobody says what became of it | accepted, over, absent |
/// | shown by fills | it filled, its acceptance was never heard | accepted, over, absent |
/// | accepted | the venue said that it stands | over, absent |
/// | over | the venue said that it ended, and fills of it are to come | (it ends with the last of them) |
/// | absent | the venue has nothing of it, and all its fills are in | (it ends) |
///
/// An order that is refused, filled or said to have ended leaves the live orders; there is no case for it.
struct OrderStage: Equatable, Sendable, Codable {
  enum Life: Equatable, Sendable, Codable {
    /// Handed over; neither accepted nor refused yet. It may have filled already.
    case sent
    /// Nobody says what became of it: it counts as live, is asked about, and is never sent again before it
    /// is certain that it does not stand.
    case unknown
    /// It filled, and a cancel of it came to nothing before its acceptance was heard.
    case shownByFills
    /// The venue said that it stands.
    case accepted
    /// The venue said that it ended. It counts until all that it filled is booked.
    case over(wasAccepted: Bool)
    /// It ends since the venue called it absent, not since an end was told: later news of it is news.
    case absent(wasAccepted: Bool)
  }

  enum Cancel: Equatable, Sendable, Codable {
    case none
    /// The order may still fill.
    case underWay(CancelIntent)
    /// It was refused or not answered: it is asked for again.
    case due(CancelIntent)
  }

  enum Amend: UInt8, Sendable, Codable {
    case none, underWay
    /// The venue would not change it: what must change is placed anew.
    case refused
  }

  /// What the venue, or the lack of its answer, says of an order; or what was asked of the venue.
  enum News: Equatable, Sendable {
    case accepted
    /// Nobody says what became of the request to place it.
    case placementLost
    /// It ended, and fills of it are still to come.
    case over
    case absent
    case cancelAsked(CancelIntent)
    /// A cancel was refused, or not answered; the order has filled or not.
    case cancelFailed, cancelFailedAfterFill
    /// It ended, but not as it was asked to.
    case endedUnasked
    case amendAsked
    case amended
    case amendRefused
    /// An amend never got through.
    case amendLost
  }

  /// What it is to an order that the venue says it stands.
  enum Acceptance: Equatable, Sendable {
    /// The answer to its placement.
    case first
    /// Its outcome was unknown.
    case found
    /// It adds nothing to what is asked about it: that it stands was known, or it is to end.
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
    // The acceptance comes after what it is older than.
    case .over: life = .over(wasAccepted: true)
    case .absent: life = .absent(wasAccepted: true)
    }
  }

  private mutating func placementLost() {
    switch life {
    case .sent: life = .unknown
    // It was lost before, and cancelled since: no answer to that is waited for any more.
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
  /// The venue answered that it stands, or stood.
  @inline(__always) var isAccepted: Bool {
    switch life {
    case .accepted, .over(wasAccepted: true), .absent(wasAccepted: true): true
    case .sent, .unknown, .shownByFills, .over, .absent: false
    }
  }

  /// The venue said that it is over; it ends here once all its fills are booked.
  @inline(__always) var isOver: Bool {
    switch life {
    case .over: true
    case .sent, .unknown, .shownByFills, .accepted, .absent: false
    }
  }

  /// The venue has nothing of it: it ends without having been told its end.
  var isAbsent: Bool {
    switch life {
    case .absent: true
    case .sent, .unknown, .shownByFills, .accepted, .over: false
    }
  }

  @inline(__always) var isUnknown: Bool { life == .unknown }
  /// Handed over, not answered, and not asked back.
  @inline(__always) var isUnanswered: Bool { life == .sent && cancel == .none }
  /// Nothing says that it ever came to stand, as far as its answers go.
  var mayNeverHaveStood: Bool { life == .sent || life == .unknown }

  /// It is about to end: a cancel of it is on its way, or the venue said so. One of unknown outcome may come
  /// to stand after its cancel.
  @inline(__always) var isCancelling: Bool {
    isCancelUnderWay && life != .unknown || isOver
  }
  /// Whether there is a point in asking to end it.
  @inline(__always) var mayBeCancelled: Bool { !isCancelUnderWay && !isOver }
  @inline(__always) var isCancelUnderWay: Bool {
    switch cancel {
    case .underWay: true
    case .none, .due: false
    }
  }
  /// What a cancel that was asked for is to make room for.
  @inline(__always) var intent: CancelIntent? {
    switch cancel {
    case .none: nil
    case .underWay(let intent), .due(let intent): intent
    }
  }
  /// A cancel was asked for; one that is refused is asked for again.
  @inline(__always) var mustEnd: Bool { cancel != .none }
  /// It shall end: a cancel of it is on its way, or will be asked for again.
  @inline(__always) var isEnding: Bool { mustEnd || isOver }

  @inline(__always) var isAmending: Bool { amend == .underWay }
  var refusesAmends: Bool { amend == .refused }

  /// What it is to this order that the venue says it stands.
  var acceptance: Acceptance {
    if isUnknown { return .found }
    return isUnanswered ? .first : .known
  }
}

/// What a cancel is for.
enum CancelIntent: UInt8, Sendable, Codable {
  case end
  /// Another order for the same rung takes its place, and goes on with what it filled.
  case replace
}
