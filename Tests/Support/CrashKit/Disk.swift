import DiskKit
import Synchronization

/// A disk in memory that SQLite knows by name. Only one thread at a time may use it.
public final class Disk {
  /// The name to open a journal with.
  public let name: String
  let handle: OpaquePointer

  private static let count = Atomic(0)

  /// - Parameter label: what its name begins with; the rest makes it the only one.
  public init(_ label: String) {
    let name = "\(label)-\(Disk.count.add(1, ordering: .relaxed).newValue)"
    guard let handle = diskkit_make(name) else { fatalError("no memory for a disk") }
    self.name = name
    self.handle = handle
  }

  deinit { diskkit_free(handle) }

  /// Forgets files, log and faults.
  public func clear() { diskkit_clear(handle) }

  /// Whether operations are logged.
  public func log(_ isOn: Bool) { diskkit_log(handle, isOn) }

  /// How many operations were logged.
  public var operationCount: Int { diskkit_operation_count(handle) }

  /// The length of a write of the log; nil for another operation.
  func lengthOfWrite(_ place: Int) -> Int? {
    let operation = diskkit_operation_at(handle, place)
    return operation.kind == DISKKIT_WRITE ? Int(operation.length) : nil
  }

  /// A failure to come.
  public struct Fault: Sendable, CustomStringConvertible {
    public enum Call: Int32, Sendable, CaseIterable {
      case write = 1
      case sync = 2
      case read = 4
      case truncation = 8
      case open = 16
    }
    public var call: Call
    /// A result code of SQLite.
    public var code: Int32
    /// How many calls of this kind go well before it.
    public var before: Int
    /// Whether all later calls fail too.
    public var isLasting: Bool
    /// How many bytes a failing write writes.
    public var part: Int

    public init(_ call: Call, code: Int32, before: Int, isLasting: Bool = false, part: Int = 0) {
      (self.call, self.code, self.before) = (call, code, before)
      (self.isLasting, self.part) = (isLasting, part)
    }

    public var description: String {
      "\(call) \(before) with \(code)\(isLasting ? ", lasting" : "")\(part > 0 ? ", after \(part) bytes" : "")"
    }
  }

  public func fail(_ fault: Fault) {
    diskkit_fail(
      handle, fault.call.rawValue, fault.before, fault.code, fault.isLasting, fault.part)
  }

  public var failureCount: Int { diskkit_failures(handle) }

  /// How many calls of a kind there were.
  public func count(of call: Fault.Call) -> Int { diskkit_calls(handle, call.rawValue) }

  /// The files as they are.
  public var image: DiskImage {
    get {
      DiskImage(
        files: (0..<diskkit_file_count(handle)).compactMap { file in
          guard let name = diskkit_file_name(handle, file) else { return nil }
          var count = 0
          let start = diskkit_file_bytes(handle, file, &count)
          return DiskImage.File(
            name: String(cString: name),
            bytes: [UInt8](UnsafeBufferPointer(start: start, count: count)))
        })
    }
    set {
      clear()
      for file in newValue.files {
        diskkit_set_file(handle, file.name, file.bytes, file.bytes.count)
      }
    }
  }
}

/// The files of a disk, as a crash left them.
public struct DiskImage: Equatable, Sendable {
  public struct File: Equatable, Sendable {
    public let name: String
    public let bytes: [UInt8]
  }
  public let files: [File]
}
