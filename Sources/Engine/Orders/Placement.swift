/// What became of an order that was to be placed.
enum Placement: Equatable, Sendable {
  /// It was handed over, and has this index among the live orders.
  case sent(Int32)
  /// It would trade with an order of ours, which must end first. Whoever wanted it is looked at again
  /// then.
  case held(Reason)

  var order: Int32? {
    switch self {
    case .sent(let order): order
    case .held: nil
    }
  }
}
