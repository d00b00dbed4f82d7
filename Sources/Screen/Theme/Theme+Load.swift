import JSONText

extension Theme {
  /// A theme's file: its name in problems, and its text.
  public struct Source: Sendable {
    public let file: String
    public let text: String

    public init(file: String, text: String) {
      self.file = file
      self.text = text
    }
  }

  /// Makes a theme from a file and those it inherits.
  ///
  /// It never fails: what can't be used is a problem in the list, and the theme is complete without
  /// it. Colors in a file's palette also apply to the entries that the file inherits.
  ///
  /// - Parameter resolve: finds the file of a theme named after `inherits`. It is not called for
  ///   the name `default`, which is ``plain``.
  public static func load(_ source: Source, resolving resolve: (String) -> Source?)
    -> (theme: Theme, problems: [ThemeProblem])
  {
    var problems: [ThemeProblem] = []
    let layers = lineage(of: source, resolve, &problems)
    var palette: [String: Color] = [:]
    for layer in layers.reversed() { palette.merge(layer.palette) { $1 } }
    var entries = plainEntries
    for layer in layers.reversed() {
      for entry in layer.entries {
        entries[entry.role] = entry.look(in: palette, file: layer.file, &problems)
      }
    }
    let title = layers.first?.title ?? source.file
    return (Theme(title: title, entries: entries), problems)
  }

  /// Reads a file and the files that it inherits, the file itself first.
  private static func lineage(
    of source: Source, _ resolve: (String) -> Source?, _ problems: inout [ThemeProblem]
  ) -> [ThemeLayer] {
    var layers: [ThemeLayer] = []
    var seen = [source.file]
    var next: Source? = source
    while let source = next {
      next = nil
      let layer = ThemeLayer(source, &problems)
      layers.append(layer)
      guard let (name, position) = layer.inherits, name != plainName else { continue }
      func problem(_ message: String) {
        problems.append(
          ThemeProblem(file: source.file, position: position, key: "inherits", message: message))
      }
      guard let parent = resolve(name) else {
        problem("there is no theme named \"\(name)\"")
        continue
      }
      guard !seen.contains(parent.file) else {
        problem("a theme can't inherit itself: " + (seen + [parent.file]).joined(separator: " → "))
        continue
      }
      seen.append(parent.file)
      next = parent
    }
    return layers
  }
}

/// The content of one file, before it is joined with what it inherits.
struct ThemeLayer {
  let file: String
  var title: String?
  var inherits: (name: String, position: TextPosition)?
  var palette: [String: Color] = [:]
  var entries: [ThemeEntry] = []

  init(_ source: Theme.Source, _ problems: inout [ThemeProblem]) {
    file = source.file
    var reader = ThemeReader(file: source.file)
    do throws(JSONSyntaxError) {
      reader.read(try JSONText.read(source.text), into: &self)
    } catch {
      reader.problem("the file is not JSON: \(error.message)", at: error.position)
    }
    problems += reader.problems
  }
}

/// One role's entry in a file. Its colors are still names.
struct ThemeEntry {
  struct Paint {
    let key: String
    let text: String
    let position: TextPosition
  }

  let role: String
  var foreground: Paint?
  var background: Paint?
  var attributes: Look.Attributes = []

  func look(in palette: [String: Color], file: String, _ problems: inout [ThemeProblem])
    -> PartialLook
  {
    func color(_ paint: Paint?) -> Color? {
      guard let paint else { return nil }
      if let color = palette[paint.text] ?? Color(paint.text) { return color }
      problems.append(
        ThemeProblem(
          file: file, position: paint.position, key: paint.key,
          message: "\"\(paint.text)\" is no color; allowed is \(Color.allowed)"))
      return nil
    }
    return PartialLook(
      foreground: color(foreground), background: color(background), attributes: attributes)
  }
}
