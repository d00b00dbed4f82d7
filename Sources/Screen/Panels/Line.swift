/// One row of fields. If there is no room, the least important ones are left out.
struct Line {
  private struct Field {
    /// From the longest to the shortest.
    var wordings: [SafeText]
    var wording = 0
    let role: Role
    let rank: Int
    let isRight: Bool
    /// The width to which the field may be cut before any other field is left out; nil if it may
    /// not.
    var least: Int?

    var text: SafeText { wordings[wording] }
    var canBeShorter: Bool { wording + 1 < wordings.count }
  }

  private var fields: [Field] = []

  /// Adds a field after the others. A field of rank 0 is never left out.
  mutating func add(_ text: String, as role: Role, rank: Int = 0) {
    fields.append(
      Field(wordings: [SafeText(text)], role: role, rank: rank, isRight: false))
  }

  /// Adds a field that is never left out but is the first to be cut. It is for names from outside,
  /// which may have any length.
  mutating func add(cutting text: String, as role: Role) {
    let field = Field(
      wordings: [SafeText(text)], role: role, rank: 0, isRight: false, least: Line.leastCut)
    fields.append(field)
  }

  /// The width that a cut field keeps while others still have their place.
  private static let leastCut = 12
  /// Fields of this rank or higher are left out before a name is cut.
  private static let lesserRank = 4

  /// Adds a field that is never left out, but has shorter wordings if there is no room.
  ///
  /// - Parameter wordings: from the longest to the shortest, at least one.
  mutating func add(_ wordings: [String], as role: Role) {
    fields.append(
      Field(wordings: wordings.map { SafeText($0) }, role: role, rank: 0, isRight: false))
  }

  /// Adds a field to the group at the right end.
  mutating func addRight(_ text: String, as role: Role, rank: Int = 0) {
    fields.append(Field(wordings: [SafeText(text)], role: role, rank: rank, isRight: true))
  }

  /// Draws what fits, two blanks between fields.
  func draw(row: Int, background: Role, on canvas: inout Canvas) {
    canvas.fill(
      Area(row: row, column: 0, rows: 1, columns: canvas.columns), with: " ", as: background)
    let kept = fitting(canvas.columns)
    var column = 1
    for field in kept where !field.isRight {
      let room = column..<max(column, canvas.columns)
      canvas.write(field.text, row: row, columns: room, as: field.role)
      column += field.text.columns + 2
    }
    let right = kept.filter(\.isRight)
    var at = max(column, canvas.columns - 1 - Line.width(of: right))
    for field in right { at += canvas.write(field.text, row: row, column: at, as: field.role) + 2 }
  }

  /// The fields that are drawn. Fields are taken by rank, each if there is still room for it.
  private func fitting(_ width: Int) -> [Field] {
    var line = self
    let wanted = Line.width(of: fields.filter { $0.rank < Line.lesserRank })
    line.cut(by: wanted - (width - 2), atLeast: nil)
    line.fields = line.shortened(width)
    line.cut(by: Line.width(of: line.fields.filter { $0.rank == 0 }) - (width - 2), atLeast: 1)
    let fields = line.fields
    var kept = fields.map { $0.rank == 0 }
    func chosen() -> [Field] { zip(fields, kept).filter(\.1).map(\.0) }
    for rank in Set(fields.map(\.rank)).sorted() where rank > 0 {
      for place in fields.indices where fields[place].rank == rank {
        kept[place] = true
        if Line.width(of: chosen()) > width - 2 { kept[place] = false }
      }
    }
    return chosen()
  }

  /// Cuts the field that may be cut by a number of columns, or as far as allowed.
  private mutating func cut(by columns: Int, atLeast: Int?) {
    guard columns > 0, let place = fields.firstIndex(where: { $0.least != nil }) else { return }
    let text = fields[place].text
    let least = atLeast ?? fields[place].least ?? text.columns
    guard text.columns > least else { return }
    fields[place].wordings = [text.truncated(to: max(least, text.columns - columns))]
    fields[place].wording = 0
  }

  /// The fields with wordings short enough for all fields of rank 0 to fit. All lose their first
  /// wording before one loses its second, and fields further left keep longer wordings.
  private func shortened(_ width: Int) -> [Field] {
    var fields = fields
    while Line.width(of: fields.filter { $0.rank == 0 }) > width - 2 {
      let shortable = fields.indices.filter { fields[$0].canBeShorter }
      guard let least = shortable.map({ fields[$0].wording }).min(),
        let next = shortable.last(where: { fields[$0].wording == least })
      else { break }
      fields[next].wording += 1
    }
    return fields
  }

  private static func width(of fields: [Field]) -> Int {
    fields.reduce(0) { $0 + $1.text.columns } + 2 * max(0, fields.count - 1)
  }
}
