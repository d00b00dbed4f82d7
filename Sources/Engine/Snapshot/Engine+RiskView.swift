import Market
import Venue

extension Engine {
  var riskView: RiskView {
    var view = RiskView()
    if let net = netNow {
      view.dayProfit = net - ledger.losses.dayStart
      view.countedDayProfit = net - ledger.losses.countedFrom
      view.drawdown = max(.zero, ledger.peak - net)
    }
    view.maximumDayLoss = parameters.maximumDayLoss
    view.maximumDrawdown = drawdownCap.most(from: ledger.peak)
    view.marginUse = margin.share
    view.maximumMarginUse = settings.risk.losses.maximumMarginUse
    view.liquidationPrice = margin.liquidationPrice
    view.waitsForMargin.buy = marginWait.sides.buy?.since
    view.waitsForMargin.sell = marginWait.sides.sell?.since
    view.sentInTenSeconds = rate.count(at: time)
    view.sendCap = rate.openCap
    view.skew = BasisPoints(hundredths: skew.share)
    view.heavySide = skew.share > 0 ? skew.heavy : nil
    return view
  }

  var breakerView: BreakerView {
    var view = BreakerView()
    view.stage = breaker.stage
    view.cause = breaker.cause
    view.until = breaker.until == .distantFuture ? nil : breaker.until
    view.latched = breaker.latched
    view.trips = breaker.trips
    view.errorStreak = breaker.errorStreak
    return view
  }

  var marketLifeView: MarketLifeView {
    var view = MarketLifeView()
    view.phase = life.phase
    view.endsAt = life.endsAt
    view.opensEndInNanoseconds = life.left(at: time).map {
      max(0, $0 - settings.market.life.cutoffNanoseconds)
    }
    view.clockSkewNanoseconds = life.clock.skew
    view.clockErrorNanoseconds = life.clock.error
    return view
  }

  var fillableView: FillableView {
    var view = FillableView()
    for order in registry.orders where order.id != .vacant && order.purpose.isOpen {
      view.orders += 1
    }
    view.buys = Quantity(steps: registry.opening.buy)
    view.sells = Quantity(steps: registry.opening.sell)
    return view
  }
}
