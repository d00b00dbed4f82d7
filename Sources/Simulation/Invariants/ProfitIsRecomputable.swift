import Engine
import Market

/// L3: fees and net profit follow from the fills that were told, to the unit, and from what the books
/// began with at the price they give it.
struct ProfitIsRecomputable: Checker {
  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    let told = stage.boundary
    let account = snapshot.account
    guard account.fees.units == told.heardFees else {
      return Finding(
        .profitIsRecomputable, expected: "fees of \(told.heardFees)", found: "\(account.fees.units)"
      )
    }
    guard let mark = snapshot.market.mark, let unrealised = account.unrealised else { return nil }
    let begun = told.anchor.map { ($0.price?.ticks ?? 0) * $0.position.steps } ?? 0
    // An adjustment makes no profit by itself: it brings its position at a price.
    let adjusted = snapshot.ledger.adjustments.reduce(0) { $0 - $1.standing * $1.price.ticks }
    let net =
      told.heardCash - begun + adjusted + account.position.steps * mark.ticks - told.heardFees
      - told.heardFunding
    let shown = (account.realised + unrealised).units
    guard shown != net else { return nil }
    return Finding(.profitIsRecomputable, expected: "a net profit of \(net)", found: "\(shown)")
  }
}
