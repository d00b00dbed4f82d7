import Engine
import Foundation
import Journal
import Market
import Session
import Testing

@testable import Simulation

/// Engines that begin a segment from the record of the engine before.
@Suite("Rotation")
struct RotationTests {
  /// More seeds than in every run: `RUNG_ROTATION_SEEDS=200 swift test --filter RotationTests`.
  private static var seeds: ClosedRange<UInt64> {
    let asked = ProcessInfo.processInfo.environment["RUNG_ROTATION_SEEDS"].flatMap(UInt64.init)
    return 7_000...7_000 + (asked ?? 10) - 1
  }
  private static let rotationsASeed = 100

  @Test(
    "STATE-07 An engine rebuilt from its record, at any input, sends and books the same",
    arguments: seeds)
  func rotated(seed: UInt64) throws {
    let run = try RecordedRun(seed: seed, nanoseconds: 60_000_000_000)
    let places = Self.places(Self.rotationsASeed, among: run.inputs.count, seed)
    var (straight, rotated) = (run.engine, run.engine)
    var (wanted, found) = (Effects(), Effects())
    for (number, input) in run.inputs.enumerated() {
      if places.contains(number) {
        let text = RecordText.text(of: rotated.record)
        rotated = try Engine(record: RecordText.record(of: text))
      }
      input.give(to: &straight, into: &wanted)
      input.give(to: &rotated, into: &found)
      let isSame = wanted.equals(found) && straight.nextDeadline == rotated.nextDeadline
      try #require(isSame, "seed \(seed), input \(number + 1)")
      wanted.removeAll()
      found.removeAll()
    }
    let isSame = straight.checkpoint == rotated.checkpoint
    #expect(isSame, "seed \(seed)")
    #expect(places.count == Self.rotationsASeed)
  }

  @Test(
    "STATE-05 A checkpoint decoded equals the fold from the beginning", arguments: seeds.prefix(4))
  func decoded(seed: UInt64) throws {
    let run = try RecordedRun(seed: seed, nanoseconds: 60_000_000_000)
    let places = Self.places(25, among: run.inputs.count, seed &+ 1)
    var fold = run.engine
    var effects = Effects()
    for (number, input) in run.inputs.enumerated() {
      if places.contains(number) {
        let checkpoint = fold.checkpoint
        let decoded = try Engine(checkpoint: checkpoint)
        // The record is coded in another way, so it shows what the bytes have lost.
        let isSame = decoded.record == fold.record && decoded.checkpoint == checkpoint
        #expect(isSame, "seed \(seed), input \(number + 1)")
      }
      input.give(to: &fold, into: &effects)
      effects.removeAll()
    }
  }

  /// Different inputs drawn from a seed.
  private static func places(_ count: Int, among inputs: Int, _ seed: UInt64) -> Set<Int> {
    var places: Set<Int> = []
    var draw = seed
    while places.count < min(count, inputs) {
      draw = mixed(draw)
      places.insert(Int(draw % UInt64(inputs)))
    }
    return places
  }
}
