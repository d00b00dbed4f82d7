import Market
import Venue

extension Engine {
  var riskView: RiskView {
    var view = RiskView()
    if let net = netNow {
      view.dayProfit = net - books.ledger.losses.dayStart
      view.countedDayProfit = net - books.ledger.losses.countedFrom
      view.drawdown = max(.zero, books.ledger.peak - net)
    }
    view.maximumDayLoss = parameters.maximumDayLoss
    view.maximumDrawdown = drawdownCap.most(from: books.ledger.peak)
    view.marginUse = agreement.margin.share
    view.maximumMarginUse = settings.risk.losses.maximumMarginUse
    view.liquidationPrice = agreement.margin.liquidationPrice
    view.waitsForMargin.buy = switches.marginWait.sides.buy?.since
    view.waitsForMargin.sell = switches.marginWait.sides.sell?.since
    view.sentInTenSeconds = orders.rate.count(at: time)
    view.sendCap = orders.rate.openCap
    view.skew = BasisPoints(hundredths: grid.skew.share)
    view.heavySide = grid.skew.share > 0 ? grid.skew.heavy : nil
    return view
  }

  var breakerView: BreakerView {
    var view = BreakerView()
    view.stage = switches.breaker.stage
    view.cause = switches.breaker.cause
    view.until = switches.breaker.until == .distantFuture ? nil : switches.breaker.until
    view.latched = switches.breaker.latched
    view.trips = switches.breaker.trips
    view.errorStreak = switches.breaker.errorStreak
    return view
  }

  var marketLifeView: MarketLifeView {
    var view = MarketLifeView()
    view.phase = market.life.phase
    view.endsAt = market.life.endsAt
    view.opensEndInNanoseconds = market.life.left(at: time).map {
      max(0, $0 - settings.market.life.cutoffNanoseconds)
    }
    view.clockSkewNanoseconds = market.life.clock.skew
    view.clockErrorNanoseconds = market.life.clock.error
    return view
  }

  var fillableView: FillableView {
    var view = FillableView()
    for order in orders.live.all where order.id != .vacant && order.purpose.isEntry {
      view.orders += 1
    }
    view.buys = Quantity(steps: orders.live.opening.buy)
    view.sells = Quantity(steps: orders.live.opening.sell)
    return view
  }
}
