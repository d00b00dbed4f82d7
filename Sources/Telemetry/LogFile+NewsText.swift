extension LogFile.News: CustomStringConvertible {
  /// One sentence for the operator.
  public var description: String {
    switch self {
    case .refused(let error): "log file: \(error); Rung tries again"
    case .writesAgain(dropped: 0): "log file: written again, no line is missing"
    case .writesAgain(dropped: let count):
      "log file: written again, \(count) \(count == 1 ? "line is" : "lines are") missing"
    }
  }
}
