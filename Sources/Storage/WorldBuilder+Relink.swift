import Columns
import Messages
import Model

extension WorldBuilder {
  /// Leads the links of other entities to the same rows in the tables that replace theirs.
  ///
  /// A row is the same where it has the same id. Refused where the new table lacks a row that is
  /// linked to, or where one of the tables has no id: no link may lead to a row by accident.
  func relink(_ world: inout World, replaced drafts: [Draft]) throws(LoadFailure) {
    let fresh = Set(drafts.map(\.id))
    for draft in drafts where draft.id.index < base.catalog.entities.count {
      var moves: [Int32]?
      for index in base.catalog.entities.indices where !fresh.contains(EntityID(index: index)) {
        let source = EntityID(index: index)
        var columns = Array(world.table(source).columns)
        var hasMoved = false
        for (place, field) in world.catalog[source].fields.enumerated()
        where field.target == draft.id {
          guard case .row(let rows) = columns[place] else { continue }
          if moves == nil { moves = try self.moves(draft, linkedFrom: world.catalog[source].name) }
          let table = moves ?? []
          columns[place] = .row(try moved(rows, table, draft, world.catalog[source], field))
          hasMoved = true
        }
        if hasMoved {
          let rowCount = world.table(source).rowCount
          world.tables[index] = Table(rowCount: rowCount, columns: columns)
        }
      }
    }
  }

  /// For each row of the old table, the row of the new one with the same id.
  private func moves(_ draft: Draft, linkedFrom source: String) throws(LoadFailure) -> [Int32] {
    let old = base.catalog[draft.id]
    guard let oldField = old.idField, let newField = draft.idField,
      let newColumn = draft.columns[newField]
    else {
      throw LoadFailure(diagnostics: [
        Diagnostic(
          .badDeclaration,
          "\(old.name) cannot be replaced while \(source) links to it: without an id, the rows "
            + "of the old and the new file cannot be matched", at: draft.raw.messages.span,
          notes: ["load \(source) again together with \(old.name)"])
      ])
    }
    let index = KeyIndex(newColumn)
    let oldColumn = base.table(draft.id).columns[oldField]
    return (0..<oldColumn.count).map { index.row(of: Self.shown(oldColumn[$0])) }
  }

  private func moved(
    _ rows: Buffer<Int32>, _ moves: [Int32], _ draft: Draft, _ source: Entity, _ field: Field
  ) throws(LoadFailure) -> [Int32] {
    var result = rows.array
    for (index, row) in rows.enumerated() where row != Missing.code {
      result[index] = moves[Int(row)]
      guard result[index] == KeyIndex.none else { continue }
      let old = base.catalog[draft.id]
      let id = old.idField.map { base.table(draft.id).columns[$0][Int(row)] } ?? .missing
      throw LoadFailure(diagnostics: [
        Diagnostic(
          .orphanKey,
          "\(draft.raw.messages.file): \(source.name).\(field.name) leads to "
            + "\(LoadMessages.quoted(Self.shown(id))), which the new \(old.name) lacks",
          at: draft.raw.messages.span,
          notes: ["load \(source.name) again together with \(old.name)"])
      ])
    }
    return result
  }
}

extension KeyIndex {
  /// The row of a key as text.
  func row(of text: String) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      guard let number = NumberSpelling.canonical(bytes) else { return row(ofText: bytes) }
      var row = KeyIndex.none
      withUnsafePointer(to: number) { key in
        _ = resolve(UnsafeBufferPointer(start: key, count: 1), TextDictionary([]), into: &row)
      }
      return row
    }
  }
}
