import Market
import Venue

/// One connection between the venue and us, and whether anything comes through.
struct Line: Sendable {
  /// The line is open as far as we can tell.
  var isUp = true
  /// The line is open but nothing comes through, and nothing reports that.
  var isSilent = false
  /// No connection can be made before this moment.
  var backFrom = Instant.distantPast
  /// When the connection now being made is up; nil if none is being made.
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

  /// When the next line opens; nil if none is being opened.
  var nextOpening: Instant? { Channel.allCases.compactMap { self[$0].opensAt }.min() }
}
