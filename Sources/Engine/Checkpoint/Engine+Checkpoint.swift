import Market

extension Engine {
  /// The whole engine as bytes: its settings, all it knows and all it waits for.
  ///
  /// The bytes are a cache for the build that made them: only that build reads them back. Equal
  /// engines give equal bytes in every process.
  public var checkpoint: [UInt8] {
    do {
      return try StateEncoder.bytes(of: self)
    } catch {
      preconditionFailure("a value of the engine's state can't be written: \(error)")
    }
  }

  /// The engine that a checkpoint was made of: it continues exactly as that one would have.
  ///
  /// - Throws: ``CheckpointError`` or another error if the bytes are not a checkpoint of this
  ///   build.
  public init(checkpoint: [UInt8]) throws {
    self = try StateDecoder.value(Engine.self, of: checkpoint)
  }

  /// A digest of the checkpoint: equal engines have equal digests.
  public func digest(into hash: inout StateHash) {
    checkpoint.withUnsafeBytes { hash.add($0) }
  }
}
