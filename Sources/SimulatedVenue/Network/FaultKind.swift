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
  // Begun at a rate per hour.
  case disconnect
  case halfOpen
  case staleBook
  case feedGap
  case clockSkew
  case rejectStorm
  // Also at a rate per hour, at the venue itself.
  case postOnly
  case halt
  case venueCancel
  // Drawn for each fill in an answer. From here on kinds are in the order they were added, so that
  // a seed keeps its draws of the earlier ones.
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
  /// What the rate of a kind counts.
  public enum Measure: Sendable {
    /// Millionths of the messages it can hit.
    case perMillion
    /// Thousandths of an onset per hour of the market's time.
    case perHour
  }

  /// The name on the command line.
  public var name: String { facts.name }

  public var measure: Measure { facts.measure }

  /// The rate if the kind is given by name alone: high enough to occur within an hour.
  public var usualRate: Int64 { facts.usual }

  /// What the fault does, as the end of a sentence.
  public var summary: String { facts.summary }

  /// The kind with this name; nil if there is none.
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
      (
        "lost-ack", .perMillion, 10_000,
        "a request is carried out, but its answer is lost (time-out)"
      )
    case .silence:
      ("silence", .perMillion, 5_000, "a request or its answer is lost, without even a time-out")
    case .serverError:
      (
        "server-error", .perMillion, 10_000,
        "a request gets a server error as its answer; half of them are carried out all the same"
      )
    case .unreadable:
      (
        "unreadable", .perMillion, 5_000,
        "a request gets an unreadable answer; half of them are carried out all the same"
      )
    case .throttle:
      ("throttle", .perMillion, 10_000, "a request is rejected with \"too many requests\"")
    case .delay:
      ("delay", .perMillion, 20_000, "a request, report or answer is delayed")
    case .duplicate:
      ("duplicate", .perMillion, 20_000, "the private stream delivers a report twice")
    case .reorder:
      ("reorder", .perMillion, 20_000, "the private stream delivers a report after later ones")
    case .loseReport:
      ("lose-report", .perMillion, 10_000, "the private stream leaves out an order update")
    case .loseFill:
      ("lose-fill", .perMillion, 20_000, "the private stream leaves out a fill")
    case .earlyFill:
      ("early-fill", .perMillion, 20_000, "the fills of an order arrive before its acceptance")
    case .lateFill:
      ("late-fill", .perMillion, 50_000, "a fill arrives after the end of its order")
    case .staleList:
      ("stale-list", .perMillion, 100_000, "the list of open orders lacks the newest orders")
    case .emptyList:
      ("empty-list", .perMillion, 20_000, "the list of open orders is empty")
    case .falseAbsent:
      (
        "false-absent", .perMillion, 100_000,
        "the status of a new order says that it does not exist"
      )
    case .staleAccount:
      ("stale-account", .perMillion, 100_000, "an account query returns an older state")
    case .staleFills:
      ("stale-fills", .perMillion, 50_000, "the list of fills shows a fill only later")
    case .reject:
      (
        "reject", .perMillion, 5_000,
        "a new order is rejected for some reason, possibly an unknown one"
      )
    case .falseUnknown:
      (
        "false-unknown", .perMillion, 20_000,
        "a cancel is rejected as \"unknown order\", but the order still works"
      )
    case .slowSends:
      ("slow-sends", .perHour, 2_000, "for a while each request is held up to a minute on its way")
    case .flapping:
      ("flapping", .perHour, 1_000, "for a while connections break again and again")
    case .metaChange:
      (
        "meta-change", .perHour, 1_000,
        "for a while the tick or the size step is ten times larger, or the minimum value three times"
      )
    case .liquidation:
      ("liquidation", .perHour, 500, "the venue liquidates a part of the position, or all of it")
    case .deleveraging:
      ("adl", .perHour, 500, "the venue closes a part of the position by auto-deleveraging")
    case .foreignTrade:
      ("foreign-trade", .perHour, 1_000, "somebody else trades on the account")
    case .foreignOrder:
      ("foreign-order", .perHour, 1_000, "somebody else places a resting order on the account")
    case .disconnect:
      ("disconnect", .perHour, 4_000, "a connection breaks, and Rung notices")
    case .halfOpen:
      ("half-open", .perHour, 2_000, "a stream falls silent without closing")
    case .staleBook:
      ("stale-book", .perHour, 4_000, "the market feed stops and catches up later")
    case .feedGap:
      ("feed-gap", .perHour, 4_000, "the market feed loses updates and starts over")
    case .clockSkew:
      ("clock-skew", .perHour, 1_000, "the venue's clock is wrong for a while")
    case .rejectStorm:
      ("reject-storm", .perHour, 2_000, "for a while new orders are rejected, for any reason")
    case .postOnly:
      ("post-only", .perHour, 2_000, "for a while the venue accepts only post-only orders")
    case .halt:
      ("halt", .perHour, 1_000, "the market is halted for a while")
    case .venueCancel:
      ("venue-cancel", .perHour, 10_000, "the venue ends an order that Rung did not cancel")
    }
  }
}
