import JSONText
import Spelling

/// The result of reading a configuration: the whole configuration, or all faults.
public enum ConfigurationResult: Sendable {
  case success(Configuration)
  /// In the order of the file; never empty.
  case faults([ConfigurationFault])
}

extension Configuration {
  /// Reads a configuration file over the defaults.
  ///
  /// It throws nothing and drops nothing: the list has every fault, so that the operator need read
  /// the file only once.
  public static func read(_ text: String) -> ConfigurationResult {
    let root: JSONNode
    do throws(JSONSyntaxError) {
      root = try JSONText.read(text, whenBlank: .object(JSONObject()))
    } catch {
      return .faults([ConfigurationFault("", at: error.position, error.message)])
    }
    var reading = ConfigurationReading()
    if let object = root.object {
      reading.take(object, under: "")
    } else {
      reading.fault(
        "", at: root.position, "\(root.kind) is not a configuration; it must be an object { … }")
    }
    reading.crossCheck()
    guard reading.faults.isEmpty else {
      return .faults(reading.faults.sorted { place($0) < place($1) })
    }
    return .success(reading.configuration)
  }

  /// The place of a key's value in a file without faults; nil if the file leaves the key out.
  public static func position(of path: String, in text: String) -> TextPosition? {
    var node: JSONNode?
    do throws(JSONSyntaxError) {
      node = try JSONText.read(text, whenBlank: .null)
    } catch {
      return nil
    }
    for name in path.split(separator: ".") { node = node?.object?[String(name)] }
    return node?.position
  }

  private static func place(_ fault: ConfigurationFault) -> TextPosition {
    fault.position ?? TextPosition(line: 0, column: 0)
  }
}

extension ConfigurationReading {
  /// Reads the members of an object, down to the values.
  mutating func take(_ object: JSONObject, under prefix: String) {
    refuseDuplicates(of: object, under: prefix)
    for member in object.members { take(member, path: prefix + member.key) }
  }

  /// Reports each repeated key at its later place, with the place of the first one.
  mutating func refuseDuplicates(of object: JSONObject, under prefix: String) {
    for member in object.duplicates {
      let first = object.firstPosition(of: member.key).map { ", first at \($0)" } ?? ""
      fault(
        prefix + JSONNode.shortened(member.key), at: member.keyPosition,
        "is given twice\(first); keep only one")
    }
  }

  private mutating func take(_ member: JSONObject.Member, path: String) {
    if let parameter = ParameterTable.parameter(path) {
      positions[path] = member.node.position
      parameter.read(member.node, &self)
    } else if ParameterTable.isGroup(path) {
      guard let object = member.node.object else {
        return fault(
          path, at: member.node.position,
          "must be a section { … }, not "
            + "\(member.node.kind)")
      }
      take(object, under: path + ".")
    } else {
      fault(
        JSONNode.shortened(path), at: member.keyPosition,
        "unknown key" + (suggestion(for: path).map { "; did you mean \($0)?" } ?? ""))
    }
  }
}

extension ConfigurationReading {
  /// A file with more faults than this is probably no configuration: no further suggestions are
  /// made.
  private static let mostSuggestions = 20

  private func suggestion(for path: String) -> String? {
    guard faults.count < Self.mostSuggestions, path.utf8.count <= 200 else { return nil }
    return ParameterTable.nearest(to: path)
  }
}

extension ParameterTable {
  /// Whether there are keys below this one.
  static func isGroup(_ path: String) -> Bool {
    parameters.contains { $0.path.hasPrefix(path + ".") }
  }

  /// The key that was probably meant: one of the neighbours, otherwise a key elsewhere with the
  /// same last name.
  static func nearest(to path: String) -> String? {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    let prefix = parts.dropLast().map { $0 + "." }.joined()
    let last = String(parts.last ?? "")
    let neighbours = children(of: prefix)
    if let name = nearestName(to: last, among: neighbours) { return prefix + name }
    return parameters.first { $0.path.hasSuffix("." + last) }?.path
  }

  /// The names directly below a prefix such as `grid.`.
  private static func children(of prefix: String) -> [String] {
    var names: [String] = []
    for parameter in parameters where parameter.path.hasPrefix(prefix) {
      let name = String(parameter.path.dropFirst(prefix.count).prefix { $0 != "." })
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}
