/// A grid of cells made of dots, each cell in the colour of the line that came last.
///
/// - Shape: `columns × rows` cells of `across × down` dots; dots are counted from the top left.
struct DotCanvas {
  let columns: Int
  let rows: Int
  /// Dots of one cell: Braille patterns have 2 × 4.
  let across: Int
  let down: Int
  private var patterns: [UInt8]
  private var owners: [Int]
  private var markers: [Character?]
  private let isASCII: Bool

  init(columns: Int, rows: Int, isASCII: Bool) {
    self.columns = columns
    self.rows = rows
    self.isASCII = isASCII
    (across, down) = isASCII ? (1, 1) : (2, 4)
    patterns = Array(repeating: 0, count: columns * rows)
    owners = Array(repeating: -1, count: columns * rows)
    markers = Array(repeating: nil, count: columns * rows)
  }

  /// Source: the Unicode block Braille Patterns, whose code points hold a bit for each dot.
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  mutating func dot(_ x: Int, _ y: Int, of owner: Int) {
    guard x >= 0, y >= 0, x < columns * across, y < rows * down else { return }
    let cell = y / down * columns + x / across
    patterns[cell] |= isASCII ? 1 : Self.bits[x % across][y % down]
    owners[cell] = owner
  }

  /// A straight line of dots, both ends included.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), of owner: Int) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
    for step in 0...steps {
      let part = Double(step) / Double(steps)
      dot(
        start.x + Int((Double(end.x - start.x) * part).rounded()),
        start.y + Int((Double(end.y - start.y) * part).rounded()), of: owner)
    }
  }

  /// Puts a marker over the cell of a dot.
  ///
  /// - Returns: false where another line has its marker there: then the cell says so.
  mutating func mark(_ x: Int, _ y: Int, _ marker: Character, of owner: Int, several: Character)
    -> Bool
  {
    let cell = y / down * columns + x / across
    guard patterns.indices.contains(cell) else { return true }
    let isFree = markers[cell] == nil || owners[cell] == owner
    let isShared = !isFree || markers[cell] == several
    markers[cell] = isShared ? several : marker
    owners[cell] = isShared ? -1 : owner
    return !isShared
  }

  /// The cells of a row: what is drawn, and by which line; -1 by none or several.
  func cells(ofRow row: Int) -> [(sign: Character, owner: Int)] {
    (row * columns..<(row + 1) * columns).map { cell in
      if let marker = markers[cell] { return (marker, owners[cell]) }
      if patterns[cell] == 0 { return (" ", -1) }
      if isASCII { return (".", owners[cell]) }
      let scalar = Unicode.Scalar(0x2800 + UInt32(patterns[cell])) ?? " "
      return (Character(scalar), owners[cell])
    }
  }
}
