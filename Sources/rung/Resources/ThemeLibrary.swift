import Output
import Screen

/// The available themes: the operator's own, the shipped ones, and the plain one, which follows the
/// terminal's colors.
struct ThemeLibrary {
  let finder: ResourceFinder

  /// A theme that was read, and its problems.
  struct Loaded {
    let theme: Theme
    let problems: [String]
    /// Nil for the plain theme, which has no file.
    let path: String?
  }

  /// The names of all themes, the plain one first.
  func names() throws(CommandFailure) -> [String] {
    var names: Set<String> = []
    for folder in [finder.own("themes"), finder.shipped("themes")].compactMap({ $0 }) {
      guard fileExists(folder) else { continue }
      do throws(FileError) {
        for file in try listFolder(folder) where file.hasSuffix(".json") {
          names.insert(String(file.dropLast(".json".count)))
        }
      } catch {
        throw CommandFailure(reading: error)
      }
    }
    names.remove(Theme.plainName)
    return [Theme.plainName] + names.sorted()
  }

  /// Reads a theme and those that it inherits.
  func load(_ name: String) throws(CommandFailure) -> Loaded {
    if name == Theme.plainName { return Loaded(theme: .plain, problems: [], path: nil) }
    guard let path = path(of: name) else {
      let names = try names().joined(separator: ", ")
      throw CommandFailure(.usage, "there is no theme named \"\(name)\"; the themes are \(names)")
    }
    var unreadable: [String] = []
    func source(_ path: String) -> Theme.Source? {
      do throws(FileError) {
        return Theme.Source(file: path, text: try readText(path))
      } catch {
        unreadable.append("\(error)")
        return nil
      }
    }
    guard let own = source(path) else { throw CommandFailure(.usage, unreadable) }
    let (theme, problems) = Theme.load(own) { self.path(of: $0).flatMap(source) }
    return Loaded(theme: theme, problems: unreadable + problems.map { "\($0)" }, path: path)
  }

  private func path(of name: String) -> String? {
    name.contains("/") ? nil : finder.find("themes/\(name).json")
  }
}
