/// What partners' people can learn.
struct Course: Sendable {
  var name: String
  var kind: String
  /// The lowest tier whose partners need it; nil for what is optional.
  var requiredFor: Tier?
  var product: Int?

  static let all: [Course] = [
    Course(name: "Selling our products", kind: "sales", requiredFor: .registered),
    Course(name: "Firewall basics", kind: "technical", requiredFor: .silver, product: 0),
    Course(name: "Finding the budget", kind: "sales", requiredFor: .silver),
    Course(name: "Backup, planning and restore", kind: "presales", requiredFor: .gold, product: 9),
    Course(name: "Identity Hub expert", kind: "technical", requiredFor: .gold, product: 2),
    Course(
      name: "Container Platform expert", kind: "technical", requiredFor: .platinum, product: 15),
    Course(name: "Second-level support", kind: "support", requiredFor: .platinum),
    Course(name: "Stream Engine", kind: "technical", product: 12),
    Course(name: "Contact Center, design", kind: "presales", product: 20),
    Course(name: "Service contracts", kind: "sales"),
    Course(name: "Disaster Recovery drills", kind: "support", product: 16),
  ]

  private init(name: String, kind: String, requiredFor: Tier? = nil, product: Int? = nil) {
    self.name = name
    self.kind = kind
    self.requiredFor = requiredFor
    self.product = product
  }

  /// Whether partners of a tier need it.
  func isRequired(for tier: Tier) -> Bool {
    guard let requiredFor else { return false }
    return tier <= requiredFor
  }

  static func write(to output: Output) throws(CSVWriter.Fault) {
    try output.table("courses", "id,name,kind,required_for,product") { file in
      for (place, course) in all.enumerated() {
        file.id(place)
        file.text(course.name)
        file.text(course.kind)
        if let tier = course.requiredFor { file.word(tier) } else { file.empty() }
        file.id(course.product)
        file.endRow()
      }
    }
  }
}

/// Writes who learned what.
struct Certifications: ~Copyable {
  private let ecosystem: Ecosystem
  private var random: RandomStream
  private var file: CSVWriter
  private var count = 0

  /// People who learn, by tier.
  private static let people = [7, 4, 2, 1]
  private static let validDays = 730

  init(_ ecosystem: Ecosystem, to output: Output) {
    self.ecosystem = ecosystem
    random = ecosystem.random(.courses)
    file = output.open(
      "certifications",
      "id,person,required,assigned_on,completed_on,expires_on,partner,course")
  }

  consuming func run(to output: Output) throws(CSVWriter.Fault) {
    for place in ecosystem.partners.indices {
      let partner = ecosystem.partners[place]
      // One partner in forty sends nobody.
      if partner.joined == nil || place % 40 == 21 { continue }
      for number in 0..<Self.people[partner.tier.place] {
        let person = Words.person(place * 11 + number * 401 + 7)
        for (course, _) in Course.all.enumerated() { write(place, person, course) }
      }
      if let fault = file.fault { throw fault }
    }
    try output.close("certifications", file)
  }

  /// A course and, each time that the certificate runs out, the course again.
  private mutating func write(_ place: Int, _ person: String, _ course: Int) {
    let partner = ecosystem.partners[place]
    let isRequired = Course.all[course].isRequired(for: partner.tier)
    guard random.chance(isRequired ? 85 : 6) else { return }
    let days = partner.days(until: ecosystem.timeline.today)
    var assigned = days.lowerBound + random.between(5, 300)
    while assigned < days.upperBound {
      var completed: Int?
      if random.chance(partner.character.traits.learns) {
        let day = assigned + random.between(10, 110)
        if day <= ecosystem.timeline.today { completed = day }
      }
      let expires = completed.map { $0 + Self.validDays }
      write(place, person, course, isRequired, assigned, completed, expires)
      // Whoever did not complete it is asked again a year later.
      assigned = max(assigned + 60, expires.map { $0 - random.between(0, 40) } ?? assigned + 365)
    }
  }

  private mutating func write(
    _ place: Int, _ person: String, _ course: Int, _ isRequired: Bool, _ assigned: Int,
    _ completed: Int?, _ expires: Int?
  ) {
    file.id(count)
    file.text(person)
    file.truth(isRequired)
    file.day(assigned, of: ecosystem.timeline)
    file.day(completed, of: ecosystem.timeline)
    file.day(expires, of: ecosystem.timeline)
    file.id(place)
    file.id(course)
    file.endRow()
    count += 1
  }
}
