import Market

extension Engine {
  var sendingView: SendingView {
    var view = SendingView()
    view.weight = orders.budget.weight(at: time)
    view.weightForOpens = orders.budget.openWeight
    view.actionsLeft = orders.budget.actionsLeft
    view.actionsKept = orders.budget.actionsKept
    let latency = orders.coalescing.latencyNanoseconds
    view.latencyNanoseconds = latency > 0 ? latency : nil
    view.coalesceNanoseconds = coalesceNanoseconds
    view.coalescesUntil = isCoalescing ? orders.coalescing.until : nil
    return view
  }
}
