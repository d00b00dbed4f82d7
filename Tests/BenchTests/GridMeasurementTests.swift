import Engine
import Foundation
import SimulatedVenue
import Testing

@testable import rung_bench

/// The recording that is shipped.
private let bundledTape = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "tapes/binance-usdm-btcusdt-20240808.tape").path()

private func measurement(checksAllocations: Bool) throws -> GridMeasurement {
  let configuration = try ReferenceGrid.configuration()
  return GridMeasurement(
    tape: try ReferenceGrid.tape(bundledTape, configuration), configuration: configuration,
    runs: 1, repeats: 1, checksAllocations: checksAllocations)
}

/// Another engine's published run of the same grid on the same tape placed 2,293 orders, cancelled
/// 863 and had 705 of the ladder filled, with 284 re-quotes. What the venue refuses is sent again
/// later and counts once here.
@Test("The reference grid does on the bundled tape what another engine does")
func referenceCounts() throws {
  let result = try measurement(checksAllocations: false)
    .measure(GridCase(levels: 10, anchoring: .snap))

  #expect(result.events == 466_575)
  #expect(result.counters.replans == 284)
  #expect(result.counters.submitted - result.counters.rejected == 2_293)
  #expect(result.counters.cancelled == 863)
  #expect(result.counters.lotsOpened == 705)
}

@Test("A result has every figure the list of results promises, and says what grid it is of")
func members() throws {
  let result = try measurement(checksAllocations: true)
    .measure(GridCase(levels: 3, anchoring: .full))

  let read = try JSONSerialization.jsonObject(with: Data(result.json.text().utf8))
  let object = try #require(read as? [String: Any])
  let promised = [
    "levels", "mode", "events", "runs", "events_per_second", "allocations_per_event",
    "peak_rss_bytes", "orders_submitted", "orders_cancelled", "fills", "replans",
  ]
  for member in promised { #expect(object[member] != nil, "\(member)") }
  #expect(object["levels"] as? Int == 3)
  #expect(object["mode"] as? String == "full")
  let speed = try #require(object["events_per_second"] as? [String: Double])
  #expect(Set(speed.keys) == ["median", "min", "max"])
  #expect(try #require(result.quietUpdates).count > 0)
}
