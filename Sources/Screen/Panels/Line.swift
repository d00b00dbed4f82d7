/// One row of fields, of which the least important give way where there is no room.
struct Line {
  private struct Field {
    let text: SafeText
    let role: Role
    let rank: Int
    let isRight: Bool
  }

  private var fields: [Field] = []

  /// Adds a field after the others; rank 0 is never dropped.
  mutating func add(_ text: String, as role: Role, rank: Int = 0) {
    fields.append(Field(text: SafeText(text), role: role, rank: rank, isRight: false))
  }

  /// Adds a field to the group that stands at the right end.
  mutating func addRight(_ text: String, as role: Role, rank: Int = 0) {
    fields.append(Field(text: SafeText(text), role: role, rank: rank, isRight: true))
  }

  /// Draws what fits, two blanks between fields.
  func draw(row: Int, background: Role, on canvas: inout Canvas) {
    canvas.fill(
      Area(row: row, column: 0, rows: 1, columns: canvas.columns), with: " ", as: background)
    let kept = fitting(canvas.columns)
    var column = 1
    for field in kept where !field.isRight {
      column += canvas.write(field.text, row: row, column: column, as: field.role) + 2
    }
    let right = kept.filter(\.isRight)
    var at = max(column, canvas.columns - 1 - Line.width(of: right))
    for field in right { at += canvas.write(field.text, row: row, column: at, as: field.role) + 2 }
  }

  /// The fields that get a place: by rank, each where there is still room for it.
  private func fitting(_ width: Int) -> [Field] {
    var kept = fields.map { $0.rank == 0 }
    for rank in Set(fields.map(\.rank)).sorted() where rank > 0 {
      for place in fields.indices where fields[place].rank == rank {
        kept[place] = true
        if Line.width(of: chosen(kept)) > width - 2 { kept[place] = false }
      }
    }
    return chosen(kept)
  }

  private func chosen(_ kept: [Bool]) -> [Field] {
    zip(fields, kept).filter(\.1).map(\.0)
  }

  private static func width(of fields: [Field]) -> Int {
    fields.reduce(0) { $0 + $1.text.columns } + 2 * max(0, fields.count - 1)
  }
}
