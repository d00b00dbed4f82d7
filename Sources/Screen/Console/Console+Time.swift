import Engine
import Playback

extension Console {
  mutating func toggleRun(_ status: SessionStatus) -> [ConsoleRequest] {
    if status.atEnd, status.isPaused || status.canStep {
      return refused("the tape is at its end: step back, or jump")
    }
    return [.run(status.isPaused)]
  }

  /// Steps. A running session is paused first.
  mutating func step(
    _ unit: StepUnit, _ direction: StepDirection, _ status: SessionStatus
  ) -> [ConsoleRequest] {
    guard status.canStep else { return refused("this session can't be stepped") }
    switch direction {
    case .forward where status.atEnd: return refused("the tape has nothing after this")
    case .back where !status.canStepBack: return refused("there is nothing before this")
    case .forward, .back:
      return (status.isPaused ? [] : [.run(false)]) + [.step(unit, direction)]
    }
  }

  mutating func openJump(_ status: SessionStatus) -> [ConsoleRequest] {
    guard status.canStep else { return refused("this session can't jump to another time") }
    view.overlay = .prompt(Prompt())
    return []
  }

  mutating func change(
    to speed: Speed, _ status: SessionStatus, _ limit: String
  ) -> [ConsoleRequest] {
    guard speed != status.speed else { return refused(limit) }
    return [.speed(speed)]
  }
}
