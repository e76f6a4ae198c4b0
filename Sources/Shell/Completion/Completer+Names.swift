import Model
import Semantics
import Syntax

/// Candidates from the names in sight.
extension Completer {
  func named(_ things: [Sight.Thing]) -> [Candidate] {
    things.compactMap { candidate(for: $0) }
  }

  private func candidate(for thing: Sight.Thing) -> Candidate? {
    guard let text = Name.written(thing.name) else { return nil }
    let catalog = environment.world.catalog
    switch thing.role {
    case .column, .field, .definedField:
      return Candidate(text, detail: thing.type?.words(in: catalog) ?? thing.summary ?? "")
    // Where a path could go on, no blank is put behind.
    case .link:
      let target = thing.type.map { " to " + $0.words(in: catalog) } ?? ""
      return Candidate(text, ending: "", detail: "link" + target)
    case .manyLink:
      let target = thing.type.map { " " + $0.words(in: catalog) } ?? ""
      return Candidate(text, ending: "", detail: "many" + target)
    case .row: return Candidate(text, ending: "", detail: "the row of the loop")
    case .parameter:
      let type = thing.type.map { ": " + $0.words(in: catalog) } ?? ""
      return Candidate(text, detail: "param" + type)
    case .measure:
      return Candidate(text, detail: "measure" + (thing.summary.map { ": " + $0 } ?? ""))
    case .definition: return Candidate(text, detail: "let")
    case .entity: return Candidate(text, detail: thing.summary ?? "")
    }
  }

  func candidate(named name: String) -> Candidate? {
    Name.written(name).map { Candidate($0) }
  }
}
