import Testing

@testable import Screen

@Suite("Canvas")
struct CanvasTests {
  @Test("A text is clipped at every edge, and says how far it went")
  func clipping() {
    var canvas = Canvas(columns: 6, rows: 2)

    #expect(canvas.write("bid", row: 0, column: 0, as: .ladderBid) == 3)
    #expect(canvas.write("61250.5", row: 1, column: 3, as: .text) == 3)
    #expect(canvas.write("above", row: -1, column: 0, as: .text) == 0)
    #expect(canvas.write("below", row: 2, column: 0, as: .text) == 0)
    #expect(canvas.write("right", row: 0, column: 6, as: .text) == 0)
    #expect(canvas.write("xyz", row: 1, column: -2, as: .text) == 3)
    #expect(
      canvas.screen == """
        │bid   │
        │z  612│
        """)
  }

  @Test("Nothing drawn at any place or size leaves the canvas or traps")
  func everywhere() {
    for columns in 0...7 {
      for rows in 0...3 {
        for row in -2...4 {
          for column in -9...9 {
            var canvas = Canvas(columns: columns, rows: rows)
            canvas.write("a漢b", row: row, column: column, as: .text)
            canvas.write("plain", row: row, column: column, as: .text)
            canvas.write("a漢b漢", row: row, columns: column..<column + 4, .right, as: .text)
            let part = Area(row: row, column: column, rows: 3, columns: 5)
            canvas.box(part, title: "title", as: .border)
            canvas.fill(part, with: "x", as: .gap)
            canvas.overlay(.selection, row: row, columns: column..<column + 4)
            canvas.withRegion(part) { region in
              region.write("漢字", row: 0, column: -1, as: .text)
            }
            #expect(canvas.lines.count == rows)
          }
        }
      }
    }
  }

  @Test("What overwrites half of a wide character blanks its other half", arguments: 0...4)
  func halves(column: Int) {
    var canvas = Canvas(columns: 6, rows: 1)
    canvas.write("漢字漢", row: 0, column: 0, as: .text)

    canvas.write("ab", row: 0, column: column, as: .alarm)

    let expected = ["│ab字漢│", "│ ab 漢│", "│漢ab漢│", "│漢 ab │", "│漢字ab│"]
    #expect(canvas.screen == expected[column])
  }

  @Test("A wide character that does not fit whole is a blank, not a half")
  func wideAtTheEdge() {
    var canvas = Canvas(columns: 3, rows: 2)

    canvas.write("漢字", row: 0, column: 0, as: .text)
    canvas.write("字漢", row: 1, column: -1, as: .text)

    #expect(
      canvas.screen == """
        │漢 │
        │ 漢│
        """)
  }

  @Test("A region has its own origin and size, and nothing drawn in it gets out")
  func regions() {
    var canvas = Canvas(columns: 8, rows: 4)
    canvas.fill(canvas.area, with: ".", as: .textDim)

    canvas.withRegion(Area(row: 1, column: 2, rows: 2, columns: 4)) { panel in
      #expect(panel.columns == 4 && panel.rows == 2)
      panel.clear()
      panel.write("overlong", row: 0, column: 1, as: .text)
      panel.withRegion(Area(row: 1, column: 2, rows: 9, columns: 9)) { inner in
        #expect(inner.columns == 2 && inner.rows == 1)
        inner.write("12345", row: 0, column: 0, as: .text)
      }
      panel.write("x", row: 2, column: 0, as: .text)
    }

    #expect(canvas.columns == 8 && canvas.rows == 4)
    #expect(
      canvas.screen == """
        │........│
        │.. ove..│
        │..  12..│
        │........│
        """)
  }

  @Test("A field aligns what is short and cuts what is long")
  func fields() {
    var canvas = Canvas(columns: 10, rows: 4)

    canvas.write("ab", row: 0, columns: 1..<6, .left, as: .text)
    canvas.write("ab", row: 1, columns: 1..<6, .right, as: .text)
    canvas.write("abc", row: 2, columns: 1..<6, .centre, as: .text)
    #expect(canvas.write("abcdefgh", row: 3, columns: 1..<6, as: .text) == 5)

    #expect(
      canvas.screen == """
        │ ab       │
        │    ab    │
        │  abc     │
        │ abcd…    │
        """)
  }

  @Test("A box is drawn inside its rectangle, its title cut to fit")
  func boxes() {
    var canvas = Canvas(columns: 12, rows: 3)

    canvas.box(canvas.area, title: "Positions", as: .border)

    #expect(
      canvas.screen
        == """
        ┌─ Posit… ─┐
        │          │
        └──────────┘
        """.split(separator: "\n").map { "│\($0)│" }.joined(separator: "\n"))
    #expect(canvas.roles(row: 0) == ["border", "title", "border"])
  }

  @Test("An ASCII canvas holds only printable ASCII, column for column")
  func ascii() {
    var canvas = Canvas(columns: 14, rows: 4, glyphs: .ascii)

    canvas.box(canvas.area, title: "漢 overlong …", as: .border)
    canvas.write("●○» 漢é", row: 1, column: 2, as: .text)
    canvas.write("漢字漢", row: 2, column: 10, as: .text)

    #expect(
      canvas.screen == """
        │+- ?? over~ -+│
        │| *o> ???    |│
        │|         ????│
        │+------------+│
        """)
  }

  @Test("An overlay changes what cells mean beside what they say; writing anew takes it away")
  func overlays() {
    var canvas = Canvas(columns: 6, rows: 1)
    canvas.write("61250", row: 0, column: 0, as: .ladderPrice)

    canvas.overlay(.ladderCursor, row: 0, columns: 0..<6)

    #expect(canvas.text == "61250")
    #expect(canvas.roles(row: 0) == ["ladder.price+ladder.cursor", "text+ladder.cursor"])
    canvas.write("61260", row: 0, column: 0, as: .ladderPrice)
    #expect(canvas.roles(row: 0) == ["ladder.price", "text+ladder.cursor"])
  }

  @Test("A canvas placed on another is clipped and keeps its roles")
  func placing() {
    var canvas = Canvas(columns: 5, rows: 2)
    var other = Canvas(columns: 4, rows: 2)
    other.write("漢ab", row: 0, column: 0, as: .alarm)

    canvas.place(other, row: 1, column: 2)

    #expect(
      canvas.screen == """
        │     │
        │  漢a│
        """)
    #expect(canvas.cell(row: 1, column: 3).role == .alarm)
  }

  @Test("The difference is exactly the changed cells, wide characters whole")
  func difference() {
    var old = Canvas(columns: 8, rows: 3)
    old.write("abc漢xy", row: 0, column: 0, as: .text)
    var new = old

    #expect(new.spans(differingFrom: old).isEmpty)
    #expect(new.spans(differingFrom: nil).count == 3)
    #expect(new.spans(differingFrom: Canvas(columns: 7, rows: 3)).count == 3)

    new.write("B", row: 0, column: 1, as: .text)
    new.overlay(.selection, row: 0, columns: 4..<5)
    new.write("q", row: 2, column: 7, as: .text)
    #expect(
      new.spans(differingFrom: old) == [
        .init(row: 0, columns: 1..<2), .init(row: 0, columns: 3..<5), .init(row: 2, columns: 7..<8),
      ])
  }

  @Test("A canvas with the differing spans of another applied is that other", arguments: 0..<40)
  func differenceIsWhole(seed: UInt64) {
    var random = Mixed(seed: seed)
    var old = Canvas(columns: 20, rows: 4)
    scribble(on: &old, &random)
    var new = old
    scribble(on: &new, &random)
    var changed: Set<[Int]> = []
    for span in new.spans(differingFrom: old) {
      for column in span.columns { changed.insert([span.row, column]) }
    }

    for row in 0..<4 {
      for column in 0..<20 where !changed.contains([row, column]) {
        #expect(
          new.cell(row: row, column: column) == old.cell(row: row, column: column),
          "seed \(seed)")
      }
    }
  }

  private func scribble(on canvas: inout Canvas, _ random: inout Mixed) {
    let texts: [SafeText] = ["漢", "ab", "字x漢", "price", " "]
    for _ in 0..<12 {
      let text = texts[random.below(texts.count)]
      canvas.write(text, row: random.below(4), column: random.below(22) - 1, as: .text)
    }
  }

  @Test("A cell is eight bytes and holds no reference")
  func cellSize() {
    #expect(MemoryLayout<Cell>.stride == 8)
    #expect(MemoryLayout<Role>.size == 1)
  }
}

/// A small seeded generator for tests.
struct Mixed {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
