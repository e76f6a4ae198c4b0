package import Columns
package import Messages
import Synchronization

/// A column of a saved workspace: it stands in a file, and is looked through before it is first used.
///
/// Nobody gets values that were not saved: a column that turns out to be damaged has other values in
/// its place, and whoever has computed with it finds out by ``isDamaged``.
package final class SavedColumn: Sendable {
  private enum State {
    case unchecked, good
    /// With what is handed out instead.
    case damaged(Column)
  }

  /// `deals.amount`, for messages.
  package let name: String
  private let column: Column
  private let statistics: ColumnStatistics
  private let check: @Sendable (_ isStopped: () -> Bool) -> Bool?
  private let state = Mutex(State.unchecked)

  /// - Parameter check: whether the column is what was saved; nil if it was stopped before it knew.
  package init(
    name: String, column: Column, statistics: ColumnStatistics,
    check: @escaping @Sendable (_ isStopped: () -> Bool) -> Bool?
  ) {
    self.name = name
    self.column = column
    self.statistics = statistics
    self.check = check
  }

  /// The column, looked through.
  package var checked: Column {
    verify { false }
    return state.withLock { state in
      if case .damaged(let other) = state { other } else { column }
    }
  }

  /// The column as it stands in the file, for what its values do not matter to.
  var unchecked: Column { column }

  package var isDamaged: Bool {
    state.withLock { state in
      if case .damaged = state { true } else { false }
    }
  }

  /// Looks through the column, unless that has been done. Other threads wait for it.
  package func verify(isStopped: () -> Bool) {
    state.withLock { state in
      guard case .unchecked = state else { return }
      switch check(isStopped) {
      case true?: state = .good
      case false?: state = .damaged(column.substitute(statistics))
      case nil: break
      }
    }
  }
}

extension Column {
  /// As many values that all agree with what is known of this column's.
  fileprivate func substitute(_ statistics: ColumnStatistics) -> Column {
    let value = statistics.range?.lowerBound
    func narrow(_ missing: Int32) -> [Int32] {
      Array(repeating: value.map { Int32(truncatingIfNeeded: $0) } ?? missing, count: count)
    }
    return switch self {
    case .decimal(_, let scale):
      .decimal(Array(repeating: value ?? Missing.decimal, count: count), scale: scale)
    case .real: .real(Array(repeating: Missing.real, count: count))
    case .day: .day(narrow(Missing.day))
    case .truth:
      .truth(
        Array(
          repeating: value.map { UInt8(truncatingIfNeeded: $0) } ?? Missing.truth, count: count))
    case .text(_, let dictionary):
      .text(
        narrow(Missing.code),
        TextDictionary(
          bytes: [], offsets: Buffer(repeating: 0, count: dictionary.offsets.count)))
    case .row: .row(narrow(Missing.code))
    case .period(_, let unit): .period(narrow(Missing.day), unit)
    }
  }
}

/// The columns of a table: in memory, or in a file and looked through before they are used.
package struct TableColumns: RandomAccessCollection, Sendable {
  private enum Place: Sendable {
    case memory(Column)
    case file(SavedColumn)
  }

  private let places: [Place]

  package init(_ columns: [Column]) {
    places = columns.map { .memory($0) }
  }

  package init(_ columns: [SavedColumn]) {
    places = columns.map { .file($0) }
  }

  package var startIndex: Int { places.startIndex }
  package var endIndex: Int { places.endIndex }

  package subscript(field: Int) -> Column {
    switch places[field] {
    case .memory(let column): column
    case .file(let column): column.checked
    }
  }

  /// How much each row of a column takes up, which is known without a look at its values.
  package func bytesPerRow(of field: Int) -> Int {
    switch places[field] {
    case .memory(let column): column.bytesPerRow
    case .file(let column): column.unchecked.bytesPerRow
    }
  }

  /// The column as it is saved; nil for one in memory.
  package func saved(_ field: Int) -> SavedColumn? {
    if case .file(let column) = places[field] { column } else { nil }
  }

  /// The first one that was found to be damaged.
  package var damaged: SavedColumn? {
    for case .file(let column) in places where column.isDamaged { return column }
    return nil
  }
}

extension World {
  /// - Throws: P418 where a column has turned out not to be what was saved.
  package func refuseDamage() throws(Diagnostic) {
    for table in tables {
      guard let column = table.columns.damaged else { continue }
      throw Diagnostic(
        .damagedColumn, "the saved values of \(column.name) are damaged", at: nil,
        notes: [
          "remove \(SavedFile.columns) from the folder and open it again: its CSV files are read then"
        ])
    }
  }
}
