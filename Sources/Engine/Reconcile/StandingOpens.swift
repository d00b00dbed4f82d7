import Market
import Venue

/// Opens of ours that stand at the start, from the moment they were found until the start has kept or
/// cancelled them. Nobody is waited for: what will be done is shown with one input, and done with a
/// later one.
struct StandingOpens: Sendable, Codable {
  /// Those that the first plan may keep.
  private(set) var adopted: [ClientOrderID] = []
  /// Those that are cancelled whatever the plan wants.
  private(set) var dropped: [ClientOrderID] = []
  /// What was shown of them last, or of those there were.
  private(set) var proposal: StartProposal?
  /// When what was shown is done; after everything where nothing waits for that.
  private(set) var dueAt = Instant.distantFuture
  /// Nothing but this keeps opens back.
  private(set) var isLast = false

  var isEmpty: Bool { adopted.isEmpty && dropped.isEmpty }
  var isShown: Bool { dueAt < .distantFuture }
  /// Whether the first plan must say what it keeps.
  var awaitsPlan: Bool { isLast && !isShown && !isEmpty }

  /// One was found; the first plan may keep it, or it is cancelled in any case.
  mutating func find(_ id: ClientOrderID, mayKeep: Bool) {
    if mayKeep { adopted.append(id) } else { dropped.append(id) }
  }

  /// No plan keeps these.
  mutating func drop(_ held: [ClientOrderID]) {
    adopted.removeAll { held.contains($0) }
    dropped += held
  }

  /// What will be done is shown, and done then.
  mutating func show(_ shown: StartProposal, doneAt moment: Instant) {
    dueAt = moment
    proposal = shown
    proposal?.dueAt = moment
  }

  /// It is done now. Returns what is to be cancelled in any case.
  mutating func carryOut() -> [ClientOrderID] {
    dueAt = .distantFuture
    proposal?.dueAt = nil
    defer { dropped = [] }
    return dropped
  }

  /// The first plan was made: what it did not want of them is being cancelled.
  mutating func swept() { adopted = [] }

  /// Nothing but this keeps opens back any more, or something else does, or nothing.
  mutating func keepBackAlone(_ alone: Bool) { isLast = alone }
}

/// What the start does with what it found standing.
public struct StartProposal: Equatable, Sendable, Codable {
  /// One order that stands.
  public struct Standing: Equatable, Sendable, Codable {
    public var id: ClientOrderID
    public var side: Side
    public var price: Price
    public var remaining: Quantity
  }

  public var keeps: [Standing] = []
  public var cancels: [Standing] = []
  /// How many opens are placed, at once or as soon as room is made for them; nothing where there is
  /// no market yet to plan by.
  public var places: Int?
  /// When it is done; nothing once it was.
  public var dueAt: Instant?
}
