import Engine
import JSONText
import Session
import SimulatedVenue

/// The allocations of updates after which nothing had to be done: no request, no query, no report,
/// no answer. There should be none.
struct QuietUpdates: Equatable {
  private(set) var count = 0
  /// How many of these updates allocated.
  private(set) var allocating = 0
  private(set) var allocations = 0
  /// The first few updates that allocated, by their number on the tape from zero.
  private(set) var first: [Int] = []

  private static let kept = 5

  /// Folds a tape update by update and checks each.
  init(of world: inout DryRun) {
    Allocations.start()
    defer { Allocations.stop() }
    // No counter shows what the regular comparisons with the venue send and receive.
    world.kernel.recordsTraffic = true
    var seen = Doings(world)
    while true {
      let before = Allocations.count
      guard world.advance() else { return }
      let made = Allocations.count - before
      let doings = Doings(world)
      if doings == seen, world.kernel.traffic.isEmpty { note(made, update: world.updateIndex - 1) }
      seen = doings
      world.dropTraffic()
    }
  }

  private mutating func note(_ made: Int, update: Int) {
    count += 1
    guard made > 0 else { return }
    allocating += 1
    allocations += made
    if first.count < QuietUpdates.kept { first.append(update) }
  }

  var json: JSONOutput {
    .object([
      ("count", .integer(count)), ("allocating", .integer(allocating)),
      ("allocations", .integer(allocations)), ("first", .list(first.map { .integer($0) })),
    ])
  }

  /// The result as a sentence.
  var text: String {
    let told = "\(grouped(allocating)) of \(grouped(count)) allocated"
    guard allocating > 0 else { return told }
    return "\(told), \(grouped(allocations)) allocations, first at updates "
      + first.map(String.init).joined(separator: " ")
  }
}

/// Everything that engine and venue have done, by their counters.
private struct Doings: Equatable {
  private var engine: Counters
  private let venue: SimulatedVenueCounters

  init(_ world: DryRun) {
    engine = world.engine.counters
    engine.updates = 0  // It rises with every update, whether or not the update changes anything.
    venue = world.venue.counters
  }
}
