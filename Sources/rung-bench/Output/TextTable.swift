/// A table for people: a line of names, then rows. Every column is as wide as it must be.
struct TextTable {
  private let names: [String]
  private var rows: [[String]] = []

  init(_ names: String...) { self.names = names }

  mutating func add(_ cells: String...) {
    precondition(cells.count == names.count, "a row has a cell for every column")
    rows.append(cells)
  }

  /// All lines, with cells aligned to the right.
  var text: String {
    let widths = names.indices.map { column in
      ([names] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([names] + rows).map { cells in
      zip(cells, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }
        .joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

/// A whole number with separators between thousands: `1,234,567`.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude))
  var text = number < 0 ? "-" : ""
  for (place, digit) in digits.enumerated() {
    if place > 0, (digits.count - place) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return text
}

/// A number with a fixed number of digits after the point.
func fixed(_ number: Double, _ decimals: Int) -> String {
  var scale = 1
  for _ in 0..<decimals { scale *= 10 }
  let scaled = Int((number.magnitude * Double(scale)).rounded())
  let sign = number < 0 && scaled > 0 ? "-" : ""
  guard decimals > 0 else { return sign + String(scaled) }
  let rest = String(scaled % scale)
  return "\(sign)\(scaled / scale).\(String(repeating: "0", count: decimals - rest.count))\(rest)"
}
