/// The longest text that is compared, in bytes. A longer one is no misspelt name, and would take
/// too long.
private let longestWritten = 40

/// The name that was probably meant: the nearest by edits, if it is near enough to be worth asking.
///
/// - Returns: nil if more than a third of the letters (at least two) would have to change. Of names
///   equally near, the first; so the order of `names` must not come from a hash.
public func nearestName(to written: String, among names: some Sequence<String>) -> String? {
  guard written.utf8.count <= longestWritten else { return nil }
  let allowed = max(2, written.count / 3)
  var best: (name: String, distance: Int)?
  for name in names {
    let distance = editDistance(written, name)
    if distance <= allowed, distance < best?.distance ?? .max { best = (name, distance) }
  }
  return best?.name
}

/// The number of insertions, deletions, replacements and swaps of neighbours that turn one word
/// into another.
func editDistance(_ left: String, _ right: String) -> Int {
  let from = Array(left)
  let to = Array(right)
  var rows = [Array(0...to.count)]
  for i in 0..<from.count {
    var row = [i + 1]
    for j in 0..<to.count {
      var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (from[i] == to[j] ? 0 : 1))
      if i > 0, j > 0, from[i] == to[j - 1], from[i - 1] == to[j] {
        cost = min(cost, rows[i - 1][j - 1] + 1)
      }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[from.count][to.count]
}
