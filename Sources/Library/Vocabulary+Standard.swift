package import Semantics

extension Vocabulary {
  /// Everything that the language knows by name besides its verbs.
  package static let standard = Vocabulary(
    functions: NumberFunctions.all + TextFunctions.all + DateFunctions.all
      + ConversionFunctions.all,
    aggregates: Aggregates.all)
}
