import Glibc

/// Tells whether two paths name one existing file, by whatever links.
///
/// What is read may be mapped into memory: writing over it would lose it and stop the run.
func isSameFile(_ one: String, _ other: String) -> Bool {
  var first = stat()
  var second = stat()
  guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
  return first.st_dev == second.st_dev && first.st_ino == second.st_ino
}

/// Refuses an output that is the very file the command reads.
func refuseOverwriting(_ input: String, by option: String, _ output: String?)
  throws(CommandFailure)
{
  guard let output, isSameFile(input, output) else { return }
  throw CommandFailure(
    .usage, "\(option) \(output): this is the tape that is read; name another file")
}
