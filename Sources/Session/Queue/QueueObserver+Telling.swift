import Engine

extension QueueObserver {
  /// Adds the estimates to the orders of a snapshot.
  func tell(_ snapshot: inout Snapshot) {
    for place in snapshot.pendingOpens.indices {
      snapshot.pendingOpens[place].aheadEstimate = ahead(of: snapshot.pendingOpens[place].id)
    }
    for place in snapshot.legs.indices {
      snapshot.legs[place].aheadEstimate = ahead(of: snapshot.legs[place].id)
    }
  }
}
