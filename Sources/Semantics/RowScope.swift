import Columns
import Messages
import Model
import Plan

/// A column that names can refer to.
struct ScopeColumn: Hashable {
  var name: String
  var type: ValueType
  /// The anchor's field that it is, unchanged.
  var anchorField: Int?
  var isNamed = true
  /// The grain that its values belong to: repeated values show in an aggregate as a foreign grain.
  var grain: Int
  /// For an entity column with another entity row in each of the rows: the child of an `expand`, the
  /// only key of a `summarize`.
  var carriesGrain: Int?
  /// Whether a cell that a `pivot` finds no row for is 0: sums and counts.
  var absentIsZero = false
  /// What the lets that the rows come from call it, where it is still theirs; both in lower case.
  var viewNames: [String: String] = [:]
  /// The parameters of verbs that have become this column: an item or key of just that word.
  var parameters: Set<ParameterID> = []
}

/// What `link … as name` attached.
struct LinkAlias: Hashable {
  /// Column numbers by lower-cased name.
  var columns: [String: Int] = [:]
  /// The column with the linked entity row, where the source had one.
  var anchorColumn: Int?
  /// A column that is present exactly where a row matched.
  var matchColumn: Int?
  /// Names as written, for suggestions.
  var names: [String] = []
  /// Whether the `on` was wrong, which has been said: nothing more is said about the name.
  var isBroken = false
  /// The linked rows as they were in their own source, where a let has fields for them.
  var source: RowScope?
  /// For `link many`: the rows that the name stands for.
  var many: ManyLink?
}

/// The rows of a source that match a row, any number of them: a path like a link to many.
struct ManyLink: Hashable {
  var plan: LogicalPlan
  var scope: RowScope
  /// Left sides are written for the linking rows, right ones for those of the source.
  var pairs: [LinkPair]

  /// The same after a stage that keeps only these columns; nil where a key is not among them.
  func renumbered(_ kept: [Int]) -> ManyLink? {
    var isLost = false
    var result = self
    for index in pairs.indices {
      result.pairs[index].left = pairs[index].left.replacingReferences { reference in
        guard case .column(let number, let depth) = reference.expression.kind,
          reference.depth == 0
        else { return reference.expression }
        guard let place = kept.firstIndex(of: number) else {
          isLost = true
          return reference.expression
        }
        var moved = reference.expression
        moved.kind = .column(place, depth: depth)
        return moved
      }
    }
    return isLost ? nil : result
  }
}

/// What names mean within one set of rows.
struct RowScope: Hashable {
  var columns: [ScopeColumn] = []
  /// The entity whose fields and links are reached from each row.
  var anchor: EntityID?
  var anchorGrain = 0
  /// What one row stands for; changes with `expand`, `summarize` and the like.
  var grain = 0
  /// Whether these are the rows of a stage, which windows can look across.
  var isStage = false
  /// Whether `rank`, `previous` and running sums have an order to follow.
  var isOrdered = false
  /// Whether the columns are known only when it runs, so that no stage can follow.
  var isOpen = false
  /// By lower-cased name.
  var links: [String: LinkAlias] = [:]
  /// The name by which the `on` of a `link` refers to the linked source.
  var alias: String?
  /// The lets whose rows these are, the nearest last.
  var views: [View] = []
  /// In the text of a let's definition: columns and links of the let that these rows have lost.
  var gone: Set<String> = []

  var planColumns: [PlanColumn] {
    columns.map {
      PlanColumn(
        name: $0.name, type: $0.type, anchorField: $0.anchorField, isNamed: $0.isNamed)
    }
  }

  func columnIndex(_ key: String) -> Int? {
    columns.firstIndex { $0.isNamed && $0.name.lowercased() == key }
  }

  func columnIndex(of parameter: ParameterID?) -> Int? {
    guard let parameter else { return nil }
    return columns.firstIndex { $0.parameters.contains(parameter) }
  }
}

extension Checking {
  /// The scope of an entity's rows, without columns of its own.
  mutating func entityScope(_ id: EntityID) -> RowScope {
    let grain = freshGrain()
    return RowScope(anchor: id, anchorGrain: grain, grain: grain)
  }

  /// The scope of a scan: one column per field.
  mutating func scanScope(_ id: EntityID) -> RowScope {
    var scope = entityScope(id)
    scope.isStage = true
    for (index, field) in catalog[id].fields.enumerated() {
      scope.columns.append(
        ScopeColumn(
          name: field.name, type: field.type, anchorField: index, grain: scope.grain))
    }
    return scope
  }

  /// The current row of a scope as an entity value.
  func row(of entity: EntityID, depth: Int, at span: Span) -> TypedExpression {
    TypedExpression(.row(depth: depth), type: .entity(entity), span: span)
  }

  /// A column of a scope; an unchanged field is read from its entity, which can be hoisted.
  func column(_ index: Int, of scope: RowScope, depth: Int, at span: Span) -> TypedExpression {
    let column = scope.columns[index]
    if let field = column.anchorField, let anchor = scope.anchor {
      return TypedExpression(
        .field(field, of: row(of: anchor, depth: depth, at: span)), type: column.type, span: span)
    }
    return TypedExpression(.column(index, depth: depth), type: column.type, span: span)
  }
}
