/// The built-in model of a partner ecosystem, written in Parley itself.
package enum Prelude {
  /// The text of `ecosystem.parley`, which is compiled into the program.
  package static var ecosystem: String {
    String(decoding: PackageResources.ecosystem_parley, as: UTF8.self)
  }
}
