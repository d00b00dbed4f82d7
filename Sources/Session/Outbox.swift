import Engine
import Venue

/// Entries that wait until the input that caused them is durable.
///
/// A process that dies must find everything it may have opened in its journal. So an entry leaves
/// only after its cause is committed. Cancels and exits never wait: they lower risk.
public struct Outbox: Sendable {
  private struct Waiting: Sendable {
    let request: OrderRequest
    /// The number of the last input before it was decided.
    let cause: Int
  }

  private var waiting: [Waiting] = []
  /// The number of the last input that is durable.
  public private(set) var committed = 0

  public init() {}

  public var isEmpty: Bool { waiting.isEmpty }
  /// The number of entries that wait.
  public var count: Int { waiting.count }

  /// Takes requests on their way out. Those that must wait stay here; the others are left in
  /// `requests`.
  ///
  /// - Parameter cause: the number of the last input.
  /// - Returns: what becomes of requests that will never leave, because a cancel overtook them.
  mutating func hold(_ requests: inout [OrderRequest], because cause: Int) -> [VenueReport] {
    var withdrawn: [VenueReport] = []
    var leaving: [OrderRequest] = []
    for request in requests {
      if case .cancel(let id) = request {
        let (reports, isGone) = takeBack(id)
        withdrawn += reports
        if isGone { continue }
      }
      if request.mayRaiseRisk, cause > committed {
        waiting.append(Waiting(request: request, cause: cause))
      } else {
        leaving.append(request)
      }
    }
    requests = leaving
    return withdrawn
  }

  /// Takes back what waits of an order. Returns whether that was the order itself, which then
  /// never reaches the venue and needs no cancel.
  private mutating func takeBack(_ id: ClientOrderID) -> (reports: [VenueReport], isGone: Bool) {
    guard waiting.contains(where: { $0.request.order == id }) else { return ([], false) }
    let isGone = waiting.contains { $0.request.order == id && $0.request.kind == .place }
    let reports = waiting.filter { $0.request.order == id }.map(\.request.withdrawn)
    waiting.removeAll { $0.request.order == id }
    return (reports, isGone)
  }

  /// A fill arrived: what waits was decided without it. Everything is withdrawn.
  mutating func withdrawAll() -> [VenueReport] {
    defer { waiting.removeAll(keepingCapacity: true) }
    return waiting.map(\.request.withdrawn)
  }

  /// All inputs up to a number are durable. Returns what leaves now, in order.
  mutating func commit(through number: Int) -> [OrderRequest] {
    committed = max(committed, number)
    let leaving = waiting.prefix { $0.cause <= committed }.map(\.request)
    waiting.removeFirst(leaving.count)
    return leaving
  }
}

extension OrderRequest {
  /// The order that it is about; nil for a scheduled cancel.
  fileprivate var order: ClientOrderID? {
    switch self {
    case .place(let order): order.id
    case .amend(let id, _, _), .cancel(let id): id
    case .scheduleCancel: nil
    }
  }

  /// Whether it can make the position larger: it places or amends an entry.
  fileprivate var mayRaiseRisk: Bool {
    switch self {
    case .place(let order): order.id.purpose?.isEntry ?? true
    case .amend(let id, _, _): id.purpose?.isEntry ?? true
    case .cancel, .scheduleCancel: false
    }
  }

  /// What is reported of a request for an order that never leaves.
  var withdrawn: VenueReport {
    switch self {
    case .place(let order): .failed(order.id, .place, .withdrawn)
    case .amend(let id, _, _): .failed(id, .amend, .withdrawn)
    case .cancel(let id): .failed(id, .cancel, .withdrawn)
    case .scheduleCancel: .scheduleRefused(.other)
    }
  }
}

extension VenueReport {
  /// Whether it changes the position.
  var isFill: Bool {
    if case .filled = self { true } else { false }
  }
}
