import Venue

/// The last check of what leaves: as many orders as the engine says it sent, each once, with ids
/// that only go up. It is written apart from the engine and uses a single number of it.
///
/// The first difference latches: from then on no entry order passes until the operator has cleared
/// it. Cancels and exits always pass.
public struct LastHop: Sendable {
  /// Orders seen since the start, those held back included.
  public private(set) var sent = 0
  public private(set) var isLatched = false
  /// The engine's count of orders less ``sent``, as of the last clear.
  private var offset = 0
  private var lastGeneration: UInt64 = 0

  public init() {}

  /// Continues after another process.
  ///
  /// - Parameters:
  ///   - generation: the highest order number that the engine has used.
  ///   - sent: how many orders it has sent by its own count.
  init(after generation: UInt64, sent: Int) {
    lastGeneration = generation
    self.sent = sent
  }

  /// Checks requests on their way out and removes those that may not pass.
  ///
  /// - Parameter intended: how many orders the engine says it has sent since its start.
  /// - Returns: the entry orders that were held back.
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

  /// The operator cleared the latch: what passed so far counts as intended.
  mutating func clear(intended: Int) {
    isLatched = false
    offset = intended - sent
  }
}
