import Glibc

/// The folders in which files are looked for if no option names them.
struct Folders: Equatable, Sendable {
  /// `$XDG_CONFIG_HOME/rung`, or `~/.config/rung`; nil if neither is known.
  let configuration: String?
  /// The files shipped with the executable: the package that it was built in, or `share/rung`
  /// beside its `bin`; nil if there is neither.
  let shipped: String?

  /// - Parameters:
  ///   - variable: returns the value of a variable of the process's environment.
  ///   - executable: the full path of the executable; nil if the system doesn't report it.
  ///   - exists: returns whether there is a file with that path.
  init(
    variable: (String) -> String?, executable: String?, exists: (String) -> Bool = fileExists
  ) {
    configuration = Folders.configuration(variable)
    shipped = executable.flatMap { Folders.shipped(beside: $0, exists: exists) }
  }

  /// The folders of this process.
  static var own: Folders {
    Folders(variable: environmentVariable, executable: executablePath())
  }

  private static func configuration(_ variable: (String) -> String?) -> String? {
    // The XDG specification says that a path that isn't absolute is invalid and must be ignored.
    if let folder = variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return folder + "/rung"
    }
    guard let home = variable("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.config/rung"
  }

  private static func shipped(beside executable: String, exists: (String) -> Bool) -> String? {
    var parts = executable.split(separator: "/")
    while !parts.isEmpty {
      parts.removeLast()
      let folder = "/" + parts.joined(separator: "/")
      if exists(folder + "/Package.swift"), exists(folder + "/keymap.json") { return folder }
      if exists(folder + "/share/rung/keymap.json") { return folder + "/share/rung" }
    }
    return nil
  }
}

/// Whether there is a file or folder with that path.
func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// The full path of the running executable, with links resolved; nil if it is unknown.
func executablePath() -> String? {
  var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = readlink("/proc/self/exe", &bytes, bytes.count - 1)
  guard count > 0 else { return nil }
  return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// A variable of the process's environment; nil if it isn't set.
func environmentVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// A path that means the same file from every folder.
func fullPath(_ path: String) -> String {
  guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
  defer { free(here) }
  return String(cString: here) + "/" + path
}
