import Market
import Venue

extension Flattening {
  /// What happens to a flatten and to its slices.
  enum News: Equatable, Sendable {
    case sent(at: Instant)
    /// A slice filled, whole or in part.
    case filled(isWhole: Bool)
    /// A slice ended otherwise; one that filled nothing moves on to the next limit.
    case ended(gotNothing: Bool, at: Instant)
    /// The venue refused a slice. If it did not consider the slice, the same limit is tried again
    /// then.
    case refused(Refusal, at: Instant, again: Instant)
    /// A slice never became live: it tried nothing, and the same limit is tried again then.
    case unplaced(Unplaced, again: Instant)
    /// The flatten is no longer wanted.
    case takenBack
  }

  /// Takes in what happened. Returns what the flatten waits for now, if a person must be told.
  mutating func on(_ news: News) -> FlattenWait? {
    switch (self, news) {
    case (.clearing(let course), .takenBack), (.reducing(let course), .takenBack):
      self = course.slice == .live ? .takenBack : .idle
    case (.clearing(var course), _):
      let wait = course.on(news)
      self = .clearing(course)
      return wait
    case (.reducing(var course), _):
      let wait = course.on(news)
      self = .reducing(course)
      return wait
    case (.done, .takenBack), (.stuck, .takenBack): self = .idle
    case (.takenBack, .filled(isWhole: true)), (.takenBack, .ended), (.takenBack, .refused),
      (.takenBack, .unplaced):
      self = .idle
    case (.takenBack, .sent), (.takenBack, .filled), (.takenBack, .takenBack): break
    // An order that the venue had not reported yet: the books count its fills.
    case (.idle, _), (.done, _), (.stuck, _): break
    }
    return nil
  }
}

extension Flattening.Course {
  fileprivate mutating func on(_ news: Flattening.News) -> FlattenWait? {
    switch news {
    case .sent(let now):
      slice = .live
      patience.begin(at: now)
    case .filled(let isWhole):
      patience.hush()
      if isWhole { slice = .none }
    case .ended(let gotNothing, let now): sliceEnded(gotNothing: gotNothing, at: now)
    case .refused(let refusal, let now, let again):
      switch refusal.errorClass {
      case .throttled, .network, .venueDown:
        slice = .pausing(until: again)
        return patience.say() ? .refused(refusal) : nil
      case .expected, .margin, .permanent, .unexpected:
        sliceEnded(gotNothing: refusal != .expired, at: now)
      }
    case .unplaced(let why, let again):
      slice = .pausing(until: again)
      return patience.say() ? .unplaced(why) : nil
    case .takenBack: break
    }
    return nil
  }

  private mutating func sliceEnded(gotNothing: Bool, at now: Instant) {
    if gotNothing { step += 1 }
    slice = .pausing(until: now.advanced(byNanoseconds: Flattening.pauseNanoseconds))
  }
}

extension Flattening.Patience {
  /// Whether it has waited long enough for the operator to be alerted.
  func isOver(at now: Instant) -> Bool {
    switch self {
    case .silent(let until): now >= until
    case .said: false
    }
  }

  /// Reports to the operator that it waits. Returns whether that is new.
  mutating func say() -> Bool {
    guard case .silent(let until) = self else { return false }
    self = .said(next: until)
    return true
  }

  /// The flatten progresses: its next wait is reported again.
  fileprivate mutating func hush() {
    guard case .said(let next) = self else { return }
    self = .silent(until: next)
  }

  /// The wait has only now begun.
  fileprivate mutating func begin(at now: Instant) {
    let until = now.advanced(byNanoseconds: Flattening.clearingNanoseconds)
    switch self {
    case .silent: self = .silent(until: until)
    case .said: self = .said(next: until)
    }
  }
}
