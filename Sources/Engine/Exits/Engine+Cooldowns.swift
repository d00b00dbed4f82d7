import Market

extension Engine {
  /// A lot was stopped out: a cooldown starts for its slot or side.
  mutating func coolDownAfterStop(of lot: Int32) {
    let rule = settings.exits.cooldown
    guard rule.scope != .none else { return }
    // Without rungs there are no slots: an attempt's price is only where the market was.
    let slot =
      rule.scope == .slot && settings.entries.mode == .ladder ? books.lots[lot].slot : nil
    let until = time.advanced(byNanoseconds: rule.cooldownNanoseconds)
    let reach = max(0, (grid.levels.spacing.sides[books.lots[lot].side] - 1) / 2)
    self.exits.cooldowns.add(
      books.lots[lot].side, slot, reach: reach, until: until, limit: rule.maximumAttempts)
    timers.wake(.exits, at: until)
    changes.nameGatedRungs()
    note(
      LogEntry(
        .benched, at: time, side: books.lots[lot].side, price: slot, lot: books.lots[lot].id,
        reason: self.exits.cooldowns.reason(books.lots[lot].side, books.lots[lot].slot, at: time)))
  }

  /// Cancels the entry orders at a place whose cooldown just began.
  mutating func pullCoolingDown(into effects: inout Effects) {
    exits.cooldowns.pulled()
    let (cooldowns, time) = (exits.cooldowns, time)
    cancelAll(because: Reason(.benched), into: &effects) { order in
      order.purpose.isEntry && cooldowns.reason(order.side, order.price, at: time) != nil
    }
  }

  mutating func endCooldown(_ side: Side, _ slot: Price?) {
    exits.cooldowns.free(side, slot)
    changes.nameAllRungs()
    note(LogEntry(.benchFreed, at: time, side: side, price: slot))
  }

  var cooldownViews: [CooldownView] {
    exits.cooldowns.places.filter { time < $0.until }.map {
      CooldownView(
        side: $0.side, slot: $0.slot, attempts: Int($0.attempts),
        until: $0.until == .distantFuture ? nil : $0.until)
    }
  }
}
