package import Columns
package import Messages

/// How a number is written in a file: `1,234.56` and the like, or with other marks.
package struct NumberFormat: Sendable, Hashable {
  package var decimalMark: UInt8
  /// The mark between groups of three; nil where none may stand.
  package var groupMark: UInt8?

  package init(decimalMark: UInt8, groupMark: UInt8?) {
    self.decimalMark = decimalMark
    self.groupMark = groupMark
  }

  /// A point, and commas between groups.
  package static let plain = NumberFormat(
    decimalMark: UInt8(ascii: "."), groupMark: UInt8(ascii: ","))
}

/// The order of day, month and year in a file's dates.
package enum DateOrder: String, Sendable, Hashable {
  case yearMonthDay = "ymd"
  case dayMonthYear = "dmy"
  case monthDayYear = "mdy"
}

/// How a column's text becomes values.
package enum ColumnKind: Sendable, Hashable {
  case number(NumberFormat)
  /// Without a currency: the one in the currency column, the sign in the text or the workspace's.
  case money(Currency?, NumberFormat)
  /// `80%` or `0.8`.
  case percent(NumberFormat)
  case text
  case id
  case bool
  /// Without an order: ISO dates, and others only where just one order can be meant.
  case date(DateOrder?)
  case period(PeriodUnit)
  /// A whole number of days.
  case duration(DurationUnit)
  case choice([String])
  /// A to-one link to the entity of this name.
  case link(entity: String)
}

extension ColumnKind {
  /// What a column of this kind holds; of a link the keys, as long as its target is not known.
  ///
  /// - Parameter currency: that of amounts which have none of their own.
  package func valueType(currency: Currency) -> ValueType {
    switch self {
    case .number: .number
    case .money(let declared, _): .money(declared ?? currency)
    case .percent: .percent
    case .text, .link: .text
    case .id: .id
    case .bool: .bool
    case .date: .date
    case .period(let unit): .period(unit)
    case .duration(let unit): .duration(unit)
    case .choice(let values): .choice(ChoiceList(declared: values))
    }
  }
}

/// A declared column: what it holds and where its values come from.
package struct ColumnSpec: Sendable, Hashable {
  package var name: String
  package var kind: ColumnKind
  /// The header in the file, where it isn't the column's own name.
  package var header: String?
  /// The header of the column that holds each amount's currency.
  package var currencyHeader: String?
  /// Texts that mean missing, besides the empty cell.
  package var missingTexts: [String]
  /// Whether a link to an unknown key loads as missing.
  package var keepsOrphans: Bool
  /// The field of the target that a link's values match, where it isn't the id.
  package var matchedBy: String?
  /// The name of the link back, where it isn't the declaring entity's name.
  package var inverseName: String?
  package var isRequired: Bool
  package var summary: String?
  package var span: Span?

  package init(
    name: String, kind: ColumnKind, header: String? = nil, currencyHeader: String? = nil,
    missingTexts: [String] = [], keepsOrphans: Bool = false, matchedBy: String? = nil,
    inverseName: String? = nil, isRequired: Bool = false, summary: String? = nil,
    span: Span? = nil
  ) {
    self.name = name
    self.kind = kind
    self.header = header
    self.currencyHeader = currencyHeader
    self.missingTexts = missingTexts
    self.keepsOrphans = keepsOrphans
    self.matchedBy = matchedBy
    self.inverseName = inverseName
    self.isRequired = isRequired
    self.summary = summary
    self.span = span
  }
}

/// An entity as declared, before any file is read.
package struct EntitySpec: Sendable, Hashable {
  package var name: String
  /// The file to read, as a path that can be opened; nil for an entity without rows yet.
  package var path: String?
  /// Where the path is written, for messages.
  package var pathSpan: Span?
  package var columns: [ColumnSpec]
  package var keys: [String]
  /// Whether the columns are what could be there and not what has to be, as those of the built-in
  /// model: a column that the file lacks is left out, one whose cells do not fit is loaded as text,
  /// and a link that leads nowhere as plain values.
  package var takesWhatFits: Bool
  package var summary: String?
  package var span: Span?

  package init(
    name: String, path: String?, pathSpan: Span? = nil, columns: [ColumnSpec] = [],
    keys: [String] = [], takesWhatFits: Bool = false, summary: String? = nil, span: Span? = nil
  ) {
    self.name = name
    self.path = path
    self.pathSpan = pathSpan
    self.columns = columns
    self.keys = keys
    self.takesWhatFits = takesWhatFits
    self.summary = summary
    self.span = span
  }
}

/// Why nothing was loaded: every reason found, never an empty list.
package struct LoadFailure: Error, Sendable {
  package var diagnostics: [Diagnostic]

  package init(diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}

/// Reads files into worlds. The checker asks for it, because types come from data; whoever builds
/// the checker hands in one that may read what the user allows.
package protocol DataLoader: Sendable {
  /// Loads all entities or none; links may lead among the new ones and to those already there.
  /// An entity whose name exists is replaced.
  func load(_ specs: [EntitySpec], into world: World) throws(LoadFailure) -> Loaded
  /// The text of a script file.
  func readScript(_ path: String) throws(LoadFailure) -> String
  /// One name for a file, however its path is written.
  func identity(of path: String) -> String
  /// Something that is another text once the file has changed; empty where nobody can tell.
  func state(of path: String) -> String
  /// The CSV files of a folder (paths that can be opened), sorted by name; and its
  /// `ecosystem.parley`, if there is one.
  func folder(_ path: String) throws(LoadFailure) -> Folder
  /// The same loader, which reads nothing outside a folder; without one, nothing from any disk.
  func confined(to folder: String?) -> Self
  /// Whether it may read a path.
  func permits(_ path: String) -> Bool
  /// What stands where a workspace is to be saved.
  func saveSite(_ folder: String) throws(LoadFailure) -> SaveSite
  /// Writes the columns of a world as the file that makes opening a workspace quick.
  ///
  /// - Parameters:
  ///   - tables: the CSV file of each entity, in the catalog's order.
  ///   - ecosystem: the text of the workspace's `ecosystem.parley`.
  ///   - write: takes the bytes one stretch after the other; gives false where it wants no more.
  func encodeColumns(
    of world: World, tables: [SavedTable], ecosystem: String,
    write: (UnsafeRawBufferPointer) -> Bool)
}

extension DataLoader {
  package func identity(of path: String) -> String { path }
  package func state(of path: String) -> String { "" }
  package func saveSite(_ folder: String) throws(LoadFailure) -> SaveSite { .taken }
  package func encodeColumns(
    of world: World, tables: [SavedTable], ecosystem: String,
    write: (UnsafeRawBufferPointer) -> Bool
  ) {}
}

/// A world with more in it, and what is worth saying about how it got there.
package struct Loaded: Sendable {
  package var world: World
  package var warnings: [Diagnostic]

  package init(world: World, warnings: [Diagnostic]) {
    self.world = world
    self.warnings = warnings
  }
}

/// What a workspace folder holds.
package struct Folder: Sendable, Hashable {
  package var path: String
  package var ecosystem: String?
  package var tables: [String]

  package init(path: String, ecosystem: String?, tables: [String]) {
    self.path = path
    self.ecosystem = ecosystem
    self.tables = tables
  }
}
