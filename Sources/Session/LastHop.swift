import Venue

/// The last look at what leaves: as many orders as the engine says it meant, each once, and ids that
/// only go up. Written apart from the engine, of which it knows a single number.
///
/// The first difference latches: from then on no open passes until the operator has cleared it;
/// cancels and exits always do.
public struct LastHop: Sendable {
  /// Orders that passed, since the start or since it was last cleared.
  public private(set) var sent = 0
  public private(set) var isLatched = false
  /// What the engine meant more than passed when it was last cleared.
  private var offset = 0
  private var lastGeneration: UInt64 = 0

  public init() {}

  /// Looks at requests on their way out and takes out of them what may not pass.
  ///
  /// - Parameter intended: how many orders the engine says it has sent since its start.
  /// - Returns: the opens that were held back.
  mutating func inspect(_ requests: inout [OrderRequest], intended: Int) -> [ClientOrderID] {
    var rises = true
    for request in requests {
      guard case .place(let order) = request else { continue }
      sent += 1
      rises = rises && order.id.generation > lastGeneration
      lastGeneration = max(lastGeneration, order.id.generation)
    }
    if !rises || sent + offset != intended { isLatched = true }
    guard isLatched else { return [] }
    var held: [ClientOrderID] = []
    requests.removeAll { request in
      guard case .place(let order) = request, order.id.purpose?.isEntry ?? true else {
        return false
      }
      held.append(order.id)
      return true
    }
    return held
  }

  /// The operator has looked: what passed so far counts as meant.
  mutating func clear(intended: Int) {
    isLatched = false
    offset = intended - sent
  }
}
