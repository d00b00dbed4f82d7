import Foundation
import Testing

@Test("Every link of a page to a file leads to one that exists")
func linksLead() throws {
  var count = 0
  for page in try pages() {
    let address = repository.appending(path: page)
    let text = try String(contentsOf: address, encoding: .utf8)
    for target in linkedFiles(in: text) {
      let file = address.deletingLastPathComponent().appending(path: target)
      #expect(
        FileManager.default.fileExists(atPath: file.path(percentEncoded: false)),
        "\(page) links to \(target)")
      count += 1
    }
  }
  #expect(count > 0)
}

@Test(
  "A link to a file is told from other links, and from what only looks like one",
  arguments: [
    ("see [the console](docs/console.md)", ["docs/console.md"]),
    ("see [`keys`](../README.md#keys), [a](b.md)", ["../README.md", "b.md"]),
    ("[a](https://example.org/a.md) [b](#keys)", []),
    ("`a[0](b)` is code", []),
    ("```swift\na[0](b)\n```\n[a](b.md)", ["b.md"]),
  ])
func linksAreFound(text: String, files: [String]) {
  #expect(linkedFiles(in: text) == files)
}

@Test("The README has at most 250 lines")
func readmeIsShort() throws {
  let readme = try String(contentsOf: repository.appending(path: "README.md"), encoding: .utf8)

  #expect(readme.count { $0 == "\n" } <= 250)
}

/// The pages that people read, from the top of the repository.
private func pages() throws -> [String] {
  let names = try FileManager.default.contentsOfDirectory(
    atPath: repository.appending(path: "docs").path())
  return ["README.md", "CONTRIBUTING.md"]
    + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
}

/// The files that a page's links name, without the headings within them.
private func linkedFiles(in page: String) -> [String] {
  let prose = page.replacing(#/(?s)```.*?```/#, with: "").replacing(#/`[^`\n]*`/#, with: "")
  return prose.matches(of: #/\]\(([^()\s]+)\)/#).map { String($0.1) }
    .filter { !$0.contains("://") && !$0.hasPrefix("#") && !$0.hasPrefix("mailto:") }
    .map { String($0.prefix { $0 != "#" }) }
}
