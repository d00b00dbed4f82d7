/// Something that goes wrong between the venue and us, or at the venue.
public enum FaultKind: UInt8, CaseIterable, Sendable {
  // Drawn for each message.
  case drop
  case lostAck
  case silence
  case serverError
  case unreadable
  case throttle
  case delay
  case duplicate
  case reorder
  case loseReport
  case loseFill
  case earlyFill
  case lateFill
  case staleList
  case emptyList
  case falseAbsent
  case staleAccount
  // Begun so often an hour.
  case disconnect
  case halfOpen
  case staleBook
  case feedGap
  case clockSkew
  case rejectStorm
  // The same, at the venue.
  case postOnly
  case halt
  case venueCancel
  // Drawn for each fill in an answer. From here on in the order they came to be, so that what a seed
  // draws of the others stays.
  case staleFills
  case reject
  case falseUnknown
  case slowSends
  case flapping
  case metaChange
  case liquidation
  case deleveraging
  case foreignTrade
  case foreignOrder
}

extension FaultKind {
  /// What its rate counts.
  public enum Measure: Sendable {
    /// Millionths of the messages it can hit.
    case perMillion
    /// Thousandths of an onset in an hour of the market's time.
    case perHour
  }

  /// The name on a command line.
  public var name: String { facts.name }

  public var measure: Measure { facts.measure }

  /// The rate where it is asked for by name alone: often enough to be met within an hour.
  public var usualRate: Int64 { facts.usual }

  /// What it does, as a sentence's end.
  public var summary: String { facts.summary }

  /// The kind of that name.
  public init?(name: String) {
    guard let kind = FaultKind.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  private typealias Facts = (name: String, measure: Measure, usual: Int64, summary: String)

  private var facts: Facts {
    switch self {
    case .drop:
      ("drop", .perMillion, 10_000, "a request is lost on its way to the venue")
    case .lostAck:
      ("lost-ack", .perMillion, 10_000, "a request is carried out and its answer lost: a time-out")
    case .silence:
      ("silence", .perMillion, 5_000, "a request or its answer is lost and no time-out tells it")
    case .serverError:
      (
        "server-error", .perMillion, 10_000,
        "a request is answered with a server error, half of them after it was carried out"
      )
    case .unreadable:
      (
        "unreadable", .perMillion, 5_000,
        "a request is answered with what can't be read, half of them after it was carried out"
      )
    case .throttle:
      ("throttle", .perMillion, 10_000, "a request is refused unseen: too many")
    case .delay:
      ("delay", .perMillion, 20_000, "a request, report or answer travels up to a minute longer")
    case .duplicate:
      ("duplicate", .perMillion, 20_000, "a report of the stream comes a second time")
    case .reorder:
      ("reorder", .perMillion, 20_000, "a report is overtaken by those after it")
    case .loseReport:
      ("lose-report", .perMillion, 10_000, "news of an order is not on the stream")
    case .loseFill:
      ("lose-fill", .perMillion, 20_000, "a fill is never on the stream")
    case .earlyFill:
      ("early-fill", .perMillion, 20_000, "an order's fills come before its acceptance")
    case .lateFill:
      ("late-fill", .perMillion, 50_000, "a fill comes after the end of its order")
    case .staleList:
      ("stale-list", .perMillion, 100_000, "the list of orders is without the newest")
    case .emptyList:
      ("empty-list", .perMillion, 20_000, "the list of orders is empty")
    case .falseAbsent:
      ("false-absent", .perMillion, 100_000, "a young order's status says there is none")
    case .staleAccount:
      ("stale-account", .perMillion, 100_000, "the account is told as it was before")
    case .staleFills:
      ("stale-fills", .perMillion, 50_000, "a fill is not in the list of fills at first")
    case .reject:
      (
        "reject", .perMillion, 5_000,
        "a new order is refused for any reason there is, one unheard of included"
      )
    case .falseUnknown:
      (
        "false-unknown", .perMillion, 20_000,
        "a cancel is refused as though there were no such order, and it stands"
      )
    case .slowSends:
      ("slow-sends", .perHour, 2_000, "for a while each request waits up to a minute on its way")
    case .flapping:
      ("flapping", .perHour, 1_000, "for a while connections break again and again")
    case .metaChange:
      (
        "meta-change", .perHour, 1_000,
        "for a while sizes or prices must be ten times coarser, or orders worth thrice as much"
      )
    case .liquidation:
      ("liquidation", .perHour, 500, "the venue sells off a part of the position, or all of it")
    case .deleveraging:
      ("adl", .perHour, 500, "the venue closes a part of the position against another account")
    case .foreignTrade:
      ("foreign-trade", .perHour, 1_000, "somebody else trades on the account")
    case .foreignOrder:
      ("foreign-order", .perHour, 1_000, "somebody else's order comes to rest on the account")
    case .disconnect:
      ("disconnect", .perHour, 4_000, "a connection breaks and says so")
    case .halfOpen:
      ("half-open", .perHour, 2_000, "a stream falls silent and says nothing")
    case .staleBook:
      ("stale-book", .perHour, 4_000, "the feed stands still and catches up later")
    case .feedGap:
      ("feed-gap", .perHour, 4_000, "the feed loses updates and begins anew")
    case .clockSkew:
      ("clock-skew", .perHour, 1_000, "the venue's clock goes wrong for a while")
    case .rejectStorm:
      ("reject-storm", .perHour, 2_000, "new orders are refused for a while, for any reason")
    case .postOnly:
      ("post-only", .perHour, 2_000, "the venue takes only post-only orders for a while")
    case .halt:
      ("halt", .perHour, 1_000, "the market is halted for a while")
    case .venueCancel:
      ("venue-cancel", .perHour, 10_000, "an order is ended at the venue that we did not cancel")
    }
  }
}
