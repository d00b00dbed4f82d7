import JSONText
import Market
import SimulatedVenue
import Venue

/// The venue's own history as text: one line of JSON for each event, with exact decimals. It must
/// get every event of a venue, because it counts the fills.
///
/// | member | what it is |
/// |---|---|
/// | `time_ns` | when it happened, by the venue's clock |
/// | `event` | `accepted`, `rejected`, `filled`, `cancelled`, `changed`, `triggered` or `funded` |
/// | `order` | the order's client id; of an order by somebody else, the venue's number |
/// | `side`, `price`, `size` | of the order, or of the execution; `cancelled`: the size that was left |
/// | `fill` | `filled` only: the number of the fill, as it is reported |
/// | `position` | the account's position after the event |
/// | `cost` | the fee of an execution, or what funding cost |
public struct HistoryText: Sendable {
  private let instrument: Instrument
  private var fills = 0

  public init(_ instrument: Instrument) { self.instrument = instrument }

  /// The line of the next event.
  public mutating func line(_ event: VenueEvent) -> String {
    var members: [(key: String, value: JSONOutput)] = [
      ("time_ns", .integer(Int(event.time.nanoseconds))), ("event", .text(event.kind.word)),
      ("order", .text(event.order.description)),
      ("side", .text(event.side == .buy ? "buy" : "sell")),
      ("price", event.price.map { .decimal(instrument.text($0)) } ?? .null),
      ("size", .decimal(instrument.text(event.quantity))),
      ("reduce_only", .flag(event.isReduceOnly)), ("waits_for_trigger", .flag(event.isTrigger)),
      ("position", .decimal(instrument.text(event.position))),
      ("cost", .decimal(instrument.text(event.cost))),
    ]
    if event.kind == .filled {
      fills += 1
      members.insert(("fill", .integer(fills)), at: 2)
    }
    let texts = members.map { "\(JSONOutput.quoted($0.key)): \($0.value.text())" }
    return "{" + texts.joined(separator: ", ") + "}"
  }
}

extension VenueEvent.Kind {
  /// The word in records.
  fileprivate var word: String {
    switch self {
    case .accepted: "accepted"
    case .rejected: "rejected"
    case .filled: "filled"
    case .cancelled: "cancelled"
    case .changed: "changed"
    case .triggered: "triggered"
    case .funded: "funded"
    }
  }
}
