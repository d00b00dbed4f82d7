import Engine
import Market

/// Leaving, in words: what is awaited, what stays, and what only this process protects.
public enum LeavingText {
  /// The header's text while leaving is awaited; empty if nobody leaves.
  static func header(_ scene: Scene) -> [String] {
    let key = scene.key(for: .quit)
    let forces = "(\(key) leaves at once)"
    switch scene.status.leaving {
    case nil:
      return scene.snapshot.shutdown.phase == .running ? [] : ["ENTRIES CLOSED FOR GOOD"]
    case .flattening: return ["LEAVING: closing the position first \(forces)", "LEAVING \(forces)"]
    case .closing:
      let view = scene.snapshot.shutdown
      let count = view.unsettled.count
      let left = view.deadline.map {
        ", at most \(TimeText.span(max(0, $0.nanoseconds(since: scene.snapshot.time))))"
      }
      return [
        "LEAVING: awaits \(DialogText.counted(count, "entry"))\(left ?? "") \(forces)",
        "LEAVING: awaits \(count) \(forces)",
      ]
    }
  }

  /// The message line while leaving is awaited: the entry orders one by one.
  static func message(_ scene: Scene) -> String? {
    guard scene.status.leaving != nil else { return nil }
    let figures = scene.figures
    let awaited = scene.snapshot.pendingOpens.prefix(4).map { open in
      "\(open.side.word) \(figures.size(open.quantity.less(open.filled))) @ "
        + "\(figures.price(open.price)) \(OwnOrderText.word(open.state))"
    }
    guard !awaited.isEmpty else { return "leaving: no entry is live any more" }
    let more = scene.snapshot.pendingOpens.count - awaited.count
    return "awaited: " + awaited.joined(separator: ", ") + (more > 0 ? ", \(more) more" : "")
  }

  /// The numbers of the lots whose stop ends with this process; nil if there are none.
  public static func watched(_ snapshot: Snapshot) -> String? {
    let lots = snapshot.shutdown.watchedLots
    guard !lots.isEmpty else { return nil }
    let shown = lots.prefix(6).map { "#\($0.value)" }.joined(separator: " ")
    let more = lots.count > 6 ? " and \(lots.count - 6) more" : ""
    return lots.count == 1
      ? "the stop of lot \(shown) is not at the venue and ends with Rung"
      : "the stops of lots \(shown)\(more) are not at the venue and end with Rung"
  }
}
