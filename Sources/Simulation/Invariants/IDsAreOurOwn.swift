import Market
import Venue

/// ORDER-07: a client id leaves once, carries the instance's tag, names its slot or its lot, and
/// counts up. None of our own ids, of this engine or the one before it, is taken for another
/// instance's.
struct IDsAreOurOwn: Checker {
  private var lastGeneration: UInt64 = 0

  mutating func look(at stage: borrowing Stage) -> Finding? {
    if let repeated = stage.boundary.repeated {
      return Finding(.idsAreOurOwn, expected: "\(repeated) once", found: "twice")
    }
    if stage.switches.alarms.contains(.otherInstance) {
      return Finding(.idsAreOurOwn, expected: "no other instance", found: "an alarm about one")
    }
    for order in stage.boundary.placed {
      let id = order.id
      guard id.tag == stage.tag, id.purpose != nil else {
        return Finding(.idsAreOurOwn, expected: "tag \(stage.tag) and a purpose", found: "\(id)")
      }
      guard id.generation > lastGeneration else {
        return Finding(
          .idsAreOurOwn, expected: "a generation over \(lastGeneration)", found: "\(id.generation)")
      }
      lastGeneration = id.generation
    }
    return nil
  }
}
