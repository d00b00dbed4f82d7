import Engine
import Market

extension Sample {
  static let flattenPreview: CommandPreview = {
    var preview = CommandPreview()
    preview.opensToCancel = 8
    preview.legsToCancel = 1
    preview.quantity = Quantity(steps: 5)
    preview.side = .sell
    preview.levelsSwept = 2
    preview.worstPrice = Price(ticks: 612_503)
    preview.slippage = ExactMoney(Money(units: 12))
    preview.fee = ExactMoney(Money(units: 1_531))
    return preview
  }()
}
