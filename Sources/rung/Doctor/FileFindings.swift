@preconcurrency import CNcurses
import CZlib
import Configuration
import Glibc
import Output
import SimulatedVenue

/// The findings about the program and the files that it would use.
struct FileFindings {
  let finder: ResourceFinder

  /// All findings, in the order they are shown.
  func all() -> [Finding] {
    let configuration = configurationFindings()
    return [program, libraries, shipped] + configuration.findings
      + [keymap(configuration.settings), theme(configuration.settings), tape]
  }

  private var program: Finding {
    let build = isOptimised ? "release build" : "debug build, slow; use swift build -c release"
    return Finding(
      isOptimised ? .ok : .warn, "program",
      "rung \(Version.text), \(build), \(executablePath() ?? "path unknown")")
  }

  private var isOptimised: Bool {
    var checked = false
    // An assertion is evaluated only in debug builds.
    assert(
      {
        checked = true
        return true
      }())
    return !checked
  }

  private var libraries: Finding {
    let zlib = zlibVersion().map { String(cString: $0) } ?? "unknown"
    let ncurses = curses_version().map { String(cString: $0) } ?? "ncurses unknown"
    return Finding(.ok, "libraries", "\(ncurses), zlib \(zlib)")
  }

  private var shipped: Finding {
    guard let folder = finder.folders.shipped else {
      return Finding(
        .warn, "shipped files", "not found beside the executable: no bundled tape, no themes")
    }
    return Finding(.ok, "shipped files", folder)
  }

  private func configurationFindings() -> (settings: Configuration, findings: [Finding]) {
    do throws(CommandFailure) {
      let located = try finder.configuration(nil)
      let path = located.path
      let found = Finding(.ok, "configuration", path ?? "no file of your own; defaults are used")
      return (located.configuration, [found] + (path.map { [permissions(of: $0)] } ?? []))
    } catch {
      return (Configuration(), error.messages.map { Finding(.fail, "configuration", $0) })
    }
  }

  /// Checks who can write a file: whoever can write a configuration can trade with it.
  private func permissions(of path: String) -> Finding {
    var status = stat()
    guard stat(path, &status) == 0 else {
      return Finding(.fail, "permissions", FileError("read", path).description)
    }
    if status.st_mode & (S_IWGRP | S_IWOTH) != 0 {
      return Finding(.warn, "permissions", "others can write to \(path); use chmod go-w")
    }
    return Finding(.ok, "permissions", "only you can write the configuration")
  }

  private func keymap(_ configuration: Configuration) -> Finding {
    do throws(CommandFailure) {
      let loaded = try LoadedKeymap(configuration.console, finder)
      let path = loaded.path ?? "the shipped keys"
      return loaded.problems.isEmpty
        ? Finding(.ok, "keymap", path)
        : Finding(.warn, "keymap", "\(path): \(loaded.problems.count) problems; see rung keys")
    } catch {
      return Finding(.fail, "keymap", error.messages.joined(separator: "; "))
    }
  }

  private func theme(_ configuration: Configuration) -> Finding {
    let name = configuration.console.theme
    do throws(CommandFailure) {
      let loaded = try ThemeLibrary(finder: finder).load(name)
      return loaded.problems.isEmpty
        ? Finding(.ok, "theme", name)
        : Finding(.warn, "theme", "\(name): \(loaded.problems.count) problems; see rung themes")
    } catch {
      return Finding(.fail, "theme", error.messages.joined(separator: "; "))
    }
  }

  private var tape: Finding {
    do throws(CommandFailure) {
      let tape = try loadTape(try finder.tape(), TapeImportOptions())
      let counts = tape.header.counts
      return Finding(
        .ok, "bundled tape",
        "\(tape.header.instrument.symbol), \(counts.updates) updates, checksum correct")
    } catch {
      return Finding(.warn, "bundled tape", error.messages.joined(separator: "; "))
    }
  }
}
