/// Random numbers that are the same on every machine.
///
/// Source: xoshiro256** and SplitMix64, D. Blackman and S. Vigna.
struct RandomStream {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// - Parameter stream: streams of one seed have nothing to do with each other.
  init(seed: UInt64, stream: UInt64) {
    var mixer = seed &+ stream &* 0xd134_2543_de82_ef95
    func next() -> UInt64 {
      mixer &+= 0x9e37_79b9_7f4a_7c15
      var mixed = mixer
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return mixed ^ (mixed >> 31)
    }
    state = (next(), next(), next(), next())
  }

  @inline(__always) mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// A number in `0..<bound`; its bias, below 1 in 2^32, does not matter here.
  @inline(__always) mutating func below(_ bound: Int) -> Int {
    Int(((next() >> 32) &* UInt64(bound)) >> 32)
  }

  /// Nearly normal, mean 0 and deviation 1, never beyond 6.93.
  ///
  /// The sum of sixteen uniform numbers: only exact operations, so no machine differs.
  @inline(__always) mutating func normal() -> Double {
    var sum: UInt64 = 0
    for _ in 0..<4 {
      let word = next()
      sum += word & 0xffff
      sum += (word >> 16) & 0xffff
      sum += (word >> 32) & 0xffff
      sum += word >> 48
    }
    // Mean 8 and variance 16 ÷ 12 in units of 2^16.
    return (Double(sum) / 65_536 - 8 + 8.0 / 65_536) * 0.866_025_403_784_438_6
  }

  /// True in `percent` of a hundred draws.
  @inline(__always) mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  @inline(__always) mutating func between(_ least: Int, _ most: Int) -> Int {
    least + below(most - least + 1)
  }

  /// One of a list that is not empty.
  @inline(__always) mutating func pick<Element>(_ list: [Element]) -> Element {
    list[below(list.count)]
  }
}
