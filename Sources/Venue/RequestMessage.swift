extension OrderRequest {
  /// What is asked, without the order. One message carries requests of one kind.
  @frozen public enum Kind: UInt8, Sendable {
    case place
    case amend
    case cancel
    case scheduleCancel
  }

  @inlinable public var kind: Kind {
    switch self {
    case .place: .place
    case .amend: .amend
    case .cancel: .cancel
    case .scheduleCancel: .scheduleCancel
    }
  }
}

extension [OrderRequest] {
  /// Returns the end of the message that begins at `start`. Requests are packed in their order, one
  /// kind per message, at most `limit` of them.
  @inlinable public func endOfMessage(from start: Int, limit: Int) -> Int {
    var end = start
    while end < count, end - start < limit, self[end].kind == self[start].kind { end += 1 }
    return end
  }
}
