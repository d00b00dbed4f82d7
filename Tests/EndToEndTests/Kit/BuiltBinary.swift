import Foundation

/// The program as it was built together with these tests.
enum BuiltBinary {
  /// The folder of the test bundle, where the products lie too.
  static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  static let rung = folder.appending(path: "rung").path()
}

/// The top of the repository, found from where this file was when it was built.
let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// The recording that is shipped.
let bundledTape = repository.appending(path: "tapes/binance-usdm-btcusdt-20240808.tape").path()
