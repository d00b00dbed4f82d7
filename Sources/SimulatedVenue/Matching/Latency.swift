import Market

/// A delay with a fixed part and a random part. The random part depends only on the seed and the
/// message's number, so it is the same in every run.
struct Latency: Hashable, Sendable {
  /// What is delayed; each kind has its own draws.
  enum Way: UInt64, Sendable {
    case request = 1
    case report = 2
    case feed = 3
    case inquiry = 4
    case answer = 5
  }

  let nanoseconds: Int64
  let jitterNanoseconds: Int64
  private let salt: UInt64

  init(_ way: Way, nanoseconds: Int64, jitterNanoseconds: Int64, seed: UInt64) {
    precondition(nanoseconds >= 0 && jitterNanoseconds >= 0, "nothing arrives before it was sent")
    self.nanoseconds = nanoseconds
    self.jitterNanoseconds = jitterNanoseconds
    salt = mixed(mixed(seed) ^ way.rawValue)
  }

  /// Returns the delay of message `number` in nanoseconds: the fixed part plus zero to the jitter.
  func delay(of number: UInt64) -> Int64 {
    guard jitterNanoseconds > 0 else { return nanoseconds }
    let drawn = mixed(salt ^ number).multipliedFullWidth(by: UInt64(jitterNanoseconds) + 1).high
    return nanoseconds.addingReportingOverflow(Int64(drawn)).partialValue
  }
}

/// Messages in transit, in the order they were sent; none overtakes another.
struct Wire<Message: Sendable>: Sendable {
  private let latency: Latency
  private var messages: [(arrival: Instant, message: Message, sending: UInt64)] = []
  private var head = 0
  /// How many times something was sent.
  private(set) var sent: UInt64 = 0
  private var lastArrival = Instant.distantPast

  init(_ latency: Latency) { self.latency = latency }

  /// When the next message arrives; nil if none is in transit.
  var next: Instant? { head < messages.count ? messages[head].arrival : nil }

  /// The number of the send that the next message belongs to; nil if none is in transit.
  var nextSending: UInt64? { head < messages.count ? messages[head].sending : nil }

  /// The messages in transit, oldest first.
  var inTransit: [Message] { messages[head...].map(\.message) }

  mutating func send(_ message: Message, at time: Instant) {
    let due = time.advanced(byNanoseconds: latency.delay(of: sent))
    lastArrival = max(due, lastArrival)
    messages.append((lastArrival, message, sent))
    sent += 1
  }

  /// Sends several messages that arrive together.
  mutating func send(_ together: some Collection<Message>, at time: Instant) {
    let due = time.advanced(byNanoseconds: latency.delay(of: sent))
    lastArrival = max(due, lastArrival)
    for message in together { messages.append((lastArrival, message, sent)) }
    sent += 1
  }

  /// Removes and returns the oldest message, if it has arrived by `time`.
  mutating func receive(until time: Instant) -> (arrival: Instant, message: Message)? {
    guard head < messages.count, messages[head].arrival <= time else { return nil }
    let first = messages[head]
    head += 1
    if head == messages.count {
      messages.removeAll(keepingCapacity: true)
      head = 0
    } else if head > 1_024, head * 2 > messages.count {
      messages.removeFirst(head)
      head = 0
    }
    return (first.arrival, first.message)
  }

  /// Loses all messages in transit.
  mutating func clear() {
    messages.removeAll(keepingCapacity: true)
    head = 0
  }

  /// Adds all messages in transit to a digest.
  func digest(into hash: inout StateHash, _ add: (Message, inout StateHash) -> Void) {
    hash.add(sent)
    hash.add(lastArrival.nanoseconds)
    hash.add(messages.count - head)
    for (arrival, message, _) in messages[head...] {
      hash.add(arrival.nanoseconds)
      add(message, &hash)
    }
  }
}
