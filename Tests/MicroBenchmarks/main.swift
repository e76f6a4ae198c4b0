// How long each operator takes per row: for whoever works on the engine.
//
// usage: MicroBenchmarks [ROWS [THREADS [PART OF A NAME]]]

import Engine
import Messages

let arguments = CommandLine.arguments.dropFirst().map { $0 }
let rows = arguments.first.flatMap { Int($0) } ?? 4_000_000
let threads = arguments.dropFirst().first.flatMap { Int($0) } ?? 1
let wanted = arguments.dropFirst(2).first ?? ""
let rounds = 7

let facts = Facts(rows: rows)
let engine = Engine(threads: threads)
print("\(rows) rows, \(threads) threads; nanoseconds per row, median and least of \(rounds)")
for (name, plan) in Operators.all where wanted.isEmpty || name.contains(wanted) {
  var times: [Double] = []
  do throws(Diagnostic) {
    for _ in 0..<rounds {
      let start = ContinuousClock.now
      _ = try engine.run(plan, in: facts.world, cancellation: Cancellation())
      times.append((ContinuousClock.now - start) / .nanoseconds(1) / Double(rows))
    }
  } catch {
    print("\(name): \(error.message)")
    continue
  }
  times.sort()
  let figures = [times[rounds / 2], times[0]].map { time in
    let text = "\((time * 100).rounded() / 100)"
    return String(repeating: " ", count: max(0, 8 - text.count)) + text
  }
  print(figures.joined() + "  " + name)
}
