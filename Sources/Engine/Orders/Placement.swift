/// What became of an order that was to be placed.
enum Placement: Equatable, Sendable {
  /// It was sent, and has this index among the live orders.
  case sent(Int32)
  /// It would trade with one of our own orders, which must end first. Whatever wanted it is checked
  /// again then.
  case held(Reason)

  var order: Int32? {
    switch self {
    case .sent(let order): order
    case .held: nil
    }
  }
}
