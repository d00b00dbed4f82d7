import Curses
import Glibc
import Market
import Screen
import Session

extension Seat {
  /// Does what the console asks for.
  mutating func perform(_ request: ConsoleRequest) {
    switch request {
    case .command(let command): session.perform(command)
    case .preview(let command):
      console.show(session.timeline.world.engine.preview(command), for: command)
    case .run(let runs): session.setPaused(!runs)
    case .step(let unit, let direction):
      if !session.step(unit, direction) { console.tell("no further \(unit.rawValue) that way") }
    case .jump(let time): session.jump(to: time)
    case .speed(let speed): session.setSpeed(speed)
    case .theme(let name): change(to: name)
    case .mouse(let isOn): terminal.mouse = isOn
    case .dumpScreen: dump()
    case .redraw: terminal.redraw()
    case .suspend: suspend()
    case .quit: isOver = true
    }
  }

  private mutating func change(to name: String) {
    do throws(CommandFailure) {
      let loaded = try library.load(name)
      theme = loaded.theme
      for problem in loaded.problems { console.tell(problem, isProblem: true) }
    } catch {
      console.tell(error.messages.joined(separator: "; "), isProblem: true)
    }
  }

  /// Writes the screen to a file named for the moment shown, in the folder it was started in.
  private mutating func dump() {
    let moment = session.timeline.world.time.utcText(fractionDigits: 3).filter { $0 != ":" }
    let path = "rung-screen-\(moment).txt"
    do throws(FileError) {
      var file = try OutputFile(creating: path)
      for line in canvas().lines { try file.write(line: line) }
      try file.finish()
      console.tell("the screen is in \(path)")
    } catch {
      console.tell("\(error)", isProblem: true)
    }
  }
}
