import Engine
import Market
import SimulatedVenue
import Venue

/// The account as it follows from the venue's own history, and from nothing else.
struct VenueBooks {
  private(set) var position = Position.flat
  /// Executions in order: the fill's number is its place, counted from one.
  private(set) var fills: [VenueEvent] = []
  /// What is left of each order that is live.
  private(set) var live: [ClientOrderID: Quantity] = [:]
  /// Every order that was accepted, in order.
  private(set) var accepted: [ClientOrderID] = []

  mutating func learn(_ events: [VenueEvent]) {
    for event in events {
      position = event.position
      switch event.kind {
      case .accepted:
        accepted.append(event.order)
        live[event.order] = event.quantity
      case .changed: live[event.order] = event.quantity
      case .cancelled: live[event.order] = nil
      case .filled:
        fills.append(event)
        guard let left = live[event.order] else { continue }
        live[event.order] = left == event.quantity ? nil : left - event.quantity
      case .rejected, .triggered, .funded: break
      }
    }
  }

  /// How booked fills differ from what the venue executed; empty if each was booked once.
  func faults(of booked: [FillRecord]) -> [String] {
    var faults: [String] = []
    var seen: Set<FillID> = []
    for record in booked {
      let fill = record.fill
      if !seen.insert(fill.id).inserted { faults.append("\(fill.id) was booked twice") }
      guard
        let event = fills.indices.contains(Int(fill.id.value) - 1)
          ? fills[Int(fill.id.value) - 1] : nil
      else {
        faults.append("\(fill.id) never happened")
        continue
      }
      if (event.order, event.side, event.price, event.quantity)
        != (fill.order, fill.side, fill.price, fill.quantity)
      {
        faults.append("\(fill) is not \(event)")
      }
    }
    if booked.count != fills.count {
      faults.append("\(booked.count) fills were booked, \(fills.count) happened")
    }
    return faults
  }

  /// How an engine's live orders differ from those of the venue.
  func orderFaults(of snapshot: Snapshot) -> [String] {
    let known = Set(snapshot.pendingOpens.map(\.id) + snapshot.legs.map(\.id))
    let real = Set(live.keys)
    return real.subtracting(known).map { "\($0) rests at the venue alone" }.sorted()
      + known.subtracting(real).map { "\($0) is not at the venue" }.sorted()
  }
}
