/// `rung doctor`: whether this machine, terminal and configuration suit the console.
enum DoctorCommand {
  static let subcommand = Subcommand(
    "doctor", "Check the terminal, locale, files and libraries",
    details: ["Each line begins with ok, warn or fail. The exit code is 1 if anything fails."],
    perform: { (_) throws(CommandFailure) in
      let findings = FileFindings(finder: ResourceFinder()).all() + TerminalFacts.own().findings
      try printResult(Finding.text(findings))
      return findings.contains { $0.level == .fail } ? .found : .done
    })
}
