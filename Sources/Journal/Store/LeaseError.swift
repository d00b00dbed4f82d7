import Output

/// Why a lease can't be had.
public enum LeaseError: Error, Equatable, Sendable {
  /// Another instance holds it; nil if its file does not say which.
  case held(subject: String, by: LeaseHolder?)
  /// Takeover: the holder runs on another machine, or it is unknown. It must be ended there.
  case outOfReach(subject: String, LeaseHolder?)
  /// Takeover: the holder belongs to another user.
  case notAllowed(subject: String, LeaseHolder)
  /// Takeover: the holder was asked to end and did not in time.
  case stillHeld(subject: String, LeaseHolder)
  /// The lease's file can't be made, read or locked.
  case file(FileError)
}

extension LeaseError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .held(let subject, let holder?): "\(subject) is in use by \(holder)"
    case .held(let subject, nil): "\(subject) is in use by another instance"
    case .outOfReach(let subject, let holder?):
      "\(subject) is in use by \(holder), which cannot be ended from here"
    case .outOfReach(let subject, nil):
      "\(subject) is in use by an unknown process, which cannot be ended from here"
    case .notAllowed(let subject, let holder):
      "\(subject) is in use by \(holder) of another user: no permission to end it"
    case .stillHeld(let subject, let holder):
      "\(subject) is still in use by \(holder), which was asked to end"
    case .file(let error): error.description
    }
  }
}
