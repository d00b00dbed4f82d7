import Market
import SimulatedVenue
import Venue

/// What was sent to a venue and is not answered yet. If the connection breaks, the outcome of each
/// is unknown, and the engine must learn that.
struct SentMessages: Sendable {
  private struct Request: Sendable {
    let order: ClientOrderID
    let kind: OrderRequest.Kind
  }

  private struct Question: Sendable {
    let inquiry: Inquiry
    /// When it counts as lost, in nanoseconds of a monotonic clock.
    let due: Int64
  }

  /// How long an answer may take, in nanoseconds of a monotonic clock.
  static let patienceNanoseconds: Int64 = 10_000_000_000

  private var requests: [Request] = []
  private var questions: [Question] = []

  mutating func add(_ sent: [OrderRequest]) {
    requests += sent.map { Request(order: $0.subject, kind: $0.kind) }
  }

  mutating func add(_ asked: [Inquiry], at wall: Int64) {
    questions += asked.map {
      Question(inquiry: $0, due: wall + SentMessages.patienceNanoseconds)
    }
  }

  mutating func learn(_ reports: [VenueReport]) {
    for report in reports {
      guard let (order, kind) = report.answered,
        let index = requests.firstIndex(where: { $0.order == order && $0.kind == kind })
      else { continue }
      requests.remove(at: index)
    }
  }

  mutating func learn(_ answer: VenueAnswer) {
    let answered: Inquiry
    if case .connection(let channel, isUp: true) = answer {
      answered = .reconnect(channel)
    } else if let inquiry = answer.inquiry {
      answered = inquiry
    } else {
      return
    }
    guard let index = questions.firstIndex(where: { $0.inquiry == answered }) else { return }
    questions.remove(at: index)
  }

  /// When the next question counts as lost; nil if none is open.
  var nextDue: Int64? { questions.first?.due }

  /// Returns the questions that were not answered in time.
  mutating func takeOverdue(at wall: Int64) -> [Inquiry] {
    let overdue = questions.prefix { $0.due <= wall }.map(\.inquiry)
    questions.removeFirst(overdue.count)
    return overdue
  }

  /// Returns what became of everything that is open now that the connection is gone.
  mutating func loseAll() -> (reports: [VenueReport], answers: [VenueAnswer]) {
    defer {
      requests.removeAll()
      questions.removeAll()
    }
    return (
      requests.map { .failed($0.order, $0.kind, .lost) },
      // The stream that was to be opened again will be, with the connection.
      questions.filter { !$0.inquiry.reopens }.map { .failed($0.inquiry, .lost) }
    )
  }
}

extension Inquiry {
  /// Whether it asks for a stream to be opened again.
  var reopens: Bool {
    if case .reconnect = self { true } else { false }
  }
}
