import Columns
import Messages
import Model

// The directory of a file of columns, in bytes and out of them.

extension ByteEncoder {
  mutating func put(_ directory: ColumnsFile.Directory) {
    put(directory.ecosystem)
    put(all: directory.tables) { $0.put($1) }
  }

  private mutating func put(_ table: ColumnsFile.StoredTable) {
    put(table.csv.file)
    put(table.csv.stamp.size)
    put(table.csv.stamp.time)
    put(table.rowCount)
    put(table.entity.name)
    put(table.entity.summary) { $0.put($1) }
    put(table.entity.idField) { $0.put($1) }
    put(table.entity.displayField) { $0.put($1) }
    put(all: table.entity.keyFields) { $0.put($1) }
    put(all: table.entity.inverses) {
      $0.put($1.name)
      $0.put($1.source.index)
      $0.put($1.field)
    }
    put(all: Array(zip(table.entity.fields, table.columns))) {
      $0.put($1.0)
      $0.put($1.1)
    }
  }

  private mutating func put(_ field: Field) {
    put(field.name)
    put(field.summary) { $0.put($1) }
    put(field.type)
  }

  private mutating func put(_ type: ValueType) {
    func tag(_ number: UInt8) { put(number) }
    switch type {
    case .number: tag(0)
    case .money(let currency):
      tag(1)
      put(currency.code)
    case .mixedMoney(let currencies):
      tag(2)
      put(all: currencies) { $0.put($1.code) }
    case .percent: tag(3)
    case .text: tag(4)
    case .id: tag(5)
    case .bool: tag(6)
    case .date: tag(7)
    case .period(let unit):
      tag(8)
      put(unit.rawValue)
    case .duration(.days): tag(9)
    case .duration(.months): tag(10)
    case .choice(let list):
      tag(11)
      put(all: list.declared) { $0.put($1) }
    case .entity(let id):
      tag(12)
      put(id.index)
    // No table has such a column.
    case .missing, .poison: tag(.max)
    }
  }

  private mutating func put(_ column: ColumnsFile.StoredColumn) {
    switch column.storage {
    case .decimal(let scale):
      put(UInt8(0))
      put(scale)
    case .real: put(UInt8(1))
    case .day: put(UInt8(2))
    case .truth: put(UInt8(3))
    case .text(let bytes, let offsets):
      put(UInt8(4))
      put(bytes)
      put(offsets)
    case .row: put(UInt8(5))
    case .period(let unit):
      put(UInt8(6))
      put(unit.rawValue)
    }
    put(column.values)
    put(column.statistics.missingCount)
    put(column.statistics.range) {
      $0.put($1.lowerBound)
      $0.put($1.upperBound)
    }
    put(column.zones) {
      $0.put($1.size)
      $0.put(all: $1.zones) {
        $0.put($1.low)
        $0.put($1.high)
        $0.put(UInt8($1.isComplete ? 1 : 0))
      }
    }
  }

  private mutating func put(_ section: ColumnsFile.Section) {
    put(section.offset)
    put(section.length)
    put(section.checksum)
  }
}

extension ByteDecoder {
  mutating func directory() throws(Damage) -> ColumnsFile.Directory {
    let directory = ColumnsFile.Directory(
      ecosystem: try number(), tables: try list { (bytes) throws(Damage) in try bytes.table() })
    guard isAtEnd else { throw Damage() }
    return directory
  }

  private mutating func table() throws(Damage) -> ColumnsFile.StoredTable {
    let csv = SavedTable(
      file: try text(), stamp: FileStamp(size: try count(), time: try number()))
    let rowCount = try count(below: Int(Int32.max))
    var entity = Entity(name: try text(), fields: [])
    entity.summary = try optional { (bytes) throws(Damage) in try bytes.text() }
    entity.idField = try optional { (bytes) throws(Damage) in try bytes.count() }
    entity.displayField = try optional { (bytes) throws(Damage) in try bytes.count() }
    entity.keyFields = try list { (bytes) throws(Damage) in try bytes.count() }
    entity.inverses = try list { (bytes) throws(Damage) in
      InverseLink(
        name: try bytes.text(), source: EntityID(index: try bytes.count()),
        field: try bytes.count())
    }
    let members = try list { (bytes) throws(Damage) in
      (field: try bytes.field(), column: try bytes.column())
    }
    entity.fields = members.map(\.field)
    return ColumnsFile.StoredTable(
      csv: csv, entity: entity, rowCount: rowCount, columns: members.map(\.column))
  }

  private mutating func field() throws(Damage) -> Field {
    let name = try text()
    let summary = try optional { (bytes) throws(Damage) in try bytes.text() }
    // The CSV file that goes with it has the fields' names as its headers.
    return Field(name: name, type: try type(), summary: summary, header: name)
  }

  private mutating func type() throws(Damage) -> ValueType {
    switch try number(UInt8.self) {
    case 0: return .number
    case 1: return .money(Currency(code: try text()))
    case 2:
      return .mixedMoney(try list { (bytes) throws(Damage) in Currency(code: try bytes.text()) })
    case 3: return .percent
    case 4: return .text
    case 5: return .id
    case 6: return .bool
    case 7: return .date
    case 8: return .period(try unit())
    case 9: return .duration(.days)
    case 10: return .duration(.months)
    case 11:
      return .choice(
        ChoiceList(declared: try list { (bytes) throws(Damage) in try bytes.text() }))
    case 12: return .entity(EntityID(index: try count()))
    default: throw Damage()
    }
  }

  private mutating func unit() throws(Damage) -> PeriodUnit {
    guard let unit = PeriodUnit(rawValue: try text()) else { throw Damage() }
    return unit
  }

  private mutating func column() throws(Damage) -> ColumnsFile.StoredColumn {
    let storage: ColumnsFile.Storage
    switch try number(UInt8.self) {
    case 0: storage = .decimal(scale: try count(below: Decimal.powers.count))
    case 1: storage = .real
    case 2: storage = .day
    case 3: storage = .truth
    case 4: storage = .text(bytes: try section(), offsets: try section())
    case 5: storage = .row
    case 6: storage = .period(try unit())
    default: throw Damage()
    }
    let values = try section()
    let missing = try count()
    let range = try optional { (bytes) throws(Damage) -> ClosedRange<Int64> in
      let (low, high) = (try bytes.number(Int64.self), try bytes.number(Int64.self))
      guard low <= high else { throw Damage() }
      return low...high
    }
    let zones = try optional { (bytes) throws(Damage) -> Zones in
      let size = try bytes.count(below: Int(Int32.max))
      let zones = try bytes.list { (bytes) throws(Damage) in
        Zones.Zone(
          low: try bytes.number(), high: try bytes.number(),
          isComplete: try bytes.number(UInt8.self) == 1)
      }
      return Zones(size: size, zones: zones)
    }
    return ColumnsFile.StoredColumn(
      storage: storage, values: values,
      statistics: ColumnStatistics(range: range, missingCount: missing), zones: zones)
  }

  private mutating func section() throws(Damage) -> ColumnsFile.Section {
    ColumnsFile.Section(offset: try count(), length: try count(), checksum: try number())
  }
}
