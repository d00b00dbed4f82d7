import Engine
import Market
import Session
import Venue

@testable import Simulation

/// All that an engine was given in the world of a seed, and the engine as it began.
struct RecordedRun {
  enum Given {
    case market(time: Instant, asOf: Instant, MarketKinds, [MarketChange])
    case other(Input, at: Instant)
  }

  private final class Recorder: InputRecorder, @unchecked Sendable {
    var inputs: [Given] = []

    func conclude(_ effects: Effects, since mark: EffectMark, on engine: Engine) {}

    func record(_ input: Input, at time: Instant, place: Int?) {
      guard case .market(let update) = input else { return inputs.append(.other(input, at: time)) }
      inputs.append(
        .market(time: update.time, asOf: update.asOf, update.kinds, Array(update.changes)))
    }
  }

  let engine: Engine
  let inputs: [Given]

  /// Plays a drill's world, with its faults, operator and others on the account, but without
  /// restarts: a fold has one engine.
  init(seed: UInt64, nanoseconds: Int64) throws {
    var plan = WorldPlan(seed: seed, nanoseconds: nanoseconds)
    plan.restarts = []
    var world = try World(plan)
    engine = world.stage.run.engine
    let recorder = Recorder()
    world.stage.run.kernel.record(by: recorder)
    world.play()
    inputs = recorder.inputs
  }
}

extension RecordedRun.Given {
  func give(to engine: inout Engine, into effects: inout Effects) {
    switch self {
    case .market(let time, let asOf, let kinds, let changes):
      changes.withUnsafeBufferPointer {
        engine.apply(
          MarketUpdate(time: time, asOf: asOf, kinds: kinds, changes: $0), into: &effects)
      }
    case .other(let input, let time):
      engine.apply(input, at: time, into: &effects)
    }
  }
}

extension Effects {
  func equals(_ other: Effects) -> Bool {
    requests == other.requests && inquiries == other.inquiries && fills == other.fills
      && lotRecords == other.lotRecords
  }
}
