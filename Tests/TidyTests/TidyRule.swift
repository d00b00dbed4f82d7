import Foundation

/// Something that must not stand in some of our files.
struct TidyRule: Sendable {
  let name: String
  /// Folders or files it holds in, from the top of the repository.
  let scope: [String]
  /// Folders it does not hold in.
  let except: [String]
  let isBroken: @Sendable (SourceLine) -> Bool

  init(
    _ name: String, in scope: [String], except: [String] = [],
    isBroken: @escaping @Sendable (SourceLine) -> Bool
  ) {
    self.name = name
    self.scope = scope
    self.except = except
    self.isBroken = isBroken
  }

  /// The lines that break it and don't say why, with their places.
  func violations(in lines: [SourceLine]) -> [String] {
    lines.filter { line in
      scope.contains { line.file.hasPrefix($0) } && !except.contains { line.file.hasPrefix($0) }
        && !line.isExcused && isBroken(line)
    }.map { "\($0.place): \(name): \($0.text.drop { $0 == " " })" }
  }
}

extension TidyRule {
  /// The executables are where the real clock and the real terminal are.
  private static let executables = ["Sources/rung/", "Sources/rung-bench/"]

  /// A count of ticks, steps or units beside a plain or wrapping times sign.
  private static let product =
    #"\b(ticks|steps|units|mantissa)\b[)\]]* &?\*=? |[\w)\]] &?\*=? (\w+[.?!]+)*"#
    + #"(ticks|steps|units|mantissa)\b"#
  /// The same with a literal, a side's sign, or a number that is 128 bits wide.
  private static let harmless =
    #"(^|[^\w.])\d[\d_]* &?\* (\w+[.?!]+)*\w+|(\w+[.?!]+)*\w+ &?\*=? \d[\d_]*|"#
    + #"sign &?\* (\w+[.?!]+)*\w+|(\w+[.?!]+)*\w+ \* (\w+[.?!]+)*sign\b|"#
    + #"(Int128|Double)\([^()]*(\([^()]*\))?[^()]*\)"#

  private static func multiplies(_ line: SourceLine) -> Bool {
    let rest = String(line.code)
      .replacingOccurrences(of: harmless, with: "", options: .regularExpression)
    return rest.range(of: product, options: .regularExpression) != nil
  }

  /// A part of a reason. A fact of an explanation has a code too, of its own.
  private static func readsReason(_ line: SourceLine) -> Bool {
    let isFact = line.file.hasPrefix("Sources/Engine/Explain/")
    return line.says(".code") && !isFact
      || line.code.range(
        of: #"[rR]eason[?!]?\.(code|value|limit)\b"#, options: .regularExpression) != nil
  }

  static let all: [TidyRule] = [
    // A terminal is paced by a real clock; nothing else comes of it.
    TidyRule("reads the clock", in: ["Sources/"], except: executables + ["Sources/Curses/"]) {
      [
        "Date()", "Date.now", "ContinuousClock.now", "ContinuousClock().now",
        "SuspendingClock.now", "SuspendingClock().now", " .now", "(.now", ":.now",
      ].contains(where: $0.says)
    },
    TidyRule("draws without a seed", in: ["Sources/"], except: executables) {
      $0.says(".random(")
    },
    TidyRule("sleeps", in: ["Sources/"], except: executables) { $0.says("Task.sleep") },
    TidyRule("prints", in: ["Sources/"], except: ["Sources/rung-bench/"]) {
      $0.says("print(")
    },
    // Foreign text must not reach a terminal as it came: `StandardStreams` is the one door.
    TidyRule(
      "writes past the door", in: ["Sources/"], except: ["Sources/Output/", "Sources/rung-bench/"]
    ) {
      [
        "write(STDOUT_FILENO", "write(STDERR_FILENO", "write(1,", "write(2,", "fputs(", "puts(",
        "fwrite(", "putchar(", "perror(", "debugPrint(", "dump(", "FileHandle",
      ].contains(where: $0.says)
    },
    // What leaves the engine leaves at one door, where a question is weighed before it is asked.
    TidyRule(
      "hands over past the gateway", in: ["Sources/Engine/"],
      except: ["Sources/Engine/Orders/Gateway.swift"]
    ) { line in
      ["requests", "inquiries", "fills", "lotRecords"].contains { list in
        ["append", "insert"].contains { line.says("effects.\(list).\($0)(") }
          || line.says("effects.\(list) +=")
      }
    },
    // A reason is what people read: what decides is a value of its own, and its reason is made of it.
    TidyRule(
      "decides by a reason", in: ["Sources/Engine/"],
      except: ["Sources/Engine/Reason.swift"]
    ) { TidyRule.readsReason($0) },
    TidyRule("asks unweighed", in: ["Sources/Session/"], except: ["Sources/Session/DryRun.swift"]) {
      $0.says("network.ask(")
    },
    // What the screen says of the venue is what the venue told: a live one has no books to look into.
    TidyRule(
      "looks into the simulated venue",
      in: ["Sources/Session/DryRun+Snapshot.swift", "Sources/Session/Queue/"]
    ) {
      ["venue.", "SimulatedVenue(", "RestingOrder"].contains(where: $0.says)
    },
    // What was there must outlive a write that fails: `OutputFile` replaces files whole.
    TidyRule(
      "makes a file by itself", in: ["Sources/"],
      except: ["Sources/Output/", "Sources/rung-bench/"]
    ) {
      ["O_CREAT", "O_TRUNC", "fopen(", "creat(", "rename("].contains(where: $0.says)
    },
    TidyRule(
      "books in floating point",
      in: [
        "Sources/Market/Money.swift", "Sources/Market/ExactMoney.swift",
        "Sources/Market/AmountSplit.swift", "Sources/Market/Quantity.swift",
        "Sources/Market/Price.swift", "Sources/Engine/Ledger/",
      ]
    ) {
      $0.says("Double") || $0.says("Float")
    },
    TidyRule(
      "imports Foundation",
      in: ["Market", "Engine", "Venue", "SimulatedVenue"].map { "Sources/\($0)/" }
    ) {
      $0.says("import Foundation")
    },
    // What a price, a size or an amount is multiplied with may be of any size: types of their own do
    // it in full width.
    TidyRule(
      "multiplies data unchecked", in: ["Sources/"],
      except: [
        "Sources/Market/Money.swift", "Sources/Market/ExactMoney.swift", "Sources/rung-bench/",
      ]
    ) { TidyRule.multiplies($0) },
    TidyRule("drops an error", in: ["Sources/"]) { $0.says("try?") || $0.says("catch {}") },
    TidyRule("is left unfinished", in: ["Sources/", "Tests/"]) { line in
      // Put together here, so that this line isn't one.
      ["FIX" + "ME", "TO" + "DO"].contains { line.isSaid($0, in: line.text[...]) }
    },
  ]
}
