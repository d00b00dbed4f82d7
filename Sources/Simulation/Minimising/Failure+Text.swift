import Engine
import Market
import SimulatedVenue

extension Failure {
  /// The failure as text: what broke, and the least that breaks it.
  public var lines: [String] {
    var lines = [
      "seed \(violation.seed): \(violation.invariant.code) does not hold: "
        + violation.invariant.sentence,
      "  first at step \(violation.step), \(Failure.clock(violation.elapsedNanoseconds)) in",
      "  minimised to step \(smallest.step), \(Failure.clock(smallest.elapsedNanoseconds)) in",
      "  expected \(smallest.expected)",
      "  found    \(smallest.found)",
      "  faults   " + (kinds.isEmpty ? "none" : kinds.map(\.name).joined(separator: ",")),
    ]
    if kinds.isEmpty == false {
      for fault in faults.suffix(12) {
        lines.append(
          "    \(Failure.clock(fault.afterNanoseconds)) \(fault.fault.kind.name) "
            + "\(fault.fault.number)")
      }
    }
    for action in actions.suffix(12) {
      lines.append("    \(Failure.clock(action.afterNanoseconds)) operator: \(action.kind.name)")
    }
    for action in thirdParty.suffix(12) {
      lines.append(
        "    \(Failure.clock(action.afterNanoseconds)) third party: \(action.kind.name)")
    }
    for restart in restarts.suffix(12) {
      lines.append(
        "    \(Failure.clock(restart.afterNanoseconds)) the process ends and begins again "
          + restart.words)
    }
    lines.append("  last events")
    return lines + trace.map { "    " + $0 }
  }

  /// Minutes, seconds and thousandths since the world began.
  static func clock(_ nanoseconds: Int64) -> String {
    let milliseconds = nanoseconds / 1_000_000
    func padded(_ number: Int64, _ places: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, places - text.count)) + text
    }
    return "\(milliseconds / 60_000):\(padded(milliseconds / 1_000 % 60, 2))."
      + padded(milliseconds % 1_000, 3)
  }
}

extension Restart {
  /// Where the process ends and with what the next begins, as the end of a sentence.
  var words: String {
    let end =
      switch point {
      case .anywhere: ""
      case .afterCommit: ", right after a commit"
      case .amidMessage(let requests): ", after \(requests) requests of a message"
      }
    let beginning =
      switch source {
      case .nothing: "without a journal"
      case .record: "from its record"
      case .checkpoint: "from its checkpoint"
      }
    return beginning + end
  }
}
