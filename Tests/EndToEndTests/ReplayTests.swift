import Foundation
import Testing

/// The reference grid of the benchmarks.
private let referenceGrid =
  repository.appending(path: "Sources/rung-bench/reference-grid.json5").path()

/// A small market that goes up and down through a grid, as a text tape.
private func smallTape() -> String {
  var lines = [
    "# format: tape v1", "# licence: made for this test", "# venue: test", "# symbol: TEST",
    "# tick: 0.1", "# lot: 0.001", "# columns: ts_ns,msg,kind,side,price,size",
  ]
  var message = 0
  var before = 0
  for step in 0..<400 {
    // Up by 200 ticks and down again, 20 ticks at a time.
    let mid = 500_000 + 20 * (step % 20 < 10 ? step % 20 : 20 - step % 20)
    let time = 1_700_000_000_000_000_000 + step * 100_000_000
    message += 1
    func add(_ rest: String) { lines.append("\(time),\(message),\(rest)") }
    func price(_ ticks: Int) -> String { "\(ticks / 10).\(ticks % 10)" }
    if step > 0 {
      add("L,B,\(price(before - 1)),0")
      add("L,A,\(price(before + 1)),0")
    }
    add("L,B,\(price(mid - 1)),2")
    add("L,A,\(price(mid + 1)),2")
    add("T,\(step % 20 < 10 ? "B" : "S"),\(price(mid)),0.5")
    before = mid
  }
  return lines.joined(separator: "\n") + "\n"
}

/// The members of a JSON report as they were written, so that no digit is lost.
private func members(_ report: String) -> [String: String] {
  var members: [String: String] = [:]
  for line in report.split(separator: "\n") {
    guard let colon = line.range(of: "\": ") else { continue }
    let key = line[..<colon.lowerBound].drop { $0 == " " || $0 == "\"" }
    members[String(key)] = line[colon.upperBound...].split(separator: ",").first.map(String.init)
  }
  return members
}

/// A decimal as a count of its thousandth's thousandth: six places.
private func micro(_ text: some StringProtocol) throws -> Int { try scaled(text, places: 6) }

/// An amount of money as the count that a price times a size has: twelve places.
private func pico(_ text: some StringProtocol) throws -> Int { try scaled(text, places: 12) }

private func scaled(_ text: some StringProtocol, places: Int) throws -> Int {
  let parts = text.split(separator: ".")
  let whole = try #require(parts.first)
  let fraction = (parts.count > 1 ? String(parts[1]) : "").padding(
    toLength: places, withPad: "0", startingAt: 0)
  let value = try #require(Int(whole.drop { $0 == "-" } + fraction))
  return text.hasPrefix("-") ? -value : value
}

@Test(
  "The same replay has the same state hash in every process, from text and from its binary tape")
func sameHash() throws {
  let folder = try TemporaryFolder()
  let text = try folder.write(smallTape(), to: "small.csv")
  let binary = folder.file("small.tape")

  let imported = try rung("tape", "import", text, "-o", binary)
  let first = try rung("replay", text, "--config", referenceGrid, "--report", "json")
  let again = try rung("replay", text, "--config", referenceGrid, "--report", "json")
  let fromBinary = try rung("replay", binary, "--config", referenceGrid, "--report", "json")

  #expect(imported.code == 0 && imported.output.contains("TEST"))
  #expect(first.code == 0 && first.errors.isEmpty)
  let hash = try #require(members(first.output)["final_state_hash"])
  #expect(members(again.output)["final_state_hash"] == hash)
  #expect(members(fromBinary.output)["final_state_hash"] == hash)
  let boundary = try #require(members(first.output)["boundary_hash"])
  #expect(boundary != "null" && boundary != hash)
  #expect(members(fromBinary.output)["boundary_hash"] == boundary)
}

@Test(
  "LEDGER-05 Position and profit of a report are those of its fills, to the step and the last digit",
  arguments: ["small", "bundled"])
func booksBalance(tape: String) throws {
  let folder = try TemporaryFolder()
  let file = folder.file("fills.csv")
  let path = tape == "small" ? try folder.write(smallTape(), to: "small.csv") : bundledTape
  let configuration = try folder.write(
    """
    { grid: { spacing: { ticks: 20 }, size: { steps: 3 }, floors: { bps: 0, width_pct: 0 } },
      venue: { maker_fee_bps: 1.5, taker_fee_bps: 4.5, min_notional: 0 } }
    """, to: "config.json5")

  let run = try rung(
    "replay", path, "--config", configuration, "--report", "json", "--fills", file)
  let report = members(run.output)
  let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")

  #expect(run.code == 0 && run.errors.isEmpty)
  #expect(
    lines.first
      == "time_ns,side,price,size,liquidity,fee,client_order_id,purpose,rung,position_id")
  #expect(report["fills"] == "\(lines.count - 1)" && lines.count > 20)
  var position = 0
  var cash = 0
  var fees = 0
  for line in lines.dropFirst() {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    #expect(fields.count == 10)
    let signed = try micro(fields[3]) * (fields[1] == "buy" ? 1 : -1)
    position += signed
    cash -= try micro(fields[2]) * signed
    fees += try pico(fields[5])
  }
  func figure(_ key: String) throws -> String { try #require(report[key]) }
  #expect(try micro(figure("position")) == position)
  #expect(try pico(figure("fees")) == fees)
  let worth = cash + (try micro(figure("mark_price"))) * position
  #expect(try pico(figure("realised_pnl")) + pico(figure("unrealised_pnl")) == worth - fees)
}

@Test("A report has every promised key, and --report json prints nothing else")
func promisedKeys() throws {
  let folder = try TemporaryFolder()
  let tape = try folder.write(smallTape(), to: "small.csv")

  let run = try rung("replay", tape, "--report", "json")

  let object = try #require(
    try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  for key in [
    "events", "wall_seconds", "events_per_second", "orders_submitted", "orders_amended",
    "orders_cancelled", "fills", "maker_fills", "taker_fills", "position", "realised_pnl",
    "unrealised_pnl", "fees", "max_drawdown", "replans", "mark_price", "peak_rss_bytes",
    "final_state_hash",
  ] {
    #expect(object[key] != nil, "\(key)")
  }
  #expect(object["events"] as? Int == 400 * 3 + 2 * 399)
}

@Test(
  "EXIT-13 A tape whose minimum or price makes stops too small is refused before anything is sent",
  arguments: ["base: 0.00021", "notional: 10.2"])
func stopsTooSmall(size: String) throws {
  let folder = try TemporaryFolder()
  let text = smallTape().replacing("# lot: 0.001", with: "# lot: 0.00001\n# min-notional: 10")
  let tape = try folder.write(text, to: "small.csv")
  let configuration = try folder.write(
    "{ grid: { size: { \(size) } }, exits: { stop: { place: { bps: 600 } } } }",
    to: "config.json5")
  let fills = folder.file("fills.csv")

  let run = try rung("replay", tape, "--config", configuration, "--fills", fills)

  #expect(run.code == 2 && run.output.isEmpty)
  #expect(run.errors.contains("config.json5: grid.size"), "\(run.errors)")
  #expect(run.errors.contains("under the venue's minimum of 10.0000"), "\(run.errors)")
  #expect(!FileManager.default.fileExists(atPath: fills))
}

@Test("A fills file that can't be written is named, and the code says whose fault it is")
func unwritableFills() throws {
  let full = try rung("replay", bundledTape, "--fills", "/dev/full")
  let missing = try rung("replay", bundledTape, "--fills", "/none/fills.csv")

  #expect(full.code == 4 && full.output.contains("state hash"), "the report comes first")
  #expect(full.errors == "rung: cannot write /dev/full: No space left on device\n")
  #expect(missing.code == 2 && missing.errors.contains("cannot create /none/fills.csv"))
}

@Test("A damaged tape is refused with what is wrong with it")
func damagedTape() throws {
  let folder = try TemporaryFolder()
  let bad = try folder.write(smallTape() + "1,2,3\n", to: "bad.csv")
  let foreign = try folder.write("hello\n", to: "foreign.csv")

  let badRun = try rung("replay", bad)
  let foreignRun = try rung("tape", "info", foreign)

  #expect(badRun.code == 2 && badRun.errors.contains("bad.csv, line "))
  #expect(foreignRun.code == 2 && foreignRun.errors.contains("foreign.csv"))
}
