import Market
import Venue

extension VenueReport: ByteCoded {
  /// The numbers of the kinds. They never change.
  private enum Kind: UInt8 {
    case accepted = 1
    case rejected = 2
    case filled = 3
    case cancelled = 4
    case cancelRefused = 5
    case amended = 6
    case amendRefused = 7
    case shrunk = 8
    case triggered = 9
    case failed = 10
    case cancelScheduled = 11
    case scheduleRefused = 12
    case funded = 13
  }

  package func write(to writer: inout ByteWriter) {
    switch self {
    case .accepted(let id): writer.write(Kind.accepted, id)
    case .rejected(let id, let refusal):
      writer.write(Kind.rejected, id)
      refusal.write(to: &writer)
    case .filled(let fill):
      writer.write(Kind.filled.rawValue)
      fill.write(to: &writer)
    case .cancelled(let id, let cause, let filled):
      writer.write(Kind.cancelled, id)
      writer.write(cause.rawValue)
      filled.write(to: &writer)
    case .cancelRefused(let id, let refusal):
      writer.write(Kind.cancelRefused, id)
      refusal.write(to: &writer)
    case .amended(let id, let limit, let remaining):
      writer.write(Kind.amended, id)
      limit.write(to: &writer)
      remaining.write(to: &writer)
    case .amendRefused(let id, let refusal):
      writer.write(Kind.amendRefused, id)
      refusal.write(to: &writer)
    case .shrunk(let id, let remaining):
      writer.write(Kind.shrunk, id)
      remaining.write(to: &writer)
    case .triggered(let id): writer.write(Kind.triggered, id)
    case .failed(let id, let kind, let failure):
      writer.write(Kind.failed, id)
      writer.write(kind.rawValue)
      failure.write(to: &writer)
    case .cancelScheduled(let moment):
      writer.write(Kind.cancelScheduled.rawValue)
      writer.write(moment)
    case .scheduleRefused(let refusal):
      writer.write(Kind.scheduleRefused.rawValue)
      refusal.write(to: &writer)
    case .funded(let funding):
      writer.write(Kind.funded.rawValue)
      funding.write(to: &writer)
    }
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    let kind: Kind = try reader.readCase("a kind of report")
    switch kind {
    case .filled: self = .filled(try Fill(from: &reader))
    case .cancelScheduled: self = .cancelScheduled(at: try reader.read())
    case .scheduleRefused: self = .scheduleRefused(try Refusal(from: &reader))
    case .funded: self = .funded(try Funding(from: &reader))
    case .accepted, .rejected, .cancelled, .cancelRefused, .amended, .amendRefused, .shrunk,
      .triggered, .failed:
      let id = try ClientOrderID(from: &reader)
      self = try VenueReport(kind, of: id, from: &reader)
    }
  }

  /// A report on one order.
  private init(
    _ kind: Kind, of id: ClientOrderID, from reader: inout ByteReader
  ) throws(InputError) {
    switch kind {
    case .rejected: self = .rejected(id, try Refusal(from: &reader))
    case .cancelled:
      self = .cancelled(
        id, try reader.readCase("the cause of an order's end"), filled: try Quantity(from: &reader))
    case .cancelRefused: self = .cancelRefused(id, try Refusal(from: &reader))
    case .amended:
      self = .amended(
        id, limit: try Price(from: &reader), remaining: try Quantity(from: &reader))
    case .amendRefused: self = .amendRefused(id, try Refusal(from: &reader))
    case .shrunk: self = .shrunk(id, remaining: try Quantity(from: &reader))
    case .failed:
      self = .failed(
        id, try reader.readCase("a kind of request"), try SendFailure(from: &reader))
    case .triggered: self = .triggered(id)
    case .accepted, .filled, .cancelScheduled, .scheduleRefused, .funded: self = .accepted(id)
    }
  }
}

extension ByteWriter {
  /// Writes a kind by its number, and the order that it is about.
  mutating func write(_ kind: some RawRepresentable<UInt8>, _ id: ClientOrderID) {
    write(kind.rawValue)
    id.write(to: &self)
  }
}
