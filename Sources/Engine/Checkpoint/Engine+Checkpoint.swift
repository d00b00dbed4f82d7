import Market

extension Engine {
  /// The whole engine as bytes: with what it was set to, all it knows and all it waits for.
  ///
  /// They are a cache for the build that made them, which alone reads them back; equal engines give
  /// equal bytes in every process.
  public var checkpoint: [UInt8] {
    do {
      return try StateEncoder.bytes(of: self)
    } catch {
      preconditionFailure("a value of the engine's state can't be written: \(error)")
    }
  }

  /// The engine that a checkpoint was made of: from here on it does what that one would have done.
  ///
  /// - Throws: ``CheckpointError`` or another error where the bytes are no checkpoint of this build.
  public init(checkpoint: [UInt8]) throws {
    self = try StateDecoder.value(Engine.self, of: checkpoint)
  }

  /// A digest of the same: equal engines, equal digests.
  public func digest(into hash: inout StateHash) {
    checkpoint.withUnsafeBytes { hash.add($0) }
  }
}
