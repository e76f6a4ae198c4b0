import Messages
import Model
import Plan
import Syntax

/// Looking into definitions: circles, depth, and whose mistake it is.
extension Checking {
  /// As deep as definitions may build on one another, and as often as one statement may look into
  /// any: functions that call others twice double the work at each level.
  private static let deepestDefinitions = 32
  private static let mostDefinitions = 20_000

  /// The words under the use of a definition whose text is at fault.
  private static let usedHere = "used here"

  /// Checks the text of a definition, which knows nothing of the parameters of the text around it.
  /// A mistake in it is shown where it stands, with the use that brought it up.
  ///
  /// - Parameters:
  ///   - name: the definition's, as it was declared.
  ///   - declaration: the place of the whole definition.
  ///   - seesRows: whether it is read among the rows around its use, as functions and verbs are.
  ///   - floor: how many of the outermost scopes it does not see, where it sees the others.
  mutating func using<Result>(
    _ id: DefinitionID, _ name: Name, _ declaration: Span, at use: Span, seesRows: Bool = true,
    floor: Int? = nil, otherwise: Result, _ check: (inout Checking) -> Result
  ) -> Result {
    if broken.contains(id) { return otherwise }
    if reading.chain.contains(id) {
      report(circle(id, name.text, at: use))
      return otherwise
    }
    definitionsUsed += 1
    uses?.note(id, by: reading.chain.last)
    if let tooDeep = goDeeper(name.text, at: use) {
      report(tooDeep)
      return otherwise
    }
    let outer = reading
    let before = diagnostics.count
    reading = Reading(
      hidden: seesRows ? outer.hidden : [:], chain: outer.chain + [id],
      floor: seesRows ? floor ?? outer.floor : 0, isShipped: declaration.source.isShipped)
    let result = check(&self)
    reading = outer
    depth -= 1
    note(use, of: declaration, since: before)
    return result
  }

  /// Counts one more text that is read inside another; a message where they are too many.
  mutating func goDeeper(_ name: String, at span: Span) -> Diagnostic? {
    let isDeep = depth >= Self.deepestDefinitions
    if isDeep || definitionsUsed > Self.mostDefinitions {
      return definitionsTooDeep(name, isDeep: isDeep, at: span)
    }
    depth += 1
    return nil
  }

  /// Adds to the messages about a definition's text the use that brought them up.
  private mutating func note(_ use: Span, of declaration: Span, since first: Int) {
    if declaration.contains(use) { return }
    for index in diagnostics.indices.dropFirst(first) {
      let isInside =
        diagnostics[index].span.map(declaration.contains) ?? false
        || diagnostics[index].related.last.map {
          $0.label == Self.usedHere && declaration.contains($0.span)
        } ?? false
      if !isInside { continue }
      diagnostics[index].related.append(RelatedPlace(span: use, label: Self.usedHere))
      if declaration.source.isShipped { turnRound(&diagnostics[index]) }
    }
  }

  /// Nobody can change a text that ships: a mistake that an argument brings up there is shown at the
  /// use.
  private func turnRound(_ diagnostic: inout Diagnostic) {
    guard let use = diagnostic.related.popLast(), let place = diagnostic.span else { return }
    diagnostic.related.insert(RelatedPlace(span: place, label: diagnostic.label), at: 0)
    (diagnostic.span, diagnostic.label, diagnostic.suggestions) = (use.span, "", [])
  }
}
