import Market
import Venue

/// Our entries that are live at the start, from the moment they are found until the start has kept
/// or cancelled them. No confirmation is needed: one input shows what will be done, a later one
/// does it.
struct StandingOpens: Sendable, Codable {
  /// Entries that the first plan may keep.
  private(set) var adopted: [ClientOrderID] = []
  /// Entries that are cancelled whatever the plan wants.
  private(set) var dropped: [ClientOrderID] = []
  /// What was last shown for them; it stays after they were dealt with.
  private(set) var proposal: StartProposal?
  /// When that is carried out; the distant future if nothing is pending.
  private(set) var dueAt = Instant.distantFuture
  /// Nothing else holds entries back.
  private(set) var isLast = false

  var isEmpty: Bool { adopted.isEmpty && dropped.isEmpty }
  var isShown: Bool { dueAt < .distantFuture }
  /// Whether the first plan must decide what it keeps.
  var awaitsPlan: Bool { isLast && !isShown && !isEmpty }
  /// Whether they were found, and nothing was shown for them yet.
  var isUnshown: Bool { !isEmpty && !isShown }

  /// They are found again: what was pending for earlier ones is dropped.
  mutating func begin() { self = StandingOpens() }

  /// A live entry was found. The first plan may keep it, or it is cancelled in any case.
  mutating func find(_ id: ClientOrderID, mayKeep: Bool) {
    if mayKeep { adopted.append(id) } else { dropped.append(id) }
  }

  /// No plan keeps these entries.
  mutating func drop(_ held: [ClientOrderID]) {
    adopted.removeAll { held.contains($0) }
    dropped += held
  }

  /// Shows what will be done at `moment`.
  mutating func show(_ shown: StartProposal, doneAt moment: Instant) {
    dueAt = moment
    proposal = shown
    proposal?.dueAt = moment
  }

  /// It is done now. Returns the entries to be cancelled in any case.
  mutating func carryOut() -> [ClientOrderID] {
    dueAt = .distantFuture
    proposal?.dueAt = nil
    defer { dropped = [] }
    return dropped
  }

  /// The first plan was made: entries that it did not want are being cancelled.
  mutating func swept() { adopted = [] }

  /// Sets whether only these entries hold entries back, and nothing else does.
  mutating func keepBackAlone(_ alone: Bool) { isLast = alone }
}

/// What the start does with the live entries that it found.
public struct StartProposal: Equatable, Sendable, Codable {
  /// One live order.
  public struct Standing: Equatable, Sendable, Codable {
    public var id: ClientOrderID
    public var side: Side
    public var price: Price
    public var remaining: Quantity
  }

  public var keeps: [Standing] = []
  public var cancels: [Standing] = []
  /// How many entries are placed, at once or as soon as there is room for them; nil if there is no
  /// market to plan with yet.
  public var places: Int?
  /// When it is done; nil once it was.
  public var dueAt: Instant?
}
