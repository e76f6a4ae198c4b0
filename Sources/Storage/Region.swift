import Messages
import Model

/// A part of a file that one thread reads.
///
/// - Units: byte offsets in the file. The region's records are those that begin in `start..<end`.
struct Region {
  var start: Int
  var end: Int
  /// At least the number of records that begin here.
  var recordBound: Int
}

/// How a file is cut up; small in tests, so that every boundary is met.
struct ReadLimits: Sendable {
  var threads: Int
  /// The least number of bytes that is worth a thread of its own.
  var minimumRegion = 1 << 20
  /// The bytes read at once.
  var bufferSize = 1 << 17
  /// The cells kept at once.
  var cellCapacity = 1 << 15
  /// Told of every byte that is read; nil where nobody asks.
  var progress: Progress?

  /// Stops here if that was asked for.
  func checkStopped() throws(LoadFailure) {
    if progress?.isStopped == true {
      throw LoadFailure(diagnostics: [Diagnostic(.interrupted, "stopped while loading", at: nil)])
    }
  }
}

/// Cuts a file into regions of whole records.
struct RegionPlanner {
  let source: ByteSource
  let delimiter: UInt8
  let limits: ReadLimits

  /// What a plan says; a quote that nothing closes leaves no plan.
  enum Plan {
    case regions([Region])
    case unterminatedQuote(offset: Int)
  }

  /// Plans the records that begin in a range of the file.
  ///
  /// Each region is followed as if it began outside of quotes, all at once; only where the one
  /// before ends inside of a quoted cell is it followed again.
  func plan(_ range: Range<Int>) throws(ReadFault) -> Plan {
    let cuts = try cuts(range)
    let count = cuts.count - 1
    var trackers: [QuoteTracker] = []
    let results = Results<Result<QuoteTracker, ReadFault>>(count)
    Parallel.run(count, threads: limits.threads) { index in
      results[index] = self.track(cuts[index]..<cuts[index + 1], startsQuoted: false)
    }
    for index in 0..<count {
      guard let result = results[index] else { throw .outOfMemory }
      trackers.append(try result.get())
    }

    var regions: [Region] = []
    var startsQuoted = false
    for index in 0..<count {
      let range = cuts[index]..<cuts[index + 1]
      var tracker = trackers[index]
      var start: Int? = range.lowerBound
      if startsQuoted {
        tracker = try track(range, startsQuoted: true).get()
        start = tracker.firstRecordEnd
        if tracker.openedAt == nil { tracker.inherit(from: trackers, before: index) }
        trackers[index] = tracker
      }
      if let start {
        regions.append(
          Region(start: start, end: range.upperBound, recordBound: tracker.recordEnds + 1))
      }
      startsQuoted = tracker.endsQuoted
    }
    if startsQuoted {
      return .unterminatedQuote(offset: trackers.last?.openedAt ?? range.lowerBound)
    }
    return .regions(regions)
  }

  /// Offsets where regions may meet: each behind a line end, quoted or not.
  private func cuts(_ range: Range<Int>) throws(ReadFault) -> [Int] {
    let wanted = max(1, min(limits.threads, range.count / max(1, limits.minimumRegion)))
    var cuts = [range.lowerBound]
    for index in 1..<max(1, wanted) {
      let nominal = range.lowerBound + range.count / wanted * index
      if let cut = try lineEnd(after: max(nominal, cuts[cuts.count - 1]), before: range.upperBound),
        cut > cuts[cuts.count - 1], cut < range.upperBound
      {
        cuts.append(cut)
      }
    }
    cuts.append(range.upperBound)
    return cuts
  }

  private func lineEnd(after start: Int, before end: Int) throws(ReadFault) -> Int? {
    var position = start
    while position < end {
      let bytes = try source.bytes(position..<min(end, position + 4_096))
      if let index = bytes.firstIndex(where: { $0 == Mark.lineFeed || $0 == Mark.carriageReturn }) {
        let cut = position + index + 1
        guard bytes[index] == Mark.carriageReturn, cut < end else { return cut }
        return try source.bytes(cut..<cut + 1).first == Mark.lineFeed ? cut + 1 : cut
      }
      position += bytes.count
      if bytes.isEmpty { return nil }
    }
    return nil
  }

  private func track(_ range: Range<Int>, startsQuoted: Bool) -> Result<QuoteTracker, ReadFault> {
    let buffer = UnsafeMutablePointer<UInt8>.allocate(
      capacity: limits.bufferSize + ByteSearch.padding)
    defer { buffer.deallocate() }
    buffer.initialize(repeating: 0, count: limits.bufferSize + ByteSearch.padding)
    var tracker = QuoteTracker(
      delimiter: delimiter, start: range.lowerBound, startsQuoted: startsQuoted)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let count = min(limits.bufferSize, range.upperBound - offset)
      do throws(ReadFault) {
        try source.read(into: buffer, count: count, at: offset)
      } catch {
        return .failure(error)
      }
      tracker.consume(buffer, count: count, offset: offset)
      offset += count
    }
    return .success(tracker)
  }
}
