import Messages

// Steps over all rows look at the cancellation once per morsel, those on one thread too: what these
// loops go over between two looks is a millisecond's work.

extension Execution {
  /// An array that is written on all threads.
  ///
  /// - Parameter body: initialises the elements at the places it is given, counted from the pointer.
  /// - Shape: `[count]`.
  func filled<Element: BitwiseCopyable>(
    _ count: Int,
    _ body: (Range<Int>, UnsafeMutablePointer<Element>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> [Element] {
    try filled(count, state: { () }) {
      (_: inout Void, range: Range<Int>, start: UnsafeMutablePointer<Element>)
        throws(Diagnostic) in
      try body(range, start)
    }.elements
  }

  /// As ``filled(_:_:)``, with a state for each thread.
  func filled<Element: BitwiseCopyable, State>(
    _ count: Int, state: () throws(Diagnostic) -> State,
    _ body: (inout State, Range<Int>, UnsafeMutablePointer<Element>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> (elements: [Element], states: [State]) {
    var states: [State] = []
    let elements = try written(count) { (start: UnsafeMutablePointer<Element>) throws(Diagnostic) in
      states = try parallel(count: count, state: state) {
        (state: inout State, range: Range<Int>) throws(Diagnostic) in
        try body(&state, range, start)
      }
    }
    return (elements, states)
  }

  /// An array whose elements are initialised by a body.
  ///
  /// - Shape: `[count]`.
  func written<Element: BitwiseCopyable>(
    _ count: Int, _ body: (UnsafeMutablePointer<Element>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> [Element] {
    var fault: Diagnostic?
    let elements = [Element](unsafeUninitializedCapacity: count) { buffer, made in
      guard let start = buffer.baseAddress else { return }
      Memory.preferLargePages(start, count: count)
      do throws(Diagnostic) {
        try body(start)
        made = count
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    return elements
  }

  /// An array of what a function gives for each place.
  ///
  /// - Shape: `[count]`.
  @inline(__always)
  func produced<Element: BitwiseCopyable>(
    _ count: Int, _ element: (Int) -> Element
  ) throws(Diagnostic) -> [Element] {
    try filled(count) { (range: Range<Int>, start: UnsafeMutablePointer<Element>) in
      for place in range { (start + place).initialize(to: element(place)) }
    }
  }

  /// An array of what a function makes of each element.
  ///
  /// - Shape: as `elements`.
  @inline(__always)
  func mapped<Elements: Contiguous, Result: BitwiseCopyable>(
    _ elements: Elements, _ transform: (Elements.Element) -> Result
  ) throws(Diagnostic) -> [Result] {
    try elements.withUnsafeBufferPointer { elements throws(Diagnostic) in
      try produced(elements.count) { transform(elements[$0]) }
    }
  }

  /// How many elements meet a condition.
  @inline(__always)
  func count<Elements: Contiguous>(
    _ elements: Elements, where isCounted: (Elements.Element) -> Bool
  ) throws(Diagnostic) -> Int {
    try elements.withUnsafeBufferPointer { elements throws(Diagnostic) in
      try parallel(count: elements.count, state: { 0 }) { (count: inout Int, range: Range<Int>) in
        for place in range where isCounted(elements[place]) { count += 1 }
      }.reduce(0, +)
    }
  }

  /// Runs `body` for every morsel of `0..<count` in ascending order, on this thread: for steps that
  /// need what the one before has left.
  func inOrder(
    _ count: Int, _ body: (Range<Int>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    for start in stride(from: 0, to: count, by: morselRows) {
      try checkCancelled()
      try body(start..<min(count, start + morselRows))
    }
  }
}

/// Looks at the cancellation once per morsel of rows, for steps that go over them in stretches of
/// whatever length.
struct Lookout {
  private let execution: Execution
  private var rows = 0

  init(_ execution: Execution) {
    self.execution = execution
  }

  /// Notes that so many rows, or none, have been gone over.
  ///
  /// - Throws: P505 once the run has been cancelled.
  mutating func pass(_ count: Int) throws(Diagnostic) {
    rows += count + 1
    if rows < execution.morselRows { return }
    rows = 0
    try execution.checkCancelled()
  }
}
