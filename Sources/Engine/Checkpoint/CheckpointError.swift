/// Why bytes are not a checkpoint of this build.
public enum CheckpointError: Error, Equatable {
  /// The bytes end before the engine is complete; the position is in bytes.
  case endsEarly(at: Int)
  /// Bytes are left after the engine is complete.
  case goesOn
  /// A flag was neither 0 nor 1.
  case isNoFlag(UInt8, at: Int)
  /// A required value is missing.
  case isNothing
}
