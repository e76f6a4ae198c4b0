import Columns
import Messages
package import Model

/// Loads CSV files into worlds, all that are asked for or none.
///
/// Nothing is ever written. Files are read on several threads, in blocks; memory stays near the
/// size of the columns.
package struct CSVLoader: DataLoader {
  private let limits: ReadLimits
  /// Files that are in memory, by their paths.
  let files: [String: [UInt8]]
  /// Whether all other files are those of the disk.
  let readsDisk: Bool
  /// Where files may lie; nil for anywhere.
  private var confinement: Confinement?

  /// - Parameters:
  ///   - files: files that are on no disk, by their paths, such as those of the demo.
  ///   - progress: told how far loading has got; nil where nobody asks.
  package init(threads: Int, files: [String: [UInt8]] = [:], progress: Progress? = nil) {
    self.init(limits: ReadLimits(threads: max(1, threads), progress: progress), files: files)
  }

  /// A loader of nothing but texts in memory, for tests and fuzzing.
  ///
  /// - Parameter blockSize: the bytes that are looked at once, so that small texts have many blocks.
  package init(threads: Int, files: [String: [UInt8]], blockSize: Int) {
    let size = max(1, blockSize)
    let limits = ReadLimits(
      threads: max(1, threads), minimumRegion: size, bufferSize: size, cellCapacity: size)
    self.init(limits: limits, files: files, readsDisk: false)
  }

  init(limits: ReadLimits, files: [String: [UInt8]] = [:], readsDisk: Bool = true) {
    self.limits = limits
    self.files = files
    self.readsDisk = readsDisk
  }

  package func load(_ specs: [EntitySpec], into world: World) throws(LoadFailure) -> Loaded {
    try check(specs)
    var notes: [Diagnostic] = []
    if let world = savedWorld(of: specs, in: world, &notes) {
      return Loaded(world: world, warnings: notes)
    }
    var raws: [RawTable] = []
    var errors: [Diagnostic] = []
    let names = specs.map(\.name) + world.catalog.entities.map(\.name)
    let there = Set(names.map { $0.lowercased() })
    for spec in specs {
      do throws(LoadFailure) {
        raws.append(try read(spec.fitting(beside: there), world.options))
      } catch {
        errors += error.diagnostics
        if limits.progress?.isStopped == true { break }
      }
    }
    guard errors.isEmpty else { throw LoadFailure(diagnostics: errors) }
    var loaded = try WorldBuilder(base: world, raws: raws, limits: limits).build()
    loaded.warnings = notes + loaded.warnings
    return loaded
  }

  /// Refuses names that stand twice.
  private func check(_ specs: [EntitySpec]) throws(LoadFailure) {
    var entities: Set<String> = []
    for spec in specs {
      guard entities.insert(spec.name.lowercased()).inserted else {
        throw LoadFailure(diagnostics: [
          Diagnostic(.alreadyDefined, "\(spec.name) is declared twice", at: spec.span)
        ])
      }
      var columns: Set<String> = []
      for column in spec.columns where !columns.insert(column.name.lowercased()).inserted {
        throw LoadFailure(diagnostics: [
          Diagnostic(
            .badDeclaration, "\(spec.name) declares \(column.name) twice",
            at: column.span ?? spec.span)
        ])
      }
    }
  }

  private func read(_ spec: EntitySpec, _ options: Options) throws(LoadFailure) -> RawTable {
    guard let path = spec.path else { return RawTable(empty: spec, options) }
    let messages = LoadMessages(path: path, span: spec.pathSpan ?? spec.span)
    let source: ByteSource
    do throws(ReadFault) {
      source = try self.source(path)
    } catch {
      throw LoadFailure(diagnostics: [messages.unreadable(error)])
    }
    var spec = spec
    var warnings: [Diagnostic] = []
    while true {
      limits.progress?.begin(.reading(path: path, bytes: TableReader.passes * source.size))
      let reader = try TableReader(
        spec: spec, source: source, messages: messages, options: options, limits: limits)
      switch try reader.read() {
      case .table(var table):
        table.warnings += warnings
        return table
      case .misfits(let misfits):
        // Each round makes one column more a text, and a text is no misfit.
        for misfit in misfits {
          spec.loadAsText(misfit.column)
          warnings.append(misfit.diagnostic)
        }
      }
    }
  }

  package func confined(to folder: String?) -> CSVLoader {
    var loader = self
    loader.confinement = Confinement(folder: folder)
    return loader
  }

  package func permits(_ path: String) -> Bool { confinement?.permits(path) ?? true }

  /// Why a path is not read; nil where nothing keeps it from that.
  func refusal(of path: String) -> SafeModeRule? {
    guard let confinement, !confinement.permits(path) else { return nil }
    return .reading(outside: confinement.folder)
  }

  func source(_ path: String) throws(ReadFault) -> ByteSource {
    if let bytes = files[path] { return ByteSource(bytes: bytes, progress: limits.progress) }
    guard readsDisk else { throw .unreadable("there is no such file") }
    if let rule = refusal(of: path) { throw .refused(rule) }
    return try ByteSource(path: path, progress: limits.progress)
  }
}

extension RawTable {
  /// The table of an entity that has no file yet: its declared columns, without rows.
  init(empty spec: EntitySpec, _ options: Options) {
    let none = MoneyFound(currencies: [], hasBareAmounts: false)
    let fields = spec.columns.map { column in
      RawField(
        name: column.name, spec: column, column: nil,
        content: column.emptyContent(none, options))
    }
    self.init(
      spec: spec, fields: fields, rowCount: 0, document: nil,
      messages: LoadMessages(path: spec.name, span: spec.span), warnings: [])
  }
}

extension ColumnSpec {
  fileprivate func emptyContent(_ money: MoneyFound, _ options: Options) -> RawField.Content {
    let type = valueType(money, options)
    return switch kind {
    case .number, .money, .percent, .duration, .id: .values(.decimal([], scale: 0), type)
    case .text, .choice: .values(.text([], TextDictionary([])), type)
    case .bool: .values(.truth([]), type)
    case .date: .values(.day([]), type)
    case .period(let unit): .values(.period([], unit), type)
    case .link: .keys(StagedKeys.empty)
    }
  }
}
