import DiskKit

/// A moment at which the process or the power ends, and what is then on the disk.
public enum CrashPoint: Equatable, Sendable {
  /// The process is killed after some operations. What it wrote is there.
  case kill(after: Int)
  /// It is killed within an operation, of which only some bytes are there.
  case torn(after: Int, bytes: Int)
  /// The power fails after some operations. What was not synced has these fates, for each file of the
  /// disk; a seed decides which sectors of torn writes are there.
  case power(after: Int, fates: [Fate], seed: UInt64)

  public enum Fate: UInt32, Sendable {
    case kept = 0
    case lost = 1
    case torn = 2
  }

  /// How many operations are complete.
  public var operations: Int {
    switch self {
    case .kill(let after), .torn(let after, _), .power(let after, _, _): after
    }
  }
}

/// What was acknowledged, and when.
public struct Acknowledgement: Equatable, Sendable {
  /// How many operations the disk had seen.
  public let operations: Int
  /// The number of the last input that was committed.
  public let number: UInt64

  public init(operations: Int, number: UInt64) {
    (self.operations, self.number) = (operations, number)
  }
}

/// All the points at which a run can end.
public struct CrashPoints {
  private let source: Disk
  private let acknowledgements: [Acknowledgement]

  /// - Parameters:
  ///   - source: the disk whose log has the run.
  ///   - acknowledgements: in order.
  public init(of source: Disk, _ acknowledgements: [Acknowledgement]) {
    self.source = source
    self.acknowledgements = acknowledgements
  }

  /// Visits every prefix of the operations, and every write torn at each sector, at 1, at 13 and one
  /// before its end.
  ///
  /// - Parameters:
  ///   - scratch: has the files of the point when `check` is called, as after a restart.
  ///   - check: is given the point and the last input that was acknowledged before it.
  /// - Returns: how many points.
  @discardableResult
  public func visitKills(
    on scratch: Disk, _ check: (CrashPoint, UInt64) throws -> Void
  ) rethrows -> Int {
    let before = Disk("\(scratch.name)-before")
    var count = 0
    for place in 0...source.operationCount {
      let acknowledged = acknowledged(after: place)
      diskkit_copy(scratch.handle, before.handle)
      try check(.kill(after: place), acknowledged)
      count += 1
      guard place < source.operationCount else { break }
      for bytes in cuts(of: source.lengthOfWrite(place) ?? 0) {
        diskkit_copy(scratch.handle, before.handle)
        diskkit_repeat(scratch.handle, source.handle, place, Int64(bytes))
        try check(.torn(after: place, bytes: bytes), acknowledged)
        count += 1
      }
      diskkit_repeat(before.handle, source.handle, place, -1)
    }
    return count
  }

  /// Visits losses of power between operations, with the writes of each file that were not synced
  /// kept, lost, or torn by seed.
  ///
  /// - Parameter step: operations from one loss of power to the next.
  @discardableResult
  public func visitPowerLosses(
    on scratch: Disk, every step: Int = 1, seed: UInt64,
    _ check: (CrashPoint, UInt64) throws -> Void
  ) rethrows -> Int {
    var count = 0
    let choices: [[CrashPoint.Fate]] = [
      [.lost, .lost, .lost, .lost], [.kept, .lost, .lost, .lost], [.lost, .lost, .kept, .lost],
      [.torn, .torn, .torn, .torn], [.kept, .kept, .torn, .kept], [.torn, .kept, .lost, .kept],
      [.lost, .torn, .torn, .lost],
    ]
    for place in stride(from: 0, through: source.operationCount, by: step) {
      for (number, fates) in choices.enumerated() {
        let point = CrashPoint.power(
          after: place, fates: fates, seed: seed &+ UInt64(place &* 8 &+ number))
        put(point, on: scratch)
        try check(point, acknowledged(after: place))
        count += 1
      }
    }
    return count
  }

  /// Gives a disk the files of a point.
  public func put(_ point: CrashPoint, on scratch: Disk) {
    scratch.clear()
    switch point {
    case .kill(let count):
      for place in 0..<count { diskkit_repeat(scratch.handle, source.handle, place, -1) }
    case .torn(let count, let bytes):
      for place in 0..<count { diskkit_repeat(scratch.handle, source.handle, place, -1) }
      diskkit_repeat(scratch.handle, source.handle, count, Int64(bytes))
    case .power(let count, let fates, let seed):
      let raw = fates.map { diskkit_fate(rawValue: $0.rawValue) }
      diskkit_lose_power(scratch.handle, source.handle, count, raw, seed)
    }
  }

  private func cuts(of length: Int) -> [Int] {
    guard length > 1 else { return [] }
    let sectors = Array(stride(from: 512, to: length, by: 512))
    return Set(sectors + [1, 13, length - 1]).filter { 0 < $0 && $0 < length }.sorted()
  }

  private func acknowledged(after operations: Int) -> UInt64 {
    acknowledgements.last { $0.operations <= operations }?.number ?? 0
  }
}
