import Glibc

/// Where Swift's crash reports are written, and how they are found again.
struct CrashReports {
  /// Under `$XDG_STATE_HOME`, else `~/.local/state`. Only the owner may read it.
  let directory: String

  /// Makes the directory and every missing one above it.
  ///
  /// - Throws: if there is no home, or if the directory isn't ours alone and can't be made so.
  ///   Everybody may read a report by default.
  init(environment: [String: String]) throws(SystemError) {
    let state = environment["XDG_STATE_HOME", default: ""]
    let home = environment["HOME", default: ""]
    guard state.hasPrefix("/") || home.hasPrefix("/") else {
      throw SystemError("find a home for crash reports", code: ENOENT)
    }
    directory = (state.hasPrefix("/") ? state : home + "/.local/state") + "/rung/crashes"
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/\(part)"
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw SystemError("make \(path)") }
    }
    var status = stat()
    guard lstat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      status.st_uid == geteuid(), chmod(directory, 0o700) == 0
    else { throw SystemError("keep \(directory) to ourselves", code: EPERM) }
  }

  /// The settings for Swift's reports: written to a file, without questions on a terminal that
  /// can't answer, and without registers. Registers are printed with the memory they point at,
  /// which may hold keys.
  ///
  /// The variable can't hold a path with a comma. The report then goes to standard error.
  var settings: String {
    let place = directory.contains(",") ? "stderr" : directory
    return "enable=yes,interactive=no,color=no,registers=none,output-to=\(place)"
  }

  /// The variable from which Swift's runtime reads ``settings``.
  static let variable = "SWIFT_BACKTRACE"

  /// Returns the report of a process that died, and makes it readable by its owner alone. Its name
  /// contains the process's number: `rung-1234-0.0.log`.
  func report(of process: pid_t) -> String? {
    guard let entries = opendir(directory) else { return nil }
    defer { closedir(entries) }
    var newest: (path: String, seconds: Int)?
    while let entry = readdir(entries) {
      let name = Self.name(of: entry)
      guard name.contains("-\(process)-") else { continue }
      let path = "\(directory)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      if status.st_mtim.tv_sec >= newest?.seconds ?? 0 { newest = (path, status.st_mtim.tv_sec) }
    }
    guard let newest else { return nil }
    chmod(newest.path, 0o600)
    return newest.path
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafePointer(to: &entry.pointee.d_name) { field in
      field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
  }
}
