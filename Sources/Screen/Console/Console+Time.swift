import Engine
import Playback

extension Console {
  mutating func toggleRun(_ status: SessionStatus) -> [ConsoleRequest] {
    guard status.canStep else {
      return refused("a live run can't be paused; freeze stops its entries")
    }
    if status.atEnd, status.isPaused || status.canStep {
      return refused("the tape is at its end: step back, or jump")
    }
    return [.run(status.isPaused)]
  }

  /// Steps. A running session is paused first.
  mutating func step(
    _ unit: StepUnit, _ direction: StepDirection, _ status: SessionStatus
  ) -> [ConsoleRequest] {
    guard status.canStep else { return refused("a live run can't be stepped; its journal can") }
    switch direction {
    case .forward where status.atEnd: return refused("the tape has nothing after this")
    case .back where !status.canStepBack: return refused("there is nothing before this")
    case .forward, .back:
      return (status.isPaused ? [] : [.run(false)]) + [.step(unit, direction)]
    }
  }

  mutating func openJump(_ status: SessionStatus) -> [ConsoleRequest] {
    guard status.canStep else {
      return refused("a live run can't jump to another time; its journal can")
    }
    view.cover(with: .prompt(Prompt()))
    return []
  }

  mutating func change(
    to speed: Speed, _ status: SessionStatus, _ limit: String
  ) -> [ConsoleRequest] {
    guard status.canStep else { return refused("the venue sets the pace of a live run") }
    guard speed != status.speed else { return refused(limit) }
    return [.speed(speed)]
  }
}
