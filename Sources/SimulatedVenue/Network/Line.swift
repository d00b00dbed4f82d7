import Market
import Venue

/// One way between the venue and us, and whether anything comes through.
struct Line: Sendable {
  /// Open as far as we can tell.
  var isUp = true
  /// Open, but nothing comes through, and nobody said so.
  var isSilent = false
  /// No connection can be made before this moment.
  var backFrom = Instant.distantPast
  /// A connection is being made, and stands at this moment.
  var opensAt: Instant?

  var carries: Bool { isUp && !isSilent }

  func digest(into hash: inout StateHash) {
    hash.add(isUp)
    hash.add(isSilent)
    hash.add(backFrom.nanoseconds)
    hash.add(opensAt?.nanoseconds ?? 0)
  }
}

/// The lines of all channels.
struct Lines: Sendable {
  private var market = Line()
  private var orders = Line()
  private var requests = Line()

  subscript(channel: Channel) -> Line {
    get {
      switch channel {
      case .market: market
      case .orders: orders
      case .requests: requests
      }
    }
    set {
      switch channel {
      case .market: market = newValue
      case .orders: orders = newValue
      case .requests: requests = newValue
      }
    }
  }

  /// When the next of them opens.
  var nextOpening: Instant? { Channel.allCases.compactMap { self[$0].opensAt }.min() }
}
