import Market

/// When the engine wants to look again though nothing happens.
struct Timers: Sendable, Digested {
  /// When something that was asked of the venue, or is to be asked, is due.
  var dueAt = Instant.distantPast
  /// When anything but the book's age wants a look.
  var businessAt = Instant.distantPast
  /// When it wants to be woken next.
  var nextDeadline = Instant.distantPast

  func digest(into hash: inout StateHash) {
    hash.add(dueAt, businessAt, nextDeadline)
  }
}
