import Market
import Venue

/// ORDER-07: a client id leaves once, carries the instance's tag, names its slot or its lot, and
/// counts up; an entry that waited for the disk may leave after younger exits. The numbers of a new
/// process are above all that left before it, and so are the numbers of its new lots. None of our own
/// ids, of this engine or the one before it, is taken for another instance's.
struct IDsAreOurOwn: Checker {
  /// The highest numbers of entries and of other orders that left.
  private var lastEntry: UInt64 = 0
  private var lastExit: UInt64 = 0
  /// The highest id of a lot that an exit named.
  private var lastLot: Int64 = 0
  /// Of the lots up to this id, only these are known to the running engine.
  private var inherited: (upTo: Int64, lots: Set<Int64>)?

  mutating func look(at stage: borrowing Stage) -> Finding? {
    if let repeated = stage.boundary.repeated {
      return Finding(.idsAreOurOwn, expected: "\(repeated) once", found: "twice")
    }
    if stage.switches.alarms.contains(.otherInstance) {
      return Finding(.idsAreOurOwn, expected: "no other instance", found: "an alarm about one")
    }
    // Before the first comparison the lots are still to be made, of the exits that are live.
    if let continued = stage.continued, continued.snapshot().reconcile.completed > 0 {
      inherited = (lastLot, Set(continued.lotViews.map(\.id.value)))
    }
    for order in stage.boundary.placed {
      let id = order.id
      guard id.tag == stage.tag, id.purpose != nil else {
        return Finding(.idsAreOurOwn, expected: "tag \(stage.tag) and a purpose", found: "\(id)")
      }
      let isEntry = id.purpose?.isEntry ?? false
      let last = isEntry ? lastEntry : lastExit
      guard id.generation > last else {
        return Finding(
          .idsAreOurOwn, expected: "a generation over \(last)", found: "\(id.generation)")
      }
      if isEntry { lastEntry = id.generation } else { lastExit = id.generation }
      if let found = takenLot(id) { return found }
    }
    return nil
  }

  /// A new lot with the id of one that an ended process had.
  private mutating func takenLot(_ id: ClientOrderID) -> Finding? {
    guard id.purpose?.isOfOneLot ?? false else { return nil }
    lastLot = max(lastLot, id.subject)
    guard let inherited, id.subject <= inherited.upTo, !inherited.lots.contains(id.subject) else {
      return nil
    }
    return Finding(
      .idsAreOurOwn, expected: "new lots with ids over \(inherited.upTo)",
      found: "an exit of lot \(id.subject)")
  }

  /// What left before is known, whoever sent it.
  mutating func beginEngine() {
    (lastEntry, lastExit) = (max(lastEntry, lastExit), max(lastEntry, lastExit))
    inherited = nil
  }

  /// What left before is known, whoever sent it.
  mutating func continueEngine(from durable: IDsAreOurOwn) { beginEngine() }
}
