import Engine
import Market

/// L3: fees and net profit follow exactly from the fills that were reported, and from what the
/// books began with at the price they give it.
struct ProfitIsRecomputable: Checker {
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    let told = stage.boundary
    let account = snapshot.account
    guard account.fees == told.heardFees else {
      return Finding(
        .profitIsRecomputable, expected: "fees of \(told.heardFees.units)",
        found: "\(account.fees.units)")
    }
    guard let mark = stage.run.engine.valuation, let unrealised = account.unrealised,
      !account.awaitsMark
    else { return nil }
    let begun = told.anchor.flatMap { anchor in
      anchor.price.map { ExactMoney($0, times: anchor.position) }
    }
    // An adjustment makes no profit by itself: its position comes at a price.
    let adjusted = snapshot.ledger.adjustments.reduce(ExactMoney.zero) { sum, adjustment in
      sum - ExactMoney(adjustment.price, times: Position(steps: adjustment.standing))
    }
    let value = ExactMoney(mark, times: account.position)
    let net =
      told.heardCash - (begun ?? .zero) + adjusted + value - told.heardFees - told.heardFunding
    let shown = account.realised + unrealised
    guard shown != net else { return nil }
    return Finding(
      .profitIsRecomputable, expected: "a net profit of \(net.units)", found: "\(shown.units)")
  }
}
