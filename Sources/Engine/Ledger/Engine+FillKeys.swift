import Market
import Venue

// Which keys of fills are in memory. The engine reads no file. So its owner says which keys may leave
// memory, and says of a fill that comes again after that that it was booked before. Both are inputs.
// Without an owner who says so no key ever leaves memory.
extension Engine {
  /// Whether a fill that is about to be reported may have been booked and forgotten. The owner then
  /// looks it up, and gives ``Input/recalled(_:)`` first if it was booked.
  public func mayHaveForgotten(_ fill: Fill) -> Bool {
    fill.time <= books.ledger.keys.forgottenThrough && !books.ledger.knows(fill.id)
  }

  /// The same for a funding payment.
  public func mayHaveForgotten(_ payment: Funding) -> Bool {
    payment.time <= books.ledger.keys.forgottenThrough
      && !books.ledger.keys.knows(fundingAt: payment.time)
  }

  /// The number of fills whose keys are in memory.
  public var fillKeyCount: Int { books.ledger.keys.count }

  /// Forgets the keys of what was booked by a moment, except of what is still fetched in the ordinary
  /// course: the fills of the last audit period, and those of the fetches that are under way. So the
  /// owner is seldom asked.
  mutating func forgetKeys(bookedBy moment: Instant) {
    let overlap = settings.reconcile.overlapNanoseconds
    let reach = settings.reconcile.auditNanoseconds + overlap
    let wanted = [
      moment, time.advanced(byNanoseconds: -reach), agreement.fillAudit.run?.from,
      agreement.fillFetch.run?.from,
    ]
    let last = wanted.compactMap(\.self).reduce(moment) { min($0, $1) }
    books.ledger.forgetKeys(bookedBy: last, margin: overlap)
  }
}
