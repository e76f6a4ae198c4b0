package import Columns
package import Model
package import Plan

/// What the oracle cannot answer: the engine has to stop there too.
package enum OracleFault: Error, Equatable {
  case overflow
  case conversion
  /// Something that the oracle does not know; a test that meets it proves nothing.
  case unsupported
}

/// One row as an expression sees it, with the rows around it.
package final class OracleRow {
  package let values: [Value]
  package let anchor: (entity: EntityID, row: Int32)?
  package let outer: OracleRow?

  package init(
    _ values: [Value], anchor: (entity: EntityID, row: Int32)? = nil, outer: OracleRow? = nil
  ) {
    self.values = values
    self.anchor = anchor
    self.outer = outer
  }

  func at(_ depth: Int) -> OracleRow? { depth == 0 ? self : outer?.at(depth - 1) }
}

/// Computes plans row by row and value by value, as their doc comments say: slow, without any of the
/// engine's ideas, to compare the engine with.
package struct Oracle {
  package let world: World
  /// What the variables of a plan stand for.
  let variables: [VariableID: Value]

  package init(world: World, variables: [VariableID: Value] = [:]) {
    self.world = world
    self.variables = variables
  }

  var calendar: Calendar { world.options.calendar }

  package func value(
    _ expression: TypedExpression, _ row: OracleRow
  ) throws(OracleFault) -> Value {
    switch expression.kind {
    case .constant(let value): return value
    case .row(let depth):
      guard let anchor = row.at(depth)?.anchor, anchor.row >= 0 else { return .missing }
      return .row(anchor.row)
    case .column(let number, let depth):
      guard let row = row.at(depth) else { throw .unsupported }
      return row.values[number]
    case .field(let field, let of):
      guard case .row(let number) = try value(of, row), case .entity(let entity) = of.type else {
        return .missing
      }
      return world.table(entity).columns[field][Int(number)]
    case .operation(let operation, let arguments):
      return try self.operation(operation, arguments, expression, row)
    case .conditional(let condition, let then, let otherwise):
      let chosen = try value(condition, row) == .truth(true) ? then : otherwise
      return try promoted(value(chosen, row), expression, [then, otherwise])
    case .aggregate(let aggregate):
      return try self.aggregate(aggregate, over: rows(of: aggregate, for: row))
    case .variable(let variable):
      guard let value = variables[variable] else { throw .unsupported }
      return value
    case .window: throw .unsupported
    }
  }

  /// A decimal where another branch is real is real too.
  private func promoted(
    _ value: Value, _ expression: TypedExpression, _ branches: [TypedExpression]
  ) throws(OracleFault) -> Value {
    value
  }

  func isTrue(_ expression: TypedExpression, _ row: OracleRow) throws(OracleFault) -> Bool {
    try value(expression, row) == .truth(true)
  }

  /// How a value is written in a text; empty for missing.
  func text(_ value: Value, _ type: ValueType) -> String {
    switch value {
    case .missing: return ""
    case .decimal(let decimal): return decimal.normalised.description
    case .real(let real):
      let text = "\(real)"
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    case .day(let day): return CivilDate(dayNumber: Int(day)).description
    case .truth(let truth): return truth ? "true" : "false"
    case .text(let text): return text
    case .row(let row):
      guard case .entity(let entity) = type, let field = world.catalog[entity].displayField else {
        return "\(row)"
      }
      return text(world.table(entity).columns[field][Int(row)], .text)
    case .period(let period, let unit): return calendar.description(of: period, unit)
    }
  }

  // MARK: - Order

  /// Whether one value stands before another of its type: missing last.
  func precedes(_ left: Value, _ right: Value, _ type: ValueType) -> Bool {
    switch (left, right) {
    case (.missing, _): return false
    case (_, .missing): return true
    case (.decimal(let first), .decimal(let second)): return first < second
    case (.real(let first), .real(let second)): return first < second
    case (.real(let first), .decimal(let second)): return first < second.real
    case (.decimal(let first), .real(let second)): return first.real < second
    case (.day(let first), .day(let second)): return first < second
    case (.period(let first, _), .period(let second, _)): return first < second
    case (.truth(let first), .truth(let second)): return !first && second
    case (.text(let first), .text(let second)):
      if case .choice(let list) = type {
        func place(_ text: String) -> Int {
          list.declared.firstIndex { $0.lowercased() == text.lowercased() } ?? list.declared.count
        }
        if place(first) != place(second) { return place(first) < place(second) }
      }
      return first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
    case (.row(let first), .row(let second)):
      guard case .entity(let entity) = type, let field = world.catalog[entity].displayField else {
        return first < second
      }
      let column = world.table(entity).columns[field]
      let (one, two) = (column[Int(first)], column[Int(second)])
      return one == two ? first < second : precedes(one, two, .text)
    default: return false
    }
  }

  /// Equality as the language has it: numbers by value, missing equals missing.
  func equal(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.real(let first), .decimal(let second)): first == second.real
    case (.decimal(let first), .real(let second)): first.real == second
    case (.real(let first), .real(let second)): first == second
    default: left == right
    }
  }
}
