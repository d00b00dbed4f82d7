import JSONText
import Spelling

/// Reads the structure of one theme file and collects what is wrong with it.
struct ThemeReader {
  let file: String
  private(set) var problems: [ThemeProblem] = []

  init(file: String) {
    self.file = file
  }

  mutating func problem(_ message: String, at position: TextPosition, key: String = "") {
    problems.append(ThemeProblem(file: file, position: position, key: key, message: message))
  }

  mutating func read(_ node: JSONNode, into layer: inout ThemeLayer) {
    for member in members(of: node, key: "") {
      switch member.key {
      case "name":
        layer.title = text(member.node, key: "name")
      case "inherits":
        let name = text(member.node, key: "inherits")
        layer.inherits = name.map { ($0, member.node.position) }
      case "palette":
        readPalette(member.node, into: &layer)
      case "roles":
        readRoles(member.node, into: &layer)
      default:
        problem(
          "unknown key; allowed are name, inherits, palette, roles", at: member.keyPosition,
          key: member.key)
      }
    }
  }

  private mutating func readPalette(_ node: JSONNode, into layer: inout ThemeLayer) {
    for member in members(of: node, key: "palette") {
      let key = "palette.\(member.key)"
      guard let text = colorText(member.node, key: key) else { continue }
      guard let color = Color(text) else {
        problem(
          "\"\(text)\" is no color; allowed is #rrggbb, a number from 0 to 255, default, or one of "
            + Color.names.joined(separator: ", "), at: member.node.position, key: key)
        continue
      }
      layer.palette[member.key] = color
    }
  }

  private mutating func readRoles(_ node: JSONNode, into layer: inout ThemeLayer) {
    for member in members(of: node, key: "roles") {
      let key = "roles.\(member.key)"
      guard Role.themable.contains(member.key) else {
        let near = nearestName(to: member.key, among: Role.themable.sorted())
        problem(
          "unknown role" + (near.map { "; did you mean \($0)?" } ?? ""), at: member.keyPosition,
          key: key)
        continue
      }
      if let entry = entry(for: member, key: key) { layer.entries.append(entry) }
    }
  }

  /// Reads `"mint"` as a foreground, or an object of colors and attributes.
  private mutating func entry(for member: JSONObject.Member, key: String) -> ThemeEntry? {
    var entry = ThemeEntry(role: member.key)
    guard member.node.object != nil else {
      guard let text = colorText(member.node, key: key, or: " or an object") else { return nil }
      entry.foreground = .init(key: key, text: text, position: member.node.position)
      return entry
    }
    for part in members(of: member.node, key: key) {
      readPart(part, key: "\(key).\(part.key)", into: &entry)
    }
    return entry
  }

  private mutating func readPart(
    _ part: JSONObject.Member, key: String, into entry: inout ThemeEntry
  ) {
    switch part.key {
    case "fg":
      entry.foreground = paint(part.node, key: key)
    case "bg":
      entry.background = paint(part.node, key: key)
    default:
      let named = Look.Attributes.named
      guard let attribute = named.first(where: { $0.name == part.key })?.attribute else {
        let names = ["fg", "bg"] + named.map(\.name)
        return problem(
          "unknown key; allowed are \(names.joined(separator: ", "))", at: part.keyPosition,
          key: key)
      }
      guard let isOn = part.node.bool else {
        return problem(
          "expected true or false, found \(part.node.kind)", at: part.node.position, key: key)
      }
      if isOn { entry.attributes.insert(attribute) }
    }
  }

  private mutating func paint(_ node: JSONNode, key: String) -> ThemeEntry.Paint? {
    colorText(node, key: key).map { .init(key: key, text: $0, position: node.position) }
  }

  private mutating func colorText(_ node: JSONNode, key: String, or other: String = "")
    -> String?
  {
    if let text = node.string ?? node.number?.text { return text }
    problem("expected a color\(other), found \(node.kind)", at: node.position, key: key)
    return nil
  }

  private mutating func text(_ node: JSONNode, key: String) -> String? {
    if let text = node.string { return text }
    problem("expected text, found \(node.kind)", at: node.position, key: key)
    return nil
  }

  private mutating func members(of node: JSONNode, key: String) -> [JSONObject.Member] {
    guard let object = node.object else {
      problem("expected an object, found \(node.kind)", at: node.position, key: key)
      return []
    }
    for duplicate in object.duplicates {
      problem(
        "written twice; this last one counts", at: duplicate.keyPosition,
        key: key.isEmpty ? duplicate.key : "\(key).\(duplicate.key)")
    }
    return object.members
  }
}
