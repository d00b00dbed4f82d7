import CZlib
import Glibc

/// A piece of a tape's binary form, compressed with zlib by itself.
public struct PackedTapePart: Sendable {
  /// The number of bytes that it unpacks to.
  public let size: Int
  public let bytes: [UInt8]

  public init(size: Int, bytes: [UInt8]) {
    self.size = size
    self.bytes = bytes
  }

  /// The most bytes of records in a part.
  static let records = 4 << 20
  /// The most bytes that a part may unpack to: a header can be larger than a part of records.
  static let limit = TapeFormat.longestHeader
}

extension Tape {
  /// Hands over the binary form of the tape in parts, in their order.
  ///
  /// - Throws: what `take` throws.
  public func pack(_ take: (PackedTapePart) throws -> Void) throws {
    let header = TapeFormat.encode(header)
    try header.withUnsafeBytes { try take(PackedTapePart(packing: $0)) }
    let records = UnsafeRawBufferPointer(self.records)
    for start in stride(from: 0, to: records.count, by: PackedTapePart.records) {
      let end = min(start + PackedTapePart.records, records.count)
      try take(PackedTapePart(packing: UnsafeRawBufferPointer(rebasing: records[start..<end])))
    }
  }

  /// Opens a tape from the parts of its binary form. They may come from a file: all of it is checked.
  ///
  /// - Parameter path: that file, for messages.
  public convenience init(
    unpacking parts: [PackedTapePart], from path: String,
    options: TapeImportOptions = TapeImportOptions()
  ) throws(TapeError) {
    let sizes = parts.map(\.size)
    guard !parts.isEmpty, sizes.allSatisfy({ (0...PackedTapePart.limit).contains($0) }) else {
      throw .corrupt(path: path, offset: 0, what: "the packed recording has parts of a wrong size")
    }
    let count = sizes.reduce(0, +)
    guard let base = malloc(max(1, count)) else { throw .outOfMemory(path: path) }
    let memory = TapeMemory(
      owning: UnsafeRawBufferPointer(start: base, count: count), kind: .allocated)
    var place = 0
    for part in parts {
      let room = UnsafeMutableRawBufferPointer(start: base + place, count: part.size)
      guard part.unpack(into: room) else {
        throw .corrupt(path: path, offset: place, what: "the packed recording can't be unpacked")
      }
      place += part.size
    }
    try self.init(binary: memory, path: path, options: options)
  }
}

extension PackedTapePart {
  /// Packs at a level that is several times faster than the usual one, for a file that is hardly
  /// larger.
  private static let level: Int32 = 3

  fileprivate init(packing source: UnsafeRawBufferPointer) {
    size = source.count
    var length = compressBound(uLong(source.count))
    bytes = [UInt8](unsafeUninitializedCapacity: Int(length)) { room, count in
      let code = compress2(
        room.baseAddress, &length, source.baseAddress?.assumingMemoryBound(to: UInt8.self),
        uLong(source.count), PackedTapePart.level)
      precondition(code == Z_OK, "zlib has the room that it asks for")
      count = Int(length)
    }
  }

  /// - Returns: whether it unpacks to exactly the room given.
  fileprivate func unpack(into room: UnsafeMutableRawBufferPointer) -> Bool {
    var length = uLongf(room.count)
    let code = uncompress(
      room.baseAddress?.assumingMemoryBound(to: UInt8.self), &length, bytes, uLong(bytes.count))
    return code == Z_OK && Int(length) == room.count
  }
}
