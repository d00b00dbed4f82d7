import Glibc
import Output

/// Makes a folder for what a run leaves behind, which only its owner may enter, and returns its path:
/// under `$XDG_STATE_HOME/rung`, or `~/.local/state/rung`.
func stateFolder(_ name: String) throws(FileError) -> String {
  var path: String
  if let state = environmentVariable("XDG_STATE_HOME"), state.hasPrefix("/") {
    path = state
  } else {
    path = (environmentVariable("HOME") ?? "") + "/.local/state"
  }
  path += "/rung/\(name)"
  var made = ""
  for part in path.split(separator: "/") {
    made += "/\(part)"
    if mkdir(made, 0o700) != 0, errno != EEXIST {
      throw FileError("make", made)
    }
  }
  return path
}
