/// A value that a record holds in another form than its stored properties: by name, without free
/// room, or without what follows from the rest.
///
/// A record outlives the build that wrote it. So it may not depend on how a build lays a value out
/// in memory, or on the numbers of an enum's cases.
public protocol Recorded: Codable {
  associatedtype Form: Codable
  /// What a record holds of it.
  var recorded: Form { get }
  /// The same value again, to the last bit of what a checkpoint holds of it.
  ///
  /// - Throws: an error that says why there is no such value.
  init(recorded: Form) throws
}

/// Why a form is not that of a value.
public struct RecordedFormError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
