import Market
import Venue

/// Opens of ours that stand at the start, from the moment they were found until the start has kept or
/// cancelled them. Nobody is waited for: what will be done is shown with one input, and done with a
/// later one.
struct StandingOpens: Sendable, Codable {
  /// Those that the first plan may keep.
  var adopted: [ClientOrderID] = []
  /// Those that are cancelled whatever the plan wants.
  var dropped: [ClientOrderID] = []
  /// What was shown of them last, or of those there were.
  var proposal: StartProposal?
  /// When what was shown is done; after everything where nothing waits for that.
  var dueAt = Instant.distantFuture
  /// Nothing but this keeps opens back.
  var isLast = false

  var isEmpty: Bool { adopted.isEmpty && dropped.isEmpty }
  var isShown: Bool { dueAt < .distantFuture }
  /// Whether the first plan must say what it keeps.
  var awaitsPlan: Bool { isLast && !isShown && !isEmpty }
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
