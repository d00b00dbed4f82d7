import Market

/// One thing that stopped all opens, and since when. It holds until it is lifted.
public struct Freeze: Equatable, Sendable {
  /// Why: a rule's own code; ``Reason/Code/frozen`` where a ``FreezeCause`` says who asked.
  public var reason: Reason
  public var at: Instant

  public init(_ reason: Reason, at: Instant) {
    self.reason = reason
    self.at = at
  }

  /// Who asked for it, where no rule did; nothing for a rule and for a cancel-all under way.
  public var cause: FreezeCause? {
    reason.code == .frozen ? UInt8(exactly: reason.value).flatMap(FreezeCause.init) : nil
  }

  /// Whether both come of the same: a rule that acts again, or somebody who asks again.
  func isOfTheSameKind(as other: Reason) -> Bool {
    reason.code == other.code && (reason.code != .frozen || reason.value == other.value)
  }
}

/// Who or what asked for a freeze that no rule made.
public enum FreezeCause: UInt8, CaseIterable, Sendable {
  case operatorAsked
  /// A cancel-all, once it is done.
  case cancelAll
  case flatten
  /// The terminal was lost, and `session.on_hangup` is `freeze`.
  case terminalLost
}

extension Reason {
  /// Somebody, or a command of theirs, froze.
  public static func frozen(by cause: FreezeCause) -> Reason {
    Reason(.frozen, value: Int64(cause.rawValue))
  }
}

extension Control {
  /// Freezes, or adds to what froze already. Returns whether this is new: what acts again changes
  /// neither its place nor its time.
  @discardableResult
  mutating func latch(_ reason: Reason, at time: Instant) -> Bool {
    guard !freezes.contains(where: { $0.isOfTheSameKind(as: reason) }) else { return false }
    freezes.append(Freeze(reason, at: time))
    return true
  }

  /// Lifts everything that froze.
  mutating func lift() { freezes = [] }

  /// A cancel-all is done: what it latched stays, and is told as done.
  mutating func settleCancelAll() {
    guard let place = freezes.firstIndex(where: { $0.reason.code == .cancellingAll }) else {
      return
    }
    let done = Reason.frozen(by: .cancelAll)
    if freezes.contains(where: { $0.isOfTheSameKind(as: done) }) {
      freezes.remove(at: place)
    } else {
      freezes[place].reason = done
    }
  }

  /// No opens at all.
  @inline(__always) var isFrozen: Bool { !freezes.isEmpty }

  /// Why, as long as it is: what rungs and gates tell. It is the latest rule, else the latest of what
  /// was asked for: a freeze by the operator hides no rule.
  var frozenBecause: Reason {
    let rule = freezes.last { $0.reason.code != .frozen }
    return (rule ?? freezes.last)?.reason ?? Reason(.frozen)
  }
}
