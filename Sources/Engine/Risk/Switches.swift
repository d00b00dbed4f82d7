import Market

/// What the operator, the caps and the venue have switched: each holds entries back, or closes.
struct Switches: Sendable, Digested {
  var control = Control()
  var capsPassed: CapWatch = []
  var breaker: Breaker
  var deadMan = DeadMan.idle
  var marginWait = MarginWait()
  var flattening = Flattening.idle
  var shutdown = Shutdown.running

  init(_ settings: EngineSettings) {
    breaker = Breaker(settings.risk.breaker)
  }

  func digest(into hash: inout StateHash) {
    hash.add(control, capsPassed, breaker, deadMan, marginWait, flattening, shutdown)
  }
}
