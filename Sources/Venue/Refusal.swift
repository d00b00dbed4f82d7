/// Why a venue refused a request, classified. The texts come from the venue adapter.
@frozen public enum Refusal: UInt8, CaseIterable, Sendable, Codable {
  /// A post-only order would have taken liquidity.
  case wouldCross
  /// A reduce-only order would have opened or enlarged the position.
  case reduceOnly
  /// The order is worth less than the venue's minimum notional.
  case belowMinimumNotional
  /// The venue knows no live order with that id: never placed, cancelled or filled.
  case unknownOrder
  /// There are as many open orders as the venue allows.
  case tooManyOrders
  /// The request has a form that the venue doesn't accept.
  case malformed
  /// The price or the size is not on the venue's tick grid: whole ticks, whole steps.
  case invalidTickSize
  /// An order with that id exists or existed.
  case duplicateID
  /// The account's margin is too small for it.
  case insufficientMargin
  /// The price is further from the venue's reference price than it allows.
  case priceTooFar
  /// The trigger is on the wrong side of the reference price.
  case badTrigger
  /// No order rested there to trade with.
  case noLiquidity
  /// Only post-only orders are accepted for a while.
  case postOnlyPhase
  /// The market is halted, closed or delisted.
  case marketClosed
  /// The position would pass one of the venue's limits.
  case positionLimit
  /// The open interest of the market is at its cap.
  case openInterestCap
  /// The request arrived after its expiry.
  case expired
  /// A request budget is spent.
  case rateLimited
  /// The venue doesn't accept the signature.
  case badSignature
  /// The venue knows no such market.
  case unknownMarket
  /// The order ended before, so it can't be amended.
  case alreadyEnded
  /// The venue has no such function, or not for this account.
  case notAvailable
  /// A reason this build has no word for.
  case other

  /// A stable word for logs and records.
  public var code: String {
    switch self {
    case .wouldCross: "WOULD_CROSS"
    case .reduceOnly: "REDUCE_ONLY"
    case .belowMinimumNotional: "BELOW_MINIMUM_NOTIONAL"
    case .unknownOrder: "UNKNOWN_ORDER"
    case .tooManyOrders: "TOO_MANY_ORDERS"
    case .malformed: "MALFORMED"
    case .invalidTickSize: "OFF_RASTER"
    case .duplicateID: "DUPLICATE_ID"
    case .insufficientMargin: "INSUFFICIENT_MARGIN"
    case .priceTooFar: "PRICE_TOO_FAR"
    case .badTrigger: "BAD_TRIGGER"
    case .noLiquidity: "NO_LIQUIDITY"
    case .postOnlyPhase: "POST_ONLY_PHASE"
    case .marketClosed: "MARKET_CLOSED"
    case .positionLimit: "POSITION_LIMIT"
    case .openInterestCap: "OPEN_INTEREST_CAP"
    case .expired: "EXPIRED"
    case .rateLimited: "RATE_LIMITED"
    case .badSignature: "BAD_SIGNATURE"
    case .unknownMarket: "UNKNOWN_MARKET"
    case .alreadyEnded: "ALREADY_ENDED"
    case .notAvailable: "NOT_AVAILABLE"
    case .other: "OTHER"
    }
  }
}

/// How we react to a refusal or a failed send.
@frozen public enum ErrorClass: UInt8, CaseIterable, Sendable, Codable {
  /// Part of normal trading: not a failure, and no growing back-off.
  case expected
  /// Too many requests: wait.
  case throttled
  /// The connection to the venue is broken.
  case network
  /// The venue doesn't work.
  case venueDown
  /// The side waits until the margin changes.
  case margin
  /// Waiting would not help.
  case permanent
  /// None of the above.
  case unexpected
}

extension Refusal {
  public var errorClass: ErrorClass {
    switch self {
    case .wouldCross, .reduceOnly, .belowMinimumNotional, .unknownOrder, .alreadyEnded,
      .noLiquidity, .expired, .notAvailable:
      .expected
    case .rateLimited: .throttled
    case .postOnlyPhase, .marketClosed: .venueDown
    case .insufficientMargin, .positionLimit, .openInterestCap, .tooManyOrders: .margin
    case .badSignature, .unknownMarket: .permanent
    case .malformed, .invalidTickSize, .duplicateID, .priceTooFar, .badTrigger, .other: .unexpected
    }
  }
}

/// What went wrong with the transport of a request or an inquiry.
@frozen public enum SendFailure: UInt8, CaseIterable, Sendable, Codable {
  /// It did not leave: no connection.
  case notSent
  /// The venue's front end refused it unseen: too many requests.
  case throttled
  /// The connection broke, or no answer came in time.
  case lost
  /// A server error; the request may have been carried out.
  case serverError
  /// An answer that can't be read; the request may have been carried out.
  case unreadable
  /// We took it back before it left: what caused it was not durable yet, and was overtaken.
  case withdrawn

  /// Whether the request may have been carried out.
  @inlinable public var isAmbiguous: Bool {
    switch self {
    case .notSent, .throttled, .withdrawn: false
    case .lost, .serverError, .unreadable: true
    }
  }

  public var errorClass: ErrorClass {
    switch self {
    case .notSent, .lost: .network
    case .throttled: .throttled
    case .serverError, .unreadable: .venueDown
    case .withdrawn: .expected
    }
  }

  /// A stable word for logs and records.
  public var code: String {
    switch self {
    case .notSent: "NOT_SENT"
    case .throttled: "THROTTLED"
    case .lost: "LOST"
    case .serverError: "SERVER_ERROR"
    case .unreadable: "UNREADABLE"
    case .withdrawn: "WITHDRAWN"
    }
  }
}
