/// Formats the rows of a help text in two aligned columns: what to type, and what it does.
public func helpColumns(_ rows: [(String, String)]) -> String {
  let width = (rows.map(\.0.count).max() ?? 0) + 2
  return rows.map { name, summary in
    "  " + name + String(repeating: " ", count: width - name.count) + summary
  }.joined(separator: "\n")
}
