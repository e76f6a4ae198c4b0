import Columns
import Messages
import Model
import Plan
import Testing

@testable import Engine

private let regions = EntityID(index: 0)
private let teams = EntityID(index: 1)

/// Three teams, linked to regions of which there are none.
private let world = World(
  catalog: Catalog(entities: [
    Entity(name: "regions", fields: [Field(name: "name", type: .text)], displayField: 0),
    Entity(
      name: "teams",
      fields: [
        Field(name: "region", type: .entity(regions)), Field(name: "note", type: .text),
      ]),
  ]),
  tables: [
    Table(rowCount: 0, columns: [texts()]),
    Table(
      rowCount: 3,
      columns: [.row([Missing.code, Missing.code, Missing.code]), texts(nil, nil, nil)]),
  ], options: .init(today: 0))

@Suite struct EmptyTableTests {
  private func value(_ kind: TypedExpression.Kind, _ type: ValueType) -> TypedExpression {
    TypedExpression(kind, type: type, span: nowhere)
  }

  private func values(_ expression: TypedExpression) throws -> [Value] {
    let execution = execution(world)
    return try execution.column(expression, over: execution.scan(teams)).boxed
  }

  @Test func whatLiesBehindALinkToAnEmptyTableIsMissing() throws {
    let team = value(.row(depth: 0), .entity(teams))
    let region = value(.field(0, of: team), .entity(regions))
    let name = value(.field(0, of: region), .text)
    #expect(try values(name) == [.missing, .missing, .missing])
    #expect(
      try values(value(.operation(.isMissing, [name]), .bool)) == [
        .truth(true), .truth(true), .truth(true),
      ])
  }

  @Test func aTextThatNoRowHasIsMissing() throws {
    let note = value(.field(1, of: value(.row(depth: 0), .entity(teams))), .text)
    #expect(
      try values(value(.operation(.length, [note]), .number)) == [.missing, .missing, .missing])
  }
}
