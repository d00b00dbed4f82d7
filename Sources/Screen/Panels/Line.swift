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

  private func fitting(_ width: Int) -> [Field] {
    var kept = fields
    while Line.width(of: kept) > width - 2, let worst = kept.map(\.rank).max(), worst > 0,
      let place = kept.lastIndex(where: { $0.rank == worst })
    {
      kept.remove(at: place)
    }
    return kept
  }

  private static func width(of fields: [Field]) -> Int {
    fields.reduce(0) { $0 + $1.text.columns } + 2 * max(0, fields.count - 1)
  }
}
