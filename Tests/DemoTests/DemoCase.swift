/// Something that has to be found in the demo, where it comes from, and the question that finds it.
struct DemoCase: CustomStringConvertible, Sendable {
  let title: String
  let origin: String
  let question: String
  /// How many rows there have to be.
  let least: Int

  init(_ title: String, _ origin: String, _ question: String, least: Int = 1) {
    self.title = title
    self.origin = origin
    self.question = question
    self.least = least
  }

  var description: String { title }

  static let all: [DemoCase] =
    people + managers + deals + registrations + leads + funds + learning + contacts + markets
    + targets
}
