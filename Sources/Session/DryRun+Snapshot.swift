import Engine
import Market

extension DryRun {
  public func snapshot(_ frame: LadderFrame?, now: Instant?) -> Snapshot {
    kernel.snapshot(frame, now: now)
  }
}
