import Engine
import Foundation
import Market
import Testing
import Venue

@testable import Journal

/// The page about the tables says what is so.
@Suite("The page of the readable tables")
struct TablesPageTests {
  private static func page() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: root.appending(path: "docs/journal-tables.md"), encoding: .utf8)
  }

  /// The queries of the page; `hasRows` if the page says that they find something.
  private static func queries() throws -> [(sql: String, hasRows: Bool)] {
    try page().components(separatedBy: "```sql").dropFirst().compactMap { rest in
      guard let end = rest.range(of: "```"), let line = rest.firstIndex(of: "\n") else {
        return nil
      }
      return (String(rest[line..<end.lowerBound]), rest[..<line].contains("rows"))
    }
  }

  @Test("STATE-03 Each query of the page works, and finds rows where the page says so")
  func queriesWork() throws {
    let run = try TableRun.of(0)
    let queries = try Self.queries()
    #expect(queries.count > 15)
    for query in queries {
      let answer = try run.file.answer(query.sql)
      #expect(!answer.columns.isEmpty)
      if query.hasRows { #expect(!answer.rows.isEmpty, "\(query.sql)") }
    }
  }

  @Test("STATE-03 The page names every table and every column")
  func columnsAreNamed() throws {
    let (file, page) = (try TableFile(), try Self.page())
    let tables = try file.rows("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    #expect(tables.count == 13)
    for table in tables.compactMap({ $0[0] }) {
      #expect(page.contains("`\(table)`"), "\(table)")
      for column in try file.rows("SELECT name FROM pragma_table_xinfo('\(table)')") {
        let name = column[0] ?? ""
        // A column that repeats another in ticks, steps, units or as a text is named by its rule.
        let isPair = ["_ticks", "_steps", "_units", "_utc", "_value", "_limit"].contains {
          name.hasSuffix($0)
        }
        #expect(isPair || page.contains("`\(name)`"), "\(table).\(name)")
      }
    }
  }

  @Test("STATE-03 The page lists every code of a reason", arguments: Reason.Code.allCases)
  func codesAreListed(code: Reason.Code) throws {
    #expect(try Self.page().contains("| `\(code.name)` |"))
  }
}
