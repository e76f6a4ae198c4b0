extension Column {
  /// Whether both are one buffer, so that their values are the same without a look at them. Two
  /// buffers with equal values are not.
  package func sharesBuffer(with other: Column) -> Bool {
    func isOne<Number>(_ left: Buffer<Number>, _ right: Buffer<Number>) -> Bool {
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { left.baseAddress == $0.baseAddress }
      }
    }
    switch (self, other) {
    case (.decimal(let left, _), .decimal(let right, _)): return isOne(left, right)
    case (.real(let left), .real(let right)): return isOne(left, right)
    case (.day(let left), .day(let right)): return isOne(left, right)
    case (.truth(let left), .truth(let right)): return isOne(left, right)
    case (.text(let left, _), .text(let right, _)): return isOne(left, right)
    case (.row(let left), .row(let right)): return isOne(left, right)
    case (.period(let left, _), .period(let right, _)): return isOne(left, right)
    case (.decimal, _), (.real, _), (.day, _), (.truth, _), (.text, _), (.row, _), (.period, _):
      return false
    }
  }
}
