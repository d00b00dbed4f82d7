import Market
import Venue

/// An engine's settings and all that is derived from them, as one value: a command that changes a
/// setting replaces it whole.
struct Setup: Sendable, Codable {
  let instrument: Instrument
  let settings: EngineSettings
  let parameters: Parameters
  /// Marks this instance's orders.
  let tag: UInt16
  let sizes: SizeRule
  let tightening: Tightening

  /// - Throws: ``ParameterError`` naming the setting that this instrument can't have.
  init(
    _ instrument: Instrument, _ settings: EngineSettings, _ capabilities: VenueCapabilities,
    tag: UInt16
  ) throws(ParameterError) {
    self.instrument = instrument
    self.settings = settings
    self.tag = tag
    parameters = try Parameters(settings, for: instrument, capabilities: capabilities)
    if let fault = StopMinimum.fault(settings, instrument) { throw fault }
    sizes = SizeRule(settings.grid, parameters)
    tightening = Tightening(grid: settings.grid)
  }
}
