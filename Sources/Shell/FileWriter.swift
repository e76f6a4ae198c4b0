package import Messages
package import Model
package import Output

/// Writes files for a session, which touches none itself.
package protocol FileWriter: Sendable {
  /// Begins some files that take their names together, or not at all.
  func begin() -> any FileBatch
}

/// Files that are being written. Until ``commit()`` nothing can be seen of them, and all that stood
/// there before still stands.
package protocol FileBatch: Sendable {
  /// Begins the file of a name, relative to the current folder, and makes the folders that it needs.
  /// What is written from now on belongs to it.
  ///
  /// - Parameter isAdded: whether that goes behind the text that stands there.
  func open(_ path: String, isAdded: Bool) throws(FileProblem)
  func write(_ chunk: [UInt8]) throws(OutputFailure)
  /// What the file that was begun last will be known by, as far as it is written.
  func stamp() throws(OutputFailure) -> FileStamp
  /// Removes a file when the others take their names.
  func remove(_ path: String)
  /// Gives all files their names.
  ///
  /// - Throws: why one could not have it; all is then as it was before.
  func commit() throws(FileProblem)
  /// Leaves everything as it was before.
  func discard()
}

/// Why a file cannot be written.
package struct FileProblem: Error, Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    /// It is being written already.
    case taken
    /// In safe mode.
    case refused
    /// The system's words.
    case system(String)
  }
  package var path: String
  package var reason: Reason

  package init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  package func diagnostic(at span: Span?) -> Diagnostic {
    switch reason {
    case .taken:
      Diagnostic(
        .exportedTwice, "\(path) has been written already", at: span,
        notes: ["the second would replace the first"])
    case .refused: .refused(.writing, path, at: span)
    case .system(let words):
      Diagnostic(.fileNotWritable, "\(path) cannot be written: \(words)", at: span)
    }
  }
}
