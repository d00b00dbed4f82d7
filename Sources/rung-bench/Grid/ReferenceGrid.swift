import Configuration
import Engine
import Session
import SimulatedVenue

/// The reference grid. Its file is beside these sources and is built into the executable.
enum ReferenceGrid {
  static let fileName = "reference-grid.json5"

  static func configuration() throws(BenchError) -> Configuration {
    let text = String(decoding: PackageResources.reference_grid_json5, as: UTF8.self)
    switch Configuration.read(text) {
    case .success(let configuration): return configuration
    case .faults(let faults):
      throw .input(faults.map { $0.text(file: fileName) }.joined(separator: "\n"))
    }
  }

  /// Opens a tape in binary or text form, with the configuration's fees and minimum notional.
  static func tape(_ path: String, _ configuration: Configuration) throws(BenchError) -> Tape {
    let rules = configuration.venueRules
    let options = TapeImportOptions(
      minimumNotional: rules.minimumNotional, makerFee: rules.makerFee, takerFee: rules.takerFee)
    do throws(TapeError) {
      return try Tape.load(path: path, options: options)
    } catch {
      throw .input(error.description)
    }
  }

  /// Makes a dry-run world at the start of a tape.
  static func world(_ tape: Tape, _ configuration: Configuration) throws(BenchError) -> DryRun {
    let settings = DryRunSettings(engine: configuration.engine, venue: configuration.venue)
    do throws(ParameterError) {
      return try DryRun(tape: tape, settings: settings)
    } catch {
      throw .input("\(fileName): \(error.text)")
    }
  }
}
