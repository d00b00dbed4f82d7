import Journal

/// The files that a crash left, and the last input in them: a restart goes on from there.
public struct CommittedImage: Sendable {
  public let image: DiskImage
  public let committed: UInt64
  public let point: CrashPoint
}

extension CrashPoints {
  /// One image for each distinct last input that a restart can find after a kill.
  ///
  /// - Parameters:
  ///   - path: the name of the journal on the disk.
  ///   - layout: the readable tables it was made with.
  public func distinctImages(path: String, layout: TableLayout) throws -> [CommittedImage] {
    let scratch = Disk("scratch")
    let again = Disk("again")
    var images: [CommittedImage] = []
    var seen: Set<UInt64> = []
    try visitKills(on: scratch) { point, _ in
      let file = try JournalFile(path, .openOrNew, layout: layout, vfs: scratch.name)
      let last = try JournalReader(file).extent().last
      file.drop()
      guard seen.insert(last).inserted else { return }
      put(point, on: again)
      images.append(CommittedImage(image: again.image, committed: last, point: point))
    }
    return images
  }
}
