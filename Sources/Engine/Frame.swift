import Columns
import Model
import Plan

/// Row numbers into an entity's table or into a frame, one per row.
enum RowNumbers: Sendable {
  /// 0, 1, … count − 1: a whole table, not written out.
  case identity(count: Int)
  /// `Missing.code` where a row has no such row.
  case list([Int32])

  var count: Int {
    switch self {
    case .identity(let count): count
    case .list(let rows): rows.count
    }
  }
}

/// A column of a frame.
enum FrameColumn: Sendable {
  /// A field of the anchor, read through the anchor's row numbers when needed: a scan of a large
  /// table copies nothing.
  case field(Int)
  /// - Shape: `[frame row]`.
  case stored(Column)
  case pending(PendingColumn)
}

/// The rows around a frame's rows: what scope depth 1 and beyond means.
///
/// - Shape: `rows: [inner frame row]` → row of `frame`, `Missing.code` for none.
final class Scope: Sendable {
  /// The enclosing rows; their own ``Frame/outer`` is depth 2.
  let frame: Frame
  let rows: RowNumbers

  init(frame: Frame, rows: RowNumbers) {
    self.frame = frame
    self.rows = rows
  }
}

/// The rows between two stages.
///
/// - Shape: `columns[c]` for column `c` of the plan that made it, each of `count` rows.
struct Frame: Sendable {
  var count: Int
  var columns: [FrameColumn]
  var anchor: (entity: EntityID, rows: RowNumbers)?
  /// Whether no entity row stands behind two rows of the frame: what lets a to-many aggregate
  /// scatter instead of pairing.
  var anchorIsUnique: Bool
  /// The enclosing row of each row: nil for the outermost rows. Inside a correlated pipeline the
  /// owning rows.
  var outer: Scope?
  /// Columns behind the plan's, which only the data decided: those of a pivot without a list.
  var found: [PlanColumn]

  init(
    count: Int, columns: [FrameColumn], anchor: (entity: EntityID, rows: RowNumbers)? = nil,
    anchorIsUnique: Bool = false, outer: Scope? = nil, found: [PlanColumn] = []
  ) {
    self.count = count
    self.columns = columns
    self.anchor = anchor
    self.anchorIsUnique = anchorIsUnique
    self.outer = outer
    self.found = found
  }
}
