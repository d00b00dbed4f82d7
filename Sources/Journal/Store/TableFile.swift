import Glibc

/// Finds where in a journal's main file a row of a table is, without SQLite, which says nothing about
/// places.
///
/// It follows the format of SQLite's files: a table is a tree of pages, the numbers of the rows lead
/// from page to page (sqlite.org/fileformat2.html, sections 1.6 and 2.1).
struct TableFile {
  private let bytes: Int
  private let pageBytes: Int
  private let descriptor: Int32

  /// - Parameter use: is given nil if the file can't be read.
  static func with<Result>(_ path: String, _ use: (TableFile?) -> Result) -> Result {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return use(nil) }
    defer { close(descriptor) }
    return use(TableFile(descriptor))
  }

  private init?(_ descriptor: Int32) {
    var header = [UInt8](repeating: 0, count: 18)
    var facts = stat()
    guard pread(descriptor, &header, 18, 0) == 18, fstat(descriptor, &facts) == 0 else {
      return nil
    }
    let size = Int(header[16]) << 8 | Int(header[17])
    pageBytes = size == 1 ? 65_536 : size
    guard pageBytes >= 512, pageBytes & (pageBytes - 1) == 0 else { return nil }
    bytes = Int(facts.st_size)
    self.descriptor = descriptor
  }

  /// The place of a row, or of the page on the way to it that is no page of a table; nil if the file
  /// has neither: newer rows are only in the log.
  ///
  /// - Parameter root: the table's first page.
  func place(of row: Int64, root: Int) -> JournalDamage.Place? {
    var number = root
    // More levels than a file of the largest size has.
    for _ in 0..<24 {
      guard let page = page(number) else { return nil }
      let start = (number - 1) * pageBytes
      let header = number == 1 ? 100 : 0
      switch page[header] {
      case 5: number = child(of: page, header, leadingTo: row)
      case 13:
        return cell(of: page, header, holding: row)
          .map { JournalDamage.Place(page: number, offset: start + $0) }
      default: return JournalDamage.Place(page: number, offset: start)
      }
    }
    return nil
  }

  private func page(_ number: Int) -> [UInt8]? {
    guard number > 0, number * pageBytes <= bytes else { return nil }
    var page = [UInt8](repeating: 0, count: pageBytes)
    let count = pread(descriptor, &page, pageBytes, (number - 1) * pageBytes)
    return count == pageBytes ? page : nil
  }

  /// The next page on the way to a row, on a page of the tree's inside.
  private func child(of page: [UInt8], _ header: Int, leadingTo row: Int64) -> Int {
    for start in cells(of: page, header, after: 12) {
      let (key, _) = variable(page, start + 4)
      if row <= Int64(bitPattern: key) { return number(page, start, 4) }
    }
    return number(page, header + 8, 4)
  }

  /// Where a row begins on a page of rows.
  private func cell(of page: [UInt8], _ header: Int, holding row: Int64) -> Int? {
    cells(of: page, header, after: 8).first { start in
      let (_, afterSize) = variable(page, start)
      return Int64(bitPattern: variable(page, afterSize).value) == row
    }
  }

  private func cells(of page: [UInt8], _ header: Int, after length: Int) -> [Int] {
    let count = number(page, header + 3, 2)
    let list = header + length
    guard list + 2 * count <= page.count else { return [] }
    return (0..<count).map { number(page, list + 2 * $0, 2) }.filter { $0 + 8 < page.count }
  }

  /// A number in the order of the network; 0 behind the end.
  private func number(_ page: [UInt8], _ start: Int, _ length: Int) -> Int {
    guard start + length <= page.count else { return 0 }
    return page[start..<start + length].reduce(0) { $0 << 8 | Int($1) }
  }

  /// A number of 1 to 9 bytes, and where what follows begins.
  private func variable(_ page: [UInt8], _ start: Int) -> (value: UInt64, end: Int) {
    var value: UInt64 = 0
    for place in start..<min(start + 8, page.count) {
      value = value << 7 | UInt64(page[place] & 0x7F)
      if page[place] < 0x80 { return (value, place + 1) }
    }
    guard start + 8 < page.count else { return (value, page.count) }
    return (value << 8 | UInt64(page[start + 8]), start + 9)
  }
}
