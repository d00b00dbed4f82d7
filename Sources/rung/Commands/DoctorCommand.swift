/// `rung doctor`: whether this machine, terminal and configuration are fit for the console.
enum DoctorCommand {
  static let subcommand = Subcommand(
    "doctor", "Check terminal, locale, files and libraries",
    details: ["Each line begins with ok, warn or fail; the exit code is 1 where anything fails."],
    perform: { (_) throws(CommandFailure) in
      let findings = FileFindings(finder: ResourceFinder()).all() + TerminalFacts.own().findings
      try printResult(Finding.text(findings))
      return findings.contains { $0.level == .fail } ? .found : .done
    })
}
