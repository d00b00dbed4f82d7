extension Collection<String> {
  /// Returns the name most like a mistyped one, if any is like it: at most a third of it wrong.
  public func nearest(to mistyped: String) -> String? {
    let limit = Swift.max(1, mistyped.count / 3)
    let distances = map { (name: $0, distance: $0.edits(to: mistyped)) }
    let near = distances.filter { $0.distance <= limit }
    return near.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }
}

extension String {
  /// Returns how many characters must be put in, taken out or changed to make one of the other.
  fileprivate func edits(to other: String) -> Int {
    let other = Array(other)
    var row = Array(0...other.count)
    for (index, character) in enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in other.indices {
        let change = diagonal + (other[column] == character ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(change, diagonal + 1, row[column] + 1)
      }
    }
    return row[other.count]
  }
}
