import Engine
import Market
import Screen
import Session
import SimulatedVenue

/// Where `rung step --to` stops.
enum StepTarget: Equatable {
  case end
  case moment(Instant)
  /// The so-many-th thing of a kind, counted from the start of the tape.
  case count(StepUnit, Int)

  /// - Throws: what was given and what is allowed.
  init(_ text: String, on tape: Tape) throws(OptionError) {
    if text == "end" {
      self = .end
      return
    }
    let parts = text.split(separator: ":", maxSplits: 1)
    if parts.count == 2, let unit = StepUnit(rawValue: String(parts[0])) {
      guard let count = Int(parts[1]), count >= 0 else {
        throw .badValue("--to", given: text, allowed: "\(unit.rawValue): and a whole number")
      }
      self = .count(unit, count)
      return
    }
    let header = tape.header
    do throws(JumpError) {
      self = .moment(
        try JumpTarget.instant(
          text, now: header.firstTime, first: header.firstTime, last: header.lastTime))
    } catch {
      throw .badValue(
        "--to", given: text,
        allowed: "a moment of the tape (\(error)), event:N, decision:N, fill:N, reject:N, or end")
    }
  }

  /// Goes there from the start. Returns whether the tape reaches that far.
  func go(_ timeline: inout Timeline) -> Bool {
    switch self {
    case .end:
      while timeline.advance() {}
      return true
    case .moment(let time):
      timeline.jump(to: time)
      return true
    case .count(let unit, let count):
      for _ in 0..<count {
        guard timeline.step(unit, .forward) else { return false }
      }
      return true
    }
  }
}
