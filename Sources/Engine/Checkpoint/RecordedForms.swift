import Market
import Venue

// How a record holds values of the engine whose stored properties mean something to one build only.

extension Setup: Recorded {
  /// What a setup is made of; everything else in it follows.
  struct Form: Codable {
    var instrument: Instrument
    var settings: EngineSettings
    var capabilities: VenueCapabilities
    var tag: UInt16
  }

  var recorded: Form {
    Form(
      instrument: instrument, settings: settings, capabilities: parameters.capabilities, tag: tag)
  }

  init(recorded: Form) throws {
    try self.init(
      recorded.instrument, recorded.settings, recorded.capabilities, tag: recorded.tag)
  }
}

extension Timer: Codable {}

extension Moments: Recorded {
  /// The moment of a timer that waits for one.
  struct Set: Codable {
    var timer: Timer
    var moment: Instant
  }

  var recorded: [Set] {
    Timer.allCases.lazy.map { Set(timer: $0, moment: of[Int($0.rawValue)]) }
      .filter { $0.moment != .never }
  }

  init(recorded: [Set]) {
    self.init()
    for set in recorded { of[Int(set.timer.rawValue)] = set.moment }
  }
}

extension CapWatch: Recorded {
  /// The caps by name.
  var recorded: [RiskCap] { RiskCap.allCases.filter { contains(CapWatch($0)) } }

  init(recorded: [RiskCap]) {
    self = []
    for cap in recorded { insert(CapWatch(cap)) }
  }
}

extension SlotKey: Recorded {
  struct Form: Codable {
    var side: Side
    var price: Price
  }

  var recorded: Form { Form(side: side, price: price) }

  init(recorded: Form) throws {
    guard recorded.price.ticks >= 0 else { throw RecordedFormError("a price below zero") }
    self.init(recorded.side, recorded.price)
  }
}
