import Testing

@testable import rung

@Test("Every command has a name of its own, a summary and a help that names each option")
func tableIsWhole() {
  let names = SubcommandTable.all.map(\.name)
  #expect(Set(names).count == names.count)

  for subcommand in SubcommandTable.all {
    let help = HelpText.text(of: subcommand)
    #expect(!subcommand.summary.isEmpty && !subcommand.summary.hasSuffix("."))
    for option in subcommand.options { #expect(help.contains("--\(option.name)")) }
    let options = subcommand.options.map(\.name)
    #expect(Set(options).count == options.count, "\(subcommand.name)")
  }
}

@Test("The overview lists every command")
func overview() {
  for subcommand in SubcommandTable.all {
    #expect(HelpText.overview.contains("rung \(subcommand.name)"))
  }
}

@Test("No line of the help is wider than 100 columns")
func helpWidth() {
  let texts = [HelpText.overview] + SubcommandTable.all.map(HelpText.text(of:))
  for line in texts.flatMap({ $0.split(separator: "\n") }) { #expect(line.count <= 100, "\(line)") }
}

@Test(
  "An unknown command is answered with the one that was meant",
  arguments: [
    (["replya"], "unknown command \"replya\"; did you mean replay? See rung help"),
    (["launch"], "unknown command \"launch\". See rung help"),
    (["tape"], "tape needs one of: info, import. See rung help tape"),
    (["tape", "dance"], "tape needs one of: info, import. See rung help tape"),
  ])
func unknown(arguments: [String], message: String) {
  #expect(throws: CommandFailure(.usage, message)) { try SubcommandTable.perform(arguments) }
}
