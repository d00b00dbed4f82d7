import Market
import Venue

/// One comparison under way: its cause, and the answers so far.
struct Round: Sendable, Codable {
  let cause: ReconcileCause
  let begunAt: Instant
  /// When the account and the orders are asked for, or asked for again.
  private(set) var accountDue: Instant
  private(set) var ordersDue: Instant
  /// When its first question was asked; the distant future if there was no room for one yet.
  private(set) var askedAt = Instant.distantFuture
  /// The first list, for an engine that follows another one. A list may lack the newest orders, so
  /// the engine looks twice before it makes lots of what is live.
  private(set) var firstOrders: FirstOrders?
  private(set) var orders: [VenueOrder]?
  /// The moment of the list ``orders``.
  private(set) var ordersAsOf = Instant.distantPast
  private(set) var account: AccountState?
  /// The start of the fills that are wanted, and the moment up to which they are all in; nil until
  /// known.
  private(set) var fillsFrom: Instant?
  private(set) var fillsThrough: Instant?

  init(_ cause: ReconcileCause, at now: Instant) {
    self.cause = cause
    begunAt = now
    accountDue = now
    ordersDue = now
  }

  /// When one of its questions must be asked, or asked again.
  var due: Instant {
    min(
      account == nil ? accountDue : .distantFuture, orders == nil ? ordersDue : .distantFuture)
  }

  /// The moment of the first list of orders that came; nil before that.
  var listedAt: Instant? { firstOrders?.asOf ?? (orders == nil ? nil : ordersAsOf) }

  /// What happens to it.
  enum News: Sendable {
    /// The account was asked for at `at`, nil if there was no room, and is asked for again at
    /// `again`.
    case askedForAccount(at: Instant?, again: Instant)
    case askedForOrders(at: Instant?, again: Instant)
    case account(AccountState)
    /// The first of two lists came; the second is asked for at once.
    case firstOrders([VenueOrder], asOf: Instant, at: Instant)
    case orders([VenueOrder], asOf: Instant)
    /// Fills are wanted from a moment on, or all fills up to one are in.
    case fillsWanted(since: Instant)
    case fills(through: Instant)
  }

  mutating func on(_ news: News) {
    switch news {
    case .askedForAccount(let now, let again):
      accountDue = again
      askedAt = min(askedAt, now ?? .distantFuture)
    case .askedForOrders(let now, let again):
      ordersDue = again
      askedAt = min(askedAt, now ?? .distantFuture)
    case .account(let told): account = told
    case .firstOrders(let listed, let asOf, let now):
      firstOrders = FirstOrders(listed: listed, asOf: asOf, heardAt: now)
      ordersDue = now
    case .orders(let listed, let asOf): (orders, ordersAsOf) = (listed, asOf)
    case .fillsWanted(let since): (fillsFrom, fillsThrough) = (since, nil)
    case .fills(let through): fillsThrough = through
    }
  }
}

/// The first of two lists of open orders.
struct FirstOrders: Sendable, Codable {
  let listed: [VenueOrder]
  let asOf: Instant
  /// When it came.
  let heardAt: Instant
}
