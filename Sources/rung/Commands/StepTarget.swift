import Engine
import Market
import Options
import Playback
import Screen
import Session
import SimulatedVenue

/// The place to which `rung step --to` plays.
enum StepTarget: Equatable {
  /// The end of the tape.
  case end
  /// When this number of updates of the tape has reached the venue.
  case update(Int)
  /// The nth event of a kind, counted from the start of the tape.
  case count(StepUnit, Int)
  /// A time, or a distance from the start, as at the console's jump prompt.
  case time(String)

  /// Reads the option. A time is compared with the tape only in `go(to:)`.
  init(_ options: ParsedOptions) throws(OptionError) {
    let text = options.value("to") ?? "end"
    guard let target = StepTarget(text) else {
      throw .badValue(
        "--to", given: text,
        allowed: "a UTC time such as 23:55:00 or 2024-08-08T23:55:00Z, +SECONDS from the start, "
          + "#N (updates), event:N, decision:N, fill:N, reject:N, or end")
    }
    self = target
  }

  /// - Returns: nil if a number is missing or below one, or if the word before it is unknown.
  init?(_ text: String) {
    if text == "end" {
      self = .end
    } else if text.hasPrefix("#") {
      guard let number = StepTarget.number(text.dropFirst()) else { return nil }
      self = .update(number)
    } else if let colon = text.firstIndex(of: ":"), text.first?.isLetter == true {
      guard let unit = StepUnit(rawValue: String(text[..<colon])),
        let number = StepTarget.number(text[text.index(after: colon)...])
      else { return nil }
      self = .count(unit, number)
    } else {
      self = .time(text)
    }
  }

  private static func number(_ text: Substring) -> Int? {
    Int(text).flatMap { $0 > 0 ? $0 : nil }
  }
}

extension Timeline {
  /// Plays from the start to a target. Returns whether the tape reaches that far.
  ///
  /// - Throws: if a time can't be read, or isn't on the tape.
  mutating func go(to target: StepTarget) throws(CommandFailure) -> Bool {
    switch target {
    case .end: while advance() {}
    case .update(let number):
      jump(toUpdate: number)
      return world.updateIndex >= number
    case .count(let unit, let number):
      // One moment can contain several of them.
      while count(of: unit) < number { guard step(unit, .forward) else { return false } }
    case .time(let text):
      let moment = try moment(text)
      jump(to: moment)
      return world.facts.last.map { moment <= $0 } ?? true
    }
    return true
  }

  /// The moment that a text means. It may be after the end of the tape.
  private func moment(_ text: String) throws(CommandFailure) -> Instant {
    let source = world.facts
    do throws(JumpError) {
      let isDistance = text.hasPrefix("+") || text.hasPrefix("-")
      do throws(JumpError) {
        guard !isDistance else { throw .outsideTape(text, first: source.first, last: source.last) }
        return try JumpTarget.instant(
          text, now: source.first, first: source.first, last: source.last)
      } catch {
        guard case .outsideTape = error else { throw error }
        let moment = try JumpTarget.instant(text, now: source.first, first: nil, last: nil)
        guard moment >= source.first else { throw error }
        return moment
      }
    } catch {
      throw CommandFailure(.usage, "--to \(error)")
    }
  }
}
