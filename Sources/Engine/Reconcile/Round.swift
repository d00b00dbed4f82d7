import Market
import Venue

/// One comparison on its way: what it is for, and the answers so far.
struct Round: Sendable, Codable {
  let cause: ReconcileCause
  let begunAt: Instant
  /// When the account and the orders are asked for, or asked for again.
  private(set) var accountDue: Instant
  private(set) var ordersDue: Instant
  /// When anything of it was asked first; after everything where there was no room for that yet.
  private(set) var askedAt = Instant.distantFuture
  /// What an engine that follows another was told first: a list may lack the newest, so it looks twice
  /// before it makes lots of what stands.
  private(set) var firstOrders: FirstOrders?
  private(set) var orders: [VenueOrder]?
  /// For what moment they were told.
  private(set) var ordersAsOf = Instant.distantPast
  private(set) var account: AccountState?
  /// Fills are wanted from here on, once that is known, and are in up to there.
  private(set) var fillsFrom: Instant?
  private(set) var fillsThrough: Instant?

  init(_ cause: ReconcileCause, at now: Instant) {
    self.cause = cause
    begunAt = now
    accountDue = now
    ordersDue = now
  }

  /// When something of it is to be asked, or asked again.
  var due: Instant {
    min(
      account == nil ? accountDue : .distantFuture, orders == nil ? ordersDue : .distantFuture)
  }

  /// The moment of the first list of orders that came.
  var listedAt: Instant? { firstOrders?.asOf ?? (orders == nil ? nil : ordersAsOf) }

  /// What becomes of it.
  enum News: Sendable {
    /// The account was asked for, unless there was no room for that, and is asked for again then.
    case askedForAccount(at: Instant?, again: Instant)
    case askedForOrders(at: Instant?, again: Instant)
    case account(AccountState)
    /// The first of two lists came: the second is asked for at once.
    case firstOrders([VenueOrder], asOf: Instant, at: Instant)
    case orders([VenueOrder], asOf: Instant)
    /// Fills are wanted from a moment on, or are all in up to one.
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
