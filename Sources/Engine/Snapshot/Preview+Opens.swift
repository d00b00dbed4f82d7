import Market
import Venue

// What commands about single opens and about completing a side would do.
extension Engine {
  /// The opens that give way, the imbalance, and what taking all of it would sweep at most.
  func previewCompletion(_ side: Side, _ preview: inout CommandPreview) {
    preview.refusal = completionRefusal(side)
    guard preview.refusal == nil else { return }
    preview.opensToCancel = live { $0.purpose.isEntry }
    preview.opensToPlace = 1
    preview.side = side
    preview.quantity = imbalance(side)
    let slippage = settings.entries.completionSlippage
    sweep(from: slippage, to: slippage, &preview)
  }

  /// One order that ends, and one that is placed elsewhere.
  func previewMove(_ id: ClientOrderID, _ price: Price, _ preview: inout CommandPreview) {
    if let refusal = moveRefusal(id, to: price) {
      preview.refusal = refusal
      return
    }
    guard let index = orders.live.index(of: id) else { return }
    preview.opensToCancel = 1
    preview.opensToPlace = 1
    preview.side = orders.live[index].side
    preview.quantity = orders.live[index].remaining
    preview.worstPrice = price
  }

  /// The attempts that are off their place, and the rungs that are asked for again.
  func previewReprice(_ preview: inout CommandPreview) {
    for attempt in attempts.live {
      guard case .resting(let order) = attempt.stage, let facts = restingFacts(attempt, order),
        attempt.comparison(facts) == .moves
      else { continue }
      preview.opensToCancel += 1
      preview.opensToPlace += 1
    }
    for side in Side.allCases {
      preview.opensToPlace += grid.ladder.rungs[side].count {
        $0.order == nil && $0.wait == .operatorCancelled
      }
    }
  }
}
