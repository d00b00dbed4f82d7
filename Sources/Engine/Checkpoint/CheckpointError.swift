/// Why bytes are no checkpoint of this build.
public enum CheckpointError: Error, Equatable {
  /// They end before the engine is whole; counted in bytes.
  case endsEarly(at: Int)
  /// They go on after the engine is whole.
  case goesOn
  /// Something that is or is not was neither.
  case isNoFlag(UInt8, at: Int)
  /// There is nothing where something must be.
  case isNothing
}
