import Configuration
import Glibc
import Session
import SimulatedVenue

/// Plays a dry run at its pace without a screen, and prints the report at its end.
func runHeadless(_ located: LocatedConfiguration, tape path: String) throws(CommandFailure)
  -> ExitCode
{
  let configuration = located.configuration
  let tape = try loadTape(path, TapeImportOptions(configuration.venueRules))
  var session = Session(
    Timeline(try makeDryRun(tape, located)), speed: configuration.session.speed)
  let start = monotonicNanoseconds()
  while !session.isAtEnd {
    let isBehind = session.advance(wallNanoseconds: monotonicNanoseconds(), atMost: 1 << 16)
    guard !isBehind, let wait = session.wait(at: monotonicNanoseconds()) else { continue }
    poll(nil, 0, Int32(clamping: (wait + 999_999) / 1_000_000))
  }
  let report = ReplayReport(
    session.timeline.world, wallNanoseconds: monotonicNanoseconds() - start)
  try printResult(report.text)
  return .done
}
