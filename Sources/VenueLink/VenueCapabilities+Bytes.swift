import Journal
import Market
import Venue

extension VenueCapabilities: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    for path in VenueCapabilities.flags { writer.write(self[keyPath: path]) }
    for path in VenueCapabilities.limits { writer.write(optional: self[keyPath: path]) }
    writer.write(Int64(maximumBatch))
    writer.write(Int64(fillsPerPage))
    writer.write(scheduledCancelLeadNanoseconds)
    writer.write(triggerReferences.rawValue)
    writer.write(fillPaging.rawValue)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init()
    for path in VenueCapabilities.flags { self[keyPath: path] = try reader.readFlag() }
    for path in VenueCapabilities.limits { self[keyPath: path] = try reader.readOptionalCount() }
    maximumBatch = Int(try reader.readPositive("the requests of a message"))
    fillsPerPage = Int(try reader.readPositive("the fills of a page"))
    scheduledCancelLeadNanoseconds = Int64(try reader.readCount("a time"))
    triggerReferences = TriggerReferences(rawValue: try reader.read())
    fillPaging = try reader.readCase("where a page of fills begins")
  }

  private static var flags: [WritableKeyPath<VenueCapabilities, Bool>] {
    [
      \.supportsReduceOnly, \.amendKeepsQueueOnDecrease, \.supportsAmend, \.amendIsCancelReplace,
      \.supportsFillOrKill, \.groupsOrders, \.groupsCoverPartialFills, \.shrinksReduceOnly,
      \.minimumSparesWholeClose, \.ownOrdersMeet, \.supportsScheduledCancel, \.supportsExpiry,
      \.repeatsOrdersOnSubscribe, \.tellsEquity, \.tellsMargin, \.fillsCarryPosition,
    ]
  }

  private static var limits: [WritableKeyPath<VenueCapabilities, Int?>] {
    [
      \.significantFigures, \.maximumOpenOrders, \.maximumOpenOrdersForExits, \.weightPerMinute,
      \.actionBudget,
    ]
  }
}

extension ByteWriter {
  mutating func write(text: String) {
    let bytes = Array(text.utf8)
    write(UInt32(bytes.count))
    bytes.withUnsafeBytes { write($0) }
  }

  mutating func write(_ number: DecimalNumber) {
    write(number.mantissa)
    write(UInt8(number.decimals))
  }

  /// Writes a count; -1 stands for none.
  mutating func write(optional count: Int?) { write(Int64(count ?? -1)) }
}

extension ByteReader {
  mutating func readText() throws(InputError) -> String {
    let count = Int(try read(UInt32.self))
    return String(decoding: try readBytes(count), as: UTF8.self)
  }

  mutating func readCount(_ what: String) throws(InputError) -> Int {
    let number = try read(Int64.self)
    guard number >= 0 else { throw .impossible(what, number, at: place - 8) }
    return Int(number)
  }

  mutating func readPositive(_ what: String) throws(InputError) -> Int64 {
    let number = try read(Int64.self)
    guard number > 0 else { throw .impossible(what, number, at: place - 8) }
    return number
  }

  mutating func readOptionalCount() throws(InputError) -> Int? {
    let number = try read(Int64.self)
    guard number >= -1 else { throw .impossible("a limit", number, at: place - 8) }
    return number < 0 ? nil : Int(number)
  }

  /// Reads a tick or a step.
  mutating func readIncrement() throws(InputError) -> DecimalNumber {
    let mantissa = try readPositive("an increment")
    let decimals = try read(UInt8.self)
    guard decimals <= DecimalNumber.maximumDecimals else {
      throw .impossible("a number of decimals", Int64(decimals), at: place - 1)
    }
    return DecimalNumber(mantissa: mantissa, decimals: Int(decimals))
  }

  mutating func readFee() throws(InputError) -> FeeRate {
    let rate = try read(Int64.self)
    guard rate.magnitude <= FeeRate.maximum.magnitude else {
      throw .impossible("a fee", rate, at: place - 8)
    }
    return FeeRate(hundredMillionths: rate)
  }
}
