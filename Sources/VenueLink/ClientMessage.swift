import Journal
import Venue

/// What a client sends to a venue.
public enum ClientMessage: Equatable, Sendable {
  /// The first message of a connection: the version of the protocol.
  case hello(version: UInt32)
  case requests([OrderRequest])
  case inquiries([Inquiry])
}

extension ClientMessage: LinkMessage {
  private enum Kind: UInt8 {
    case hello = 1
    case requests = 2
    case inquiries = 3
  }

  package var kind: UInt8 {
    switch self {
    case .hello: Kind.hello.rawValue
    case .requests: Kind.requests.rawValue
    case .inquiries: Kind.inquiries.rawValue
    }
  }

  package func write(to writer: inout ByteWriter) {
    switch self {
    case .hello(let version):
      writer.write(LinkProtocol.magic)
      writer.write(version)
    case .requests(let requests): writer.write(requests)
    case .inquiries(let inquiries): writer.write(inquiries)
    }
  }

  package static func read(
    _ kind: UInt8, _ reader: inout ByteReader
  ) throws(InputError) -> ClientMessage? {
    switch Kind(rawValue: kind) {
    case .hello:
      try LinkProtocol.readMagic(&reader)
      return .hello(version: try reader.read())
    case .requests: return .requests(try reader.readList())
    case .inquiries: return .inquiries(try reader.readList())
    case nil: return nil
    }
  }
}

/// What both sides must agree on before anything else.
public enum LinkProtocol {
  /// The version that this build speaks. A change of any message makes a new one.
  public static let version: UInt32 = 1

  /// `Rung`, so that another program on the socket is noticed.
  static let magic: UInt32 = 0x5275_6E67

  static func readMagic(_ reader: inout ByteReader) throws(InputError) {
    let found = try reader.read(UInt32.self)
    guard found == magic else { throw .unknown("a greeting", UInt64(found), at: 0) }
  }
}
