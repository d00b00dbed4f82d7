import Glibc
import Output

/// What Rung writes by itself lies under `$XDG_STATE_HOME/rung`, or `~/.local/state/rung`.
enum StateFolder {
  /// Makes a folder there with all that is above it, and returns its path. Only its owner can read
  /// the folders made.
  static func made(_ name: String) throws(FileError) -> String {
    var path: String
    if let state = environmentVariable("XDG_STATE_HOME"), state.hasPrefix("/") {
      path = state
    } else {
      path = (environmentVariable("HOME") ?? "") + "/.local/state"
    }
    path += "/rung/" + name
    var made = ""
    for part in path.split(separator: "/") {
      made += "/\(part)"
      if mkdir(made, 0o700) != 0, errno != EEXIST {
        throw FileError("make", made)
      }
    }
    return path
  }
}
