import Columns
import Messages

/// The memory of a column that is written in pieces, by any thread.
enum ColumnTarget {
  case wide(UnsafeMutablePointer<Int64>)
  case real(UnsafeMutablePointer<Double>)
  case narrow(UnsafeMutablePointer<Int32>)
  case truth(UnsafeMutablePointer<UInt8>)

  /// Writes the rows from `start` on.
  ///
  /// - Parameter piece: of the same storage.
  func write(_ piece: Column, at start: Int) {
    switch (self, piece) {
    case (.wide(let target), .decimal(let values, _)): Self.write(values, target + start)
    case (.real(let target), .real(let values)): Self.write(values, target + start)
    case (.truth(let target), .truth(let values)): Self.write(values, target + start)
    case (.narrow(let target), .day(let values)), (.narrow(let target), .period(let values, _)),
      (.narrow(let target), .text(let values, _)), (.narrow(let target), .row(let values)):
      Self.write(values, target + start)
    case (.wide, _), (.real, _), (.narrow, _), (.truth, _):
      preconditionFailure("all pieces of a column have its storage")
    }
  }

  private static func write<Element>(
    _ values: Buffer<Element>, _ target: UnsafeMutablePointer<Element>
  ) {
    values.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return }
      target.initialize(from: first, count: values.count)
    }
  }
}

extension Execution {
  /// Columns that a body writes.
  ///
  /// - Parameters:
  ///   - shapes: columns of no rows that have the storage of those wanted.
  ///   - body: writes all rows of all targets, `[column]`.
  /// - Shape: `[column]`, each of `count` rows.
  func columns(
    like shapes: [Column], count: Int,
    _ body: ([ColumnTarget]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> [Column] {
    if count == 0 { return shapes }
    return try columns(like: shapes[...], [], count: count, body)
  }

  /// - Parameter opened: where the columns in front of these are written.
  private func columns(
    like shapes: ArraySlice<Column>, _ opened: [ColumnTarget], count: Int,
    _ body: ([ColumnTarget]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> [Column] {
    guard let shape = shapes.first else {
      try body(opened)
      return []
    }
    var others: [Column] = []
    func elements<Element: BitwiseCopyable>(
      _ target: (UnsafeMutablePointer<Element>) -> ColumnTarget
    ) throws(Diagnostic) -> [Element] {
      try written(count) { (start: UnsafeMutablePointer<Element>) throws(Diagnostic) in
        others = try columns(like: shapes.dropFirst(), opened + [target(start)], count: count, body)
      }
    }
    let column: Column =
      switch shape {
      case .decimal(_, let scale): .decimal(try elements { .wide($0) }, scale: scale)
      case .real: .real(try elements { .real($0) })
      case .truth: .truth(try elements { .truth($0) })
      case .day: .day(try elements { .narrow($0) })
      case .period(_, let unit): .period(try elements { .narrow($0) }, unit)
      case .text(_, let dictionary): .text(try elements { .narrow($0) }, dictionary)
      case .row: .row(try elements { .narrow($0) })
      }
    return [column] + others
  }
}
