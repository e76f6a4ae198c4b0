import Dispatch
import Messages
import Model
import Plan

extension Execution {
  /// Looks through the columns of a saved workspace that a plan reads, several at a time.
  ///
  /// What it does not come upon, such as the names that rows are shown by, is looked through at its
  /// first use.
  func lookThrough(_ plan: LogicalPlan) throws(Diagnostic) {
    let columns = plan.fieldsRead.compactMap { world.table($0.entity).columns.saved($0.field) }
    let cancellation = cancellation
    if !columns.isEmpty {
      DispatchQueue.concurrentPerform(iterations: columns.count) { number in
        columns[number].verify { cancellation.isCancelled }
      }
    }
    try checkCancelled()
    try world.refuseDamage()
  }
}
