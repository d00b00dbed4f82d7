import Configuration
import Output
import Screen

/// The keys in force: the shipped ones with the operator's file, if there is one, over them.
struct LoadedKeymap {
  let keymap: Keymap
  let problems: [KeymapProblem]
  /// The operator's file; nil if only the shipped keys are in force.
  let path: String?

  init(_ console: ConsoleSettings, _ finder: ResourceFinder) throws(CommandFailure) {
    path = console.keymap ?? finder.ownExisting("keymap.json")
    guard let path else {
      keymap = .shipped
      problems = []
      return
    }
    do throws(FileError) {
      (keymap, problems) = Keymap.load(try readText(path), file: path)
    } catch {
      throw CommandFailure(reading: error)
    }
  }
}
