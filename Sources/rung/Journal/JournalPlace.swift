import Curses
import Glibc
import Market
import Options
import Output
import SimulatedVenue

/// Where the journal of a run on the console is, and whether the last one is continued.
struct JournalPlace {
  /// The folder of the default journals: `$XDG_STATE_HOME/rung/journals`.
  private let folder: String
  /// What the market is called in a file name.
  private let market: String

  /// The journal that a command line asks for; nil if it asks for none.
  ///
  /// Without an option it is one in the folder of the default journals. If the last one there of the
  /// same market was not closed, or holds something open, the operator is asked.
  static func path(
    _ options: ParsedOptions, market: () throws(CommandFailure) -> MarketSource
  ) throws(CommandFailure) -> Choice {
    if options.has("no-journal") { return .none }
    if let path = options.value("journal") { return .journal(path) }
    let market = try market().fileName
    do throws(FileError) {
      return try JournalPlace(folder: StateFolder.made("journals"), market: market).choose()
    } catch {
      throw CommandFailure(writing: error)
    }
  }

  /// The journal of a run at a venue in another process; nil if none is wanted. Without an option it
  /// is the one of that socket, whose run is continued: its lots and orders are at the venue.
  static func livePath(
    _ options: ParsedOptions, at socket: String
  ) throws(CommandFailure) -> String? {
    if options.has("no-journal") { return nil }
    if let path = options.value("journal") { return path }
    do throws(FileError) {
      return try StateFolder.made("journals") + "/venue-\(fileName(of: socket)).rung"
    } catch {
      throw CommandFailure(writing: error)
    }
  }

  enum Choice {
    case none
    case journal(String)
    /// The operator wants neither.
    case leave
  }

  private func choose() throws(FileError) -> Choice {
    guard let last = try names.last else { return .journal(fresh) }
    let path = "\(folder)/\(last)"
    let summary: JournalSummary
    do throws(CommandFailure) {
      // A run that another process has under way is not the last one.
      guard try !RunLease.isJournalHeld(path) else { return .journal(fresh) }
      summary = try JournalSummary(path)
    } catch {
      for message in error.messages { complain(message) }
      complain("the last journal can't be read; it is left as it is, and a new one begins")
      return .journal(fresh)
    }
    guard summary.inputs.last > 0, !summary.isClosed || summary.holdsSomething else {
      return .journal(fresh)
    }
    for line in summary.question { complain(line) }
    switch ask("continue it (c), begin a new run (n), or leave (q)? ", "cnq") {
    case "c": return .journal(path)
    case "n": return .journal(fresh)
    default: return .leave
    }
  }

  /// The journals of this market, oldest first.
  private var names: [String] {
    get throws(FileError) {
      try listFolder(folder).filter { $0.hasPrefix("\(market)-") && $0.hasSuffix(".rung") }
    }
  }

  /// The name of a new journal: market and moment.
  private var fresh: String {
    let now = Instant(nanoseconds: Int64(time(nil)) * 1_000_000_000)
    let stamp = now.utcText(fractionDigits: 0).filter { $0.isNumber || $0 == "T" }
    var (name, number) = ("\(folder)/\(market)-\(stamp).rung", 1)
    while fileExists(name) {
      number += 1
      name = "\(folder)/\(market)-\(stamp)-\(number).rung"
    }
    return name
  }
}

extension JournalSummary {
  /// Whether something was open at its end.
  var holdsSomething: Bool { openLots > 0 || liveOrders > 0 }

  /// What the operator must know before the run is continued or left.
  var question: [String] {
    let end = last.map { " at \($0.utcText(fractionDigits: 0))" } ?? ""
    return [
      "the last run of \(symbol) "
        + (isClosed ? "was closed\(end)" : "ended\(end) without being closed")
        + "; it holds \(openLots) open lot\(openLots == 1 ? "" : "s") and "
        + "\(liveOrders) live order\(liveOrders == 1 ? "" : "s")",
      "its journal is \(path)",
    ]
  }
}

/// Asks on the terminal until one of the letters is given; nil at the end of input.
private func ask(_ question: String, _ letters: String) -> Character? {
  while true {
    StandardStreams.say(question)
    guard let line = readLine(), let first = line.lowercased().first else { return nil }
    if letters.contains(first) { return first }
  }
}

extension MarketSource {
  /// The market in a file name: letters, digits and dashes.
  fileprivate var fileName: String {
    rung.fileName(of: tape == nil ? name : instrument.venue + "-" + instrument.symbol)
  }
}

/// A text as a file name: letters, digits and dashes.
private func fileName(of text: String) -> String {
  String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
}
