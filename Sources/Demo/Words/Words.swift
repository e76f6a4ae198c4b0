/// The words that the made-up ecosystem is built of.
enum Words {
  static let givenNames = [
    "Ada", "Amir", "Ana", "Ben", "Björn", "Carla", "Chen", "Clara", "Dalia", "David", "Elena",
    "Emeka", "Eva", "Farid", "Fiona", "Grace", "Hana", "Ivan", "Jack", "Jürgen", "Kavya", "Kenji",
    "Lars", "Lena", "Liam", "Lucía", "Maria", "Mateo", "Mia", "Nina", "Noah", "Olga", "Omar",
    "Paula", "Priya", "Quinn", "Rosa", "Sam", "Sofia", "Tariq", "Tom", "Uma", "Vera", "Wei", "Yara",
    "Zoë",
  ]

  static let familyNames = [
    "Adeyemi", "Ahmed", "Bauer", "Brooks", "Castro", "Chen", "Costa", "Dubois", "Evans", "Fischer",
    "García", "Grant", "Haddad", "Hansen", "Ito", "Jensen", "Johnson", "Kaya", "Kim", "Kowalski",
    "Kumar", "Larsson", "Lee", "López", "Martin", "Mensah", "Meyer", "Moreau", "Nguyen", "Novak",
    "O'Brien", "Okafor", "Patel", "Petrov", "Ricci", "Rossi", "Sato", "Schmidt", "Silva", "Singh",
    "Smith", "Tanaka", "Torres", "Weiß", "Wilson", "Yilmaz", "Young", "Zhang",
  ]

  /// A person's name for each number, all different.
  static func person(_ number: Int) -> String {
    let all = givenNames.count * familyNames.count
    let place = number % all * 1_237 % all
    let name =
      "\(givenNames[place % givenNames.count]) \(familyNames[place / givenNames.count])"
    return number < all ? name : "\(name) \(number / all + 1)"
  }
}
