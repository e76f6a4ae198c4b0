/// The built-in model of a partner ecosystem, written in Parley itself.
package enum BuiltInModel {
  /// The declarations of its entities, as a workspace's `ecosystem.parley` has them.
  package static var entities: String {
    String(decoding: PackageResources.entities_parley, as: UTF8.self)
  }
}
