import Market
import Venue

/// Everything that can happen to an engine.
public enum Input: Sendable {
  /// The market moved: one whole, atomic update.
  case market(MarketUpdate)
  /// The venue reported on our orders: one message, oldest report first.
  case reports([VenueReport])
  /// A question was answered, or a connection opened or broke.
  case answer(VenueAnswer)
  /// Something filled at a moment, or since. This venue's stream does not give the fill in a form
  /// that can be booked, so the account's fills are queried.
  case filled(since: Instant)
  /// The operator gave a command.
  case command(Command)
  /// What was to be sent differs from what the engine intended: the last hop held entries back.
  case mismatch
  /// The moment named in ``Engine/nextDeadline`` has come.
  case deadline
  /// Something about the journal that the operator must know, or that stops entries.
  case journal(JournalNews)
  /// The process ended, and a new one continues with this engine. Whatever the old one had on its
  /// way may be lost.
  case restarted(above: ReservedNumbers)
  /// The keys of what was booked by a moment may leave memory. From here on the owner answers for it:
  /// it has a durable index of these fills, or knows that the venue can't report them again. If one is
  /// reported again, the owner gives ``recalled(_:)`` before.
  case fillsKept(bookedBy: Instant)
  /// The next input repeats fills that were booked before and whose keys have left memory.
  case recalled(RecalledFills)
}

/// What the owner of the engine found out about the journal.
public enum JournalNews: UInt8, CaseIterable, Sendable {
  /// It can't be written any more: what happens from now on has no record.
  case failed = 1
  /// The disk is almost full.
  case spaceLow = 2
  /// The disk has room again.
  case spaceBack = 3
}
