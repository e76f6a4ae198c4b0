/// Names one text among those that a session has read.
package struct SourceID: Hashable, Sendable {
  package let index: Int

  package init(index: Int) {
    self.index = index
  }

  /// Whether the text comes with the program.
  package var isShipped: Bool { index < 0 }
}

/// A run of bytes in one source text: the part that a token, a tree node or a message is about.
///
/// - Units: UTF-8 offsets from the start of the source, `start` included, `end` excluded.
package struct Span: Hashable, Sendable {
  package var source: SourceID
  package var start: Int
  package var end: Int

  package init(source: SourceID, start: Int, end: Int) {
    self.source = source
    self.start = start
    self.end = end
  }

  /// The smallest span that covers both; both must lie in one source.
  package func joined(with other: Span) -> Span {
    Span(source: source, start: min(start, other.start), end: max(end, other.end))
  }

  /// Whether all of another lies in this one.
  package func contains(_ other: Span) -> Bool {
    source == other.source && start <= other.start && other.end <= end
  }

  /// The empty span right behind this one, where something missing would be typed.
  package var afterwards: Span { Span(source: source, start: end, end: end) }
}
