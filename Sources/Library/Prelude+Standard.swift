package import Semantics

/// The ready-made definitions, a file of `Prelude/` per subject. All of them are the weakest kind of
/// definition: what a workspace or a script defines under the same name on the same rows takes its
/// place, and what needs a column that a workspace lacks is not there. The text of each says what it
/// is, a comment above it which trap it avoids.
extension Prelude {
  /// What ships with the program; read when something in it is first needed.
  package static let standard = Prelude([
    ("prelude/deals", text(PackageResources.deals_parley)),
    ("prelude/targets", text(PackageResources.targets_parley)),
    ("prelude/partners", text(PackageResources.partners_parley)),
    ("prelude/training", text(PackageResources.training_parley)),
    ("prelude/leads", text(PackageResources.leads_parley)),
    ("prelude/marketing", text(PackageResources.marketing_parley)),
    ("prelude/care", text(PackageResources.care_parley)),
    ("prelude/team", text(PackageResources.team_parley)),
    ("prelude/markets", text(PackageResources.markets_parley)),
    ("prelude/segmentation", text(PackageResources.segmentation_parley)),
    ("prelude/concentration", text(PackageResources.concentration_parley)),
    ("prelude/scorecard", text(PackageResources.scorecard_parley)),
    ("prelude/entities", BuiltInModel.entities),
  ])

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
