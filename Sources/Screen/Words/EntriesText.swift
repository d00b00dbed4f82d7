import Engine
import Market

/// Notes about the entries of a whole side: completion, fallback, idling, a burst of rejects.
enum EntriesText {
  /// From the longest wording to the shortest.
  typealias Note = (wordings: [String], role: Role)

  static func notes(_ snapshot: Snapshot) -> [Note] {
    let entries = snapshot.entries
    var notes: [Note] = []
    if entries.isCompleting {
      notes.append(
        (["completing a side: no other entries until that is done", "completion"], .warning))
    }
    if entries.isCrossingBurst {
      let count = entries.rejectsInMinute
      notes.append(
        (["\(count) post-only rejects within a minute", "\(count) rejects"], .warning))
    }
    for side in Side.allCases {
      if let until = entries.recheck(side) {
        notes.append((recheck(side, until, snapshot), .warning))
      } else if let reason = entries.idle(side) {
        notes.append((idle(side, reason, Figures(snapshot.instrument)), .label))
      }
    }
    return notes
  }

  /// Why a side in cycle mode makes no attempt.
  private static func idle(_ side: Side, _ reason: Reason, _ figures: Figures) -> [String] {
    [
      "\(side.word) idle: \(reason.sentence(figures))",
      "\(side.word) idle: \(reason.explanation(figures))", "\(side.word) idle: \(reason.code.name)",
      "\(side.word): \(reason.code.name)",
    ]
  }

  /// The side's attempt is over, and one taker order may finish it.
  private static func recheck(
    _ side: Side, _ until: Instant, _ snapshot: Snapshot
  ) -> [String] {
    let left = TimeText.span(max(0, until.nanoseconds(since: snapshot.time)))
    return [
      "\(side.word): a taker order may finish the attempt within \(left)",
      "\(side.word): taker order possible for \(left)", "\(side.word) taker \(left)",
    ]
  }
}

extension EntriesView {
  /// Until when one taker order may finish a side's attempt; nil if none may.
  func recheck(_ side: Side) -> Instant? { side == .buy ? recheckBuy : recheckSell }

  /// Why a side in cycle mode makes no attempt; nil if it makes one, and in other modes.
  func idle(_ side: Side) -> Reason? {
    guard mode == .cycle, !attempts.contains(where: { $0.side == side && $0.deadline != nil })
    else { return nil }
    return side == .buy ? idleBuy : idleSell
  }
}
