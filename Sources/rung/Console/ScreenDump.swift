import Market
import Output
import Screen

/// Screens saved as text, in the folder `screens` of ``StateFolder``.
enum ScreenDump {
  /// Writes a canvas to a file and returns its path. The name contains the moment shown and a
  /// number, so that no file is overwritten, not even through a link. Only its owner can read it.
  static func write(_ canvas: Canvas, at time: Instant) throws(FileError) -> String {
    let folder = try StateFolder.made("screens")
    let stamp = String(
      time.utcText(fractionDigits: 0).map { "0123456789".contains($0) ? $0 : "-" })
    var number = 1
    while fileExists("\(folder)/\(stamp)\(number).txt") { number += 1 }
    let path = "\(folder)/\(stamp)\(number).txt"
    var file = try OutputFile(new: path)
    for line in canvas.text.split(separator: "\n", omittingEmptySubsequences: false) {
      try file.write(line: String(line))
    }
    try file.finish()
    return path
  }
}
