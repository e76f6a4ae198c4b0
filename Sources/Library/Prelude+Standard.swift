package import Semantics

extension Prelude {
  /// What ships with the program; read when something in it is first needed.
  package static let standard = Prelude([
    ("prelude", String(decoding: PackageResources.measures_parley, as: UTF8.self))
  ])
}
