import Market

/// A delay with a fixed part and a part drawn from a seed and a number: the same in every run.
struct Latency: Hashable, Sendable {
  /// What the delays are of; each kind has draws of its own.
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

  /// Returns the delay of the message of that number: the fixed part plus zero to the jitter.
  func delay(of number: UInt64) -> Int64 {
    guard jitterNanoseconds > 0 else { return nanoseconds }
    let drawn = mixed(salt ^ number).multipliedFullWidth(by: UInt64(jitterNanoseconds) + 1).high
    return nanoseconds.addingReportingOverflow(Int64(drawn)).partialValue
  }
}

/// Messages under way, in the order they were sent; none overtakes another.
struct Wire<Message: Sendable>: Sendable {
  private let latency: Latency
  private var messages: [(arrival: Instant, message: Message, sending: UInt64)] = []
  private var head = 0
  /// How many sendings there were.
  private(set) var sent: UInt64 = 0
  private var lastArrival = Instant.distantPast

  init(_ latency: Latency) { self.latency = latency }

  /// When the next one arrives; nothing where none is under way.
  var next: Instant? { head < messages.count ? messages[head].arrival : nil }

  /// Which sending the next one belongs to.
  var nextSending: UInt64? { head < messages.count ? messages[head].sending : nil }

  mutating func send(_ message: Message, at time: Instant) {
    let due = time.advanced(byNanoseconds: latency.delay(of: sent))
    lastArrival = max(due, lastArrival)
    messages.append((lastArrival, message, sent))
    sent += 1
  }

  /// Sends several that arrive together.
  mutating func send(_ together: some Collection<Message>, at time: Instant) {
    let due = time.advanced(byNanoseconds: latency.delay(of: sent))
    lastArrival = max(due, lastArrival)
    for message in together { messages.append((lastArrival, message, sent)) }
    sent += 1
  }

  /// Takes the oldest off the wire, if it has arrived by `time`.
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

  /// What is under way is lost.
  mutating func clear() {
    messages.removeAll(keepingCapacity: true)
    head = 0
  }

  /// Adds all that is under way to a digest.
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
