package import Columns

/// What a query can assume of all values of a column.
package struct ColumnStatistics: Sendable, Hashable {
  /// Smallest and largest present value (units, days, codes or rows); nil where none is present.
  package var range: ClosedRange<Int64>?
  package var missingCount: Int

  package init(range: ClosedRange<Int64>?, missingCount: Int) {
    self.range = range
    self.missingCount = missingCount
  }
}

/// The rows of one entity.
///
/// - Shape: `columns[f]` is `[row]` for field `f` of the entity, all of one length.
package struct Table: Sendable {
  package let rowCount: Int
  package let columns: TableColumns
  package let statistics: [ColumnStatistics]
  /// Copies of a table have its version.
  package let version = Version()
  /// `zones[f]` is nil for a field that holds no days.
  package let zones: [Zones?]

  /// Takes columns of one length and reads their statistics once.
  ///
  /// - Parameter zoneRows: how many rows make a zone; tests want few, or 0 for none.
  package init(rowCount: Int, columns: [Column], zoneRows: Int = Zones.usualRows) {
    self.rowCount = rowCount
    self.columns = TableColumns(columns)
    self.statistics = columns.map(ColumnStatistics.init)
    self.zones = columns.map { Zones($0, size: zoneRows) }
  }

  /// Takes columns together with what is known of them already.
  package init(
    rowCount: Int, columns: [Column], statistics: [ColumnStatistics], zones: [Zones?]
  ) {
    self.init(
      rowCount: rowCount, columns: TableColumns(columns), statistics: statistics, zones: zones)
  }

  /// Takes columns of a file together with what was found out when they were saved.
  package init(
    rowCount: Int, saved columns: [SavedColumn], statistics: [ColumnStatistics], zones: [Zones?]
  ) {
    self.init(
      rowCount: rowCount, columns: TableColumns(columns), statistics: statistics, zones: zones)
  }

  private init(
    rowCount: Int, columns: TableColumns, statistics: [ColumnStatistics], zones: [Zones?]
  ) {
    self.rowCount = rowCount
    self.columns = columns
    self.statistics = statistics
    self.zones = zones
  }
}

extension ColumnStatistics {
  package init(_ column: Column) {
    switch column {
    case .decimal(let values, _): self.init(values, missing: Missing.decimal)
    case .day(let values), .period(let values, _): self.init(values, missing: Missing.day)
    case .text(let values, _), .row(let values): self.init(values, missing: Missing.code)
    case .truth(let values): self.init(values, missing: Missing.truth)
    case .real(let values):
      self.init(range: nil, missingCount: values.reduce(into: 0) { $0 += $1.isNaN ? 1 : 0 })
    }
  }

  private init<Number: FixedWidthInteger>(_ values: Buffer<Number>, missing: Number) {
    var low = Number.max
    var high = Number.min
    var absent = 0
    values.withUnsafeBufferPointer { values in
      for value in values {
        let isMissing = value == missing
        absent &+= isMissing ? 1 : 0
        low = min(low, isMissing ? .max : value)
        high = max(high, isMissing ? .min : value)
      }
    }
    self.init(
      range: absent == values.count ? nil : Int64(low)...Int64(high), missingCount: absent)
  }
}

/// What a script or a user can set with `option`.
package struct Options: Sendable, Hashable {
  /// Days since 1970-01-01.
  package var today: Int32
  package var calendar: Calendar
  package var currency: Currency

  package init(today: Int32, fiscalStart: Int = 1, currency: Currency = .usd) {
    self.today = today
    self.calendar = Calendar(fiscalStart: fiscalStart)
    self.currency = currency
  }
}

/// An immutable state of the data: what exists, and its rows.
package struct World: Sendable {
  package var catalog: Catalog { didSet { version = Version() } }
  /// `tables[e]` holds the rows of entity `e` of the catalog.
  package var tables: [Table] { didSet { version = Version() } }
  package var options: Options { didSet { version = Version() } }
  /// Copies of a world have its version until one of them is changed.
  package private(set) var version = Version()

  package init(catalog: Catalog, tables: [Table], options: Options) {
    self.catalog = catalog
    self.tables = tables
    self.options = options
  }

  package func table(_ id: EntityID) -> Table { tables[id.index] }
}

/// Two worlds, or two tables, of one version are the same: what was computed of one holds for the
/// other.
package struct Version: Sendable, Hashable {
  private final class Token: Sendable {}
  private let token = Token()

  package init() {}

  package static func == (left: Version, right: Version) -> Bool {
    left.token === right.token
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(token))
  }
}
