import Engine
import Market
import Screen
import Session
import SimulatedVenue

/// Where `rung step --to` goes.
enum StepTarget: Equatable {
  /// The end of the tape.
  case end
  /// Until so many updates of the tape have reached the venue.
  case update(Int)
  /// The moment of the so-manieth fill, decision or refused order.
  case occurrence(StepUnit, Int)
  /// A time, or a distance from the start, as at the console's jump prompt.
  case time(String)

  static let allowed =
    "a UTC time such as 2024-08-08T23:55:00Z or 23:55:00, +SECONDS from the start, "
    + "#N (updates), fill:N, decision:N, reject:N, or end"

  /// Reads what was typed; a time is read against the tape when it is gone to.
  ///
  /// - Returns: nothing where a number is missing or below one, or the word before it is unknown.
  init?(_ text: String) {
    if text == "end" {
      self = .end
    } else if text.hasPrefix("#") {
      guard let number = StepTarget.number(text.dropFirst()) else { return nil }
      self = .update(number)
    } else if let colon = text.firstIndex(of: ":"), text.first?.isLetter == true {
      guard let unit = StepUnit(rawValue: String(text[..<colon])), unit != .event,
        let number = StepTarget.number(text[text.index(after: colon)...])
      else { return nil }
      self = .occurrence(unit, number)
    } else {
      self = .time(text)
    }
  }

  private static func number(_ text: Substring) -> Int? {
    Int(text).flatMap { $0 > 0 ? $0 : nil }
  }
}

extension Timeline {
  /// Goes forward to a target from the start.
  ///
  /// - Throws: a sentence where there is no such moment on the tape.
  mutating func go(to target: StepTarget) throws(CommandFailure) {
    switch target {
    case .end: while advance() {}
    case .update(let number):
      guard number <= world.updateCount else {
        throw CommandFailure(
          .usage, "--to #\(number): not allowed; the tape has \(world.updateCount) updates")
      }
      jump(toUpdate: number)
    case .occurrence(let unit, let number): try step(unit, times: number)
    case .time(let text):
      let header = world.tape.header
      let moment: Instant
      do throws(JumpError) {
        moment = try JumpTarget.instant(
          text, now: header.firstTime, first: header.firstTime, last: header.lastTime)
      } catch {
        throw CommandFailure(.usage, "--to \(error)")
      }
      jump(to: moment)
    }
  }

  private mutating func step(_ unit: StepUnit, times number: Int) throws(CommandFailure) {
    for done in 0..<number where !step(unit, .forward) {
      throw CommandFailure(
        .usage, "--to \(unit.rawValue):\(number): not allowed; this run has \(done) of them")
    }
  }
}
