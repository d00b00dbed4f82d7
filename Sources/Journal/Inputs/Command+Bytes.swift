import Engine
import Market
import Venue

extension Command: ByteCoded {
  /// The numbers of the kinds. They never change.
  private enum Kind: UInt8 {
    case pause = 1
    case unpause = 2
    case freeze = 3
    case terminalLost = 4
    case unfreeze = 5
    case flatten = 6
    case flattenAccount = 7
    case cancelAll = 8
    case recentre = 9
    case placeManual = 10
    case clearBreaker = 11
    case closeLot = 12
    case closeExcess = 13
    case endCooldown = 14
    case cancelOrder = 15
    case stopAttempt = 16
    case reconcile = 17
    case reconcileNow = 18
    case acceptDifferences = 19
    case moveOrder = 20
    case reprice = 21
    case complete = 22
    case quit = 23
    case acknowledgeAlarms = 24
    case holdEntries = 25
    case resumeEntries = 26
  }

  private var kind: Kind {
    switch self {
    case .pause: .pause
    case .unpause: .unpause
    case .freeze: .freeze
    case .terminalLost: .terminalLost
    case .unfreeze: .unfreeze
    case .flatten: .flatten
    case .flattenAccount: .flattenAccount
    case .cancelAll: .cancelAll
    case .recentre: .recentre
    case .placeManual: .placeManual
    case .clearBreaker: .clearBreaker
    case .closeLot: .closeLot
    case .closeExcess: .closeExcess
    case .endCooldown: .endCooldown
    case .cancelOrder: .cancelOrder
    case .stopAttempt: .stopAttempt
    case .reconcile: .reconcile
    case .reconcileNow: .reconcileNow
    case .acceptDifferences: .acceptDifferences
    case .moveOrder: .moveOrder
    case .reprice: .reprice
    case .complete: .complete
    case .quit: .quit
    case .acknowledgeAlarms: .acknowledgeAlarms
    case .holdEntries: .holdEntries
    case .resumeEntries: .resumeEntries
    }
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(kind.rawValue)
    switch self {
    case .pause(let side), .unpause(let side), .complete(let side): side.write(to: &writer)
    case .cancelAll(let scope): scope.write(to: &writer)
    case .placeManual(let side, let price):
      side.write(to: &writer)
      price.write(to: &writer)
    case .closeLot(let lot): writer.write(lot.value)
    case .endCooldown(let side, let price):
      side.write(to: &writer)
      writer.write(price)
    case .cancelOrder(let id): id.write(to: &writer)
    case .stopAttempt(let id): writer.write(id.value)
    case .acceptDifferences(let numbers):
      writer.write(UInt32(numbers.count))
      for number in numbers { writer.write(Int64(number)) }
    case .moveOrder(let id, let price):
      id.write(to: &writer)
      price.write(to: &writer)
    case .freeze, .terminalLost, .unfreeze, .flatten, .flattenAccount, .recentre, .clearBreaker,
      .closeExcess, .reconcile, .reconcileNow, .reprice, .quit, .acknowledgeAlarms, .holdEntries,
      .resumeEntries:
      break
    }
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    switch try reader.readCase("a command") as Kind {
    case .pause: self = .pause(try Side(from: &reader))
    case .unpause: self = .unpause(try Side(from: &reader))
    case .freeze: self = .freeze
    case .terminalLost: self = .terminalLost
    case .unfreeze: self = .unfreeze
    case .flatten: self = .flatten
    case .flattenAccount: self = .flattenAccount
    case .cancelAll: self = .cancelAll(try CancelScope(from: &reader))
    case .recentre: self = .recentre
    case .placeManual:
      self = .placeManual(try Side(from: &reader), try Price(from: &reader))
    case .clearBreaker: self = .clearBreaker
    case .closeLot: self = .closeLot(PositionID(try reader.read()))
    case .closeExcess: self = .closeExcess
    case .endCooldown: self = .endCooldown(try Side(from: &reader), try reader.read())
    case .cancelOrder: self = .cancelOrder(try ClientOrderID(from: &reader))
    case .stopAttempt: self = .stopAttempt(AttemptID(try reader.read()))
    case .reconcile: self = .reconcile
    case .reconcileNow: self = .reconcileNow
    case .acceptDifferences:
      let numbers: [Position] = try reader.readList()
      self = .acceptDifferences(numbers.map { Int($0.steps) })
    case .moveOrder:
      self = .moveOrder(try ClientOrderID(from: &reader), try Price(from: &reader))
    case .reprice: self = .reprice
    case .complete: self = .complete(try Side(from: &reader))
    case .quit: self = .quit
    case .acknowledgeAlarms: self = .acknowledgeAlarms
    case .holdEntries: self = .holdEntries
    case .resumeEntries: self = .resumeEntries
    }
  }
}

extension CancelScope: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    switch self {
    case .side(.buy): writer.write(UInt8(1))
    case .side(.sell): writer.write(UInt8(2))
    case .opens: writer.write(UInt8(3))
    case .legs: writer.write(UInt8(4))
    }
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    switch try reader.read(UInt8.self) {
    case 1: self = .side(.buy)
    case 2: self = .side(.sell)
    case 3: self = .opens
    case 4: self = .legs
    case let other: throw .unknown("a scope of a cancel-all", UInt64(other), at: reader.place - 1)
    }
  }
}
