import Journal

/// Why a connection between a venue and its client ended.
public enum LinkError: Error, Equatable, Sendable {
  case socket(SocketError)
  /// The other side closed the connection.
  case closed
  /// Nothing came for too long; in nanoseconds.
  case silent(nanoseconds: Int64)
  /// The other side takes nothing, and what waits for it has grown too large; in bytes.
  case isNotRead(bytes: Int)
  /// A message claims a length that none has; in bytes.
  case frameTooLarge(bytes: Int)
  /// A message is too short to have a kind and a time; in bytes.
  case frameTooSmall(bytes: Int)
  /// A message is of a kind that this build does not know.
  case unknownKind(UInt8)
  /// A message of a known kind that cannot be read.
  case unreadable(kind: UInt8, InputError)
  /// A message goes on behind its end; in bytes.
  case hasMore(kind: UInt8, bytes: Int)
  /// The first message is no greeting, or a later one is.
  case noGreeting(kind: UInt8)
  /// The other side speaks another version of the protocol.
  case otherVersion(theirs: UInt32, ours: UInt32)
  /// The other side ended the connection and said why.
  case ended(Goodbye)
  /// The venue that answers now is not the one from before: it was started again, with another
  /// account.
  case anotherVenue
}

extension LinkError {
  /// Whether the connection can be made again. Otherwise it must stay down.
  public var isPassing: Bool {
    switch self {
    case .ended(.takenOver), .otherVersion, .anotherVenue: false
    case .socket, .closed, .silent, .isNotRead, .frameTooLarge, .frameTooSmall, .unknownKind,
      .unreadable, .hasMore, .noGreeting, .ended(.venueEnds), .ended(.tooSlow),
      .ended(.notUnderstood):
      true
    }
  }
}

extension LinkError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .socket(let error): error.description
    case .closed: "the other side closed the connection"
    case .silent(let time): "nothing came for \(time / 1_000_000_000) s"
    case .isNotRead(let bytes): "the other side leaves \(bytes) bytes unread"
    case .frameTooLarge(let bytes): "a message of \(bytes) bytes is too large"
    case .frameTooSmall(let bytes): "a message of \(bytes) bytes is too small"
    case .unknownKind(let kind): "messages of kind \(kind) are unknown"
    case .unreadable(let kind, let error): "a message of kind \(kind) cannot be read: \(error)"
    case .hasMore(let kind, let bytes):
      "a message of kind \(kind) has \(bytes) bytes behind its end"
    case .noGreeting(let kind): "a message of kind \(kind) came where a greeting belongs"
    case .otherVersion(let theirs, let ours):
      "the other side speaks version \(theirs) of the protocol, this build version \(ours)"
    case .ended(let goodbye): goodbye.text
    case .anotherVenue: "the venue was started again; its account is another one"
    }
  }
}

/// Why a venue ends a connection.
public enum Goodbye: UInt8, CaseIterable, Sendable {
  /// Another client has connected. A venue serves one at a time.
  case takenOver = 1
  /// The venue's process ends.
  case venueEnds = 2
  /// The client does not read fast enough.
  case tooSlow = 3
  /// The client sent something that the venue cannot read.
  case notUnderstood = 4

  var text: String {
    switch self {
    case .takenOver: "another client took the connection over"
    case .venueEnds: "the venue's process ended"
    case .tooSlow: "the venue cut the connection: it was not read"
    case .notUnderstood: "the venue cut the connection: it could not read a message"
    }
  }
}
