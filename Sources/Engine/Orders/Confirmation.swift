import Market

/// Whether the venue has confirmed that one of our orders is live as we have it: with our price and
/// our remaining size.
///
/// Only an answer that was asked for after the order's last change counts. Of two answers, the one
/// that was asked for later decides.
///
/// | confirmation | means | goes on to |
/// |---|---|---|
/// | changed | no answer that was asked for since then covers it yet | shown, differs |
/// | shown | the newest answer shows it as we have it | shown, differs, changed |
/// | differs | the newest answer shows something else, or lacks it | shown, differs, changed |
enum Confirmation: Equatable, BitwiseCopyable, Sendable, Codable {
  /// The order was placed, accepted, amended, filled, shrunk or triggered at this moment of our
  /// clock.
  case changed(at: Instant)
  /// When the answer was asked for, by our clock.
  case shown(asked: Instant)
  case differs(asked: Instant)
}

extension Confirmation {
  /// An answer reports on the order. It is ignored if it was asked for at the moment of the change
  /// or before.
  mutating func told(isSame: Bool, asked: Instant) {
    guard asked > moment else { return }
    self = isSame ? .shown(asked: asked) : .differs(asked: asked)
  }

  /// When the order changed, if no answer has covered that change; otherwise nil.
  var awaitedSince: Instant? {
    switch self {
    case .changed(let time): time
    case .shown, .differs: nil
    }
  }

  /// When the answer that confirms the order was asked for; nil if it is not confirmed.
  var shownAt: Instant? {
    switch self {
    case .shown(let asked): asked
    case .changed, .differs: nil
    }
  }

  private var moment: Instant {
    switch self {
    case .changed(let moment), .shown(let moment), .differs(let moment): moment
    }
  }
}

/// The confirmations of all live orders, with the same indices as the orders.
///
/// They are kept apart from the orders because every plan reads the orders, and only the screen
/// reads these.
struct Confirmations: Sendable, Codable {
  private var all: [Confirmation] = []
  /// No order on the venue's lists has an unconfirmed change older than this; ``Instant/never`` if
  /// there is none.
  private(set) var awaitedSince = Instant.never

  init() { all.reserveCapacity(64) }

  subscript(index: Int32) -> Confirmation { all[Int(index)] }

  /// An order changed, or is new at its index. A new index is at most the next one.
  @inline(__always) mutating func changed(_ index: Int32, at time: Instant) {
    if Int(index) < all.count {
      all[Int(index)] = .changed(at: time)
    } else {
      all.append(.changed(at: time))
    }
    awaitedSince = min(awaitedSince, time)
  }

  mutating func told(_ index: Int32, isSame: Bool, asked: Instant) {
    all[Int(index)].told(isSame: isSame, asked: asked)
  }

  /// Recomputes ``awaitedSince``.
  ///
  /// - Parameter isAwaited: whether the order at an index should be on the venue's lists.
  mutating func findAwaited(_ isAwaited: (Int) -> Bool) {
    awaitedSince = all.indices.reduce(.never) { least, place in
      isAwaited(place) ? min(least, all[place].awaitedSince ?? .never) : least
    }
  }
}
