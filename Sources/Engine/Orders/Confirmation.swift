import Market

/// Whether the venue has told that an order of ours stands as we have it: at our price, with what we
/// have remaining.
///
/// Only an answer that was asked for after the order's last change can tell; and of two answers the one
/// that was asked for later.
///
/// | confirmation | means | goes on to |
/// |---|---|---|
/// | changed | no answer that was asked for since tells of it yet | shown, differs |
/// | shown | the newest answer shows it as we have it | shown, differs, changed |
/// | differs | the newest answer shows something else, or lacks it | shown, differs, changed |
enum Confirmation: Equatable, BitwiseCopyable, Sendable, Codable {
  /// It was placed, accepted, amended, filled, shrunk or triggered at a moment of our clock.
  case changed(at: Instant)
  /// When the answer was asked for, by our clock.
  case shown(asked: Instant)
  case differs(asked: Instant)
}

extension Confirmation {
  /// An answer tells how the order stands. One that was asked for at the moment of the change, or before,
  /// says nothing.
  mutating func told(isSame: Bool, asked: Instant) {
    guard asked > moment else { return }
    self = isSame ? .shown(asked: asked) : .differs(asked: asked)
  }

  /// When the order changed, where no answer has told of it since.
  var awaitedSince: Instant? {
    switch self {
    case .changed(let time): time
    case .shown, .differs: nil
    }
  }

  /// When the answer that confirms it was asked for; nil where none does.
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

/// The confirmations of all live orders, by the places of the orders.
///
/// They stand apart from the orders, which every plan reads: these only the screen reads.
struct Confirmations: Sendable, Codable {
  private var all: [Confirmation] = []
  /// No order that stands changed before this moment without an answer having told of it since;
  /// ``Instant/never`` where there is none.
  private(set) var awaitedSince = Instant.never

  init() { all.reserveCapacity(64) }

  subscript(index: Int32) -> Confirmation { all[Int(index)] }

  /// An order is another than it was, or is new in its place, which may be the next after all.
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

  /// Finds anew since when an order changed of which no answer tells yet.
  ///
  /// - Parameter isAwaited: whether the order in a place stands, so that an answer is to tell of it.
  mutating func findAwaited(_ isAwaited: (Int) -> Bool) {
    awaitedSince = all.indices.reduce(.never) { least, place in
      isAwaited(place) ? min(least, all[place].awaitedSince ?? .never) : least
    }
  }
}
