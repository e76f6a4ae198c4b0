extension Words {
  /// What partners promise, some of it with commas, quotes, line breaks and letters from elsewhere.
  static let partnerPromises = [
    "Name a second contact", "Send the account plan", "Register open deals before the month's end",
    "Two people to the certification, both technical", "Update the forecast every Friday",
    "Proof of the spring event: photos, list of guests, invoice",
    "Call back the leads of the fair", "Return the demo units",
    "Put \"powered by\" on the web site", "Bring Jürgen's team into the migration",
    "Business plan:\n1. three new customers\n2. one joint event", "Angebot für die Städte prüfen",
    "見積書を送る", "Référence client à publier",
  ]

  /// What the vendor promises.
  static let vendorPromises = [
    "Presales day on site", "Send price list, incl. public-sector discounts",
    "Loan of two demo units", "Answer to the feature request", "Invite to the product council",
    "Approve MDF before the event", "Introduce the regional marketing manager",
    "Extend the registration by 30 days", "Draft of the joint reference,\nfor review",
    "Escalate the ticket \"sync fails\"", "Schulung in Köln anbieten", "勉強会の日程を決める",
  ]

  static let topics = [
    "Prices change too often", "Registration takes too long", "Portal: search finds nothing",
    "Training should be online, in the evening", "Competitor gives 5 points more",
    "Product lacks an interface for invoices", "\"Who is my manager?\"", "Support answers fast",
    "Delivery times, again", "Leads are too small for us", "Dokumentation auf Deutsch fehlt",
    "日本語の資料が欲しい", "Conflict with direct sales", "MDF rules are unclear",
  ]

  /// Why somebody judged a partner so, by class.
  static let ratingReasons: [(name: String, reasons: [String])] = [
    (
      "achiever",
      ["Carried the region last year, whatever the numbers say", "Sells while we sleep"]
    ),
    ("believer", ["Kept every promise, needs presales", "Plan signed, first results are good"]),
    ("deceiver", ["Promised much, \"next quarter\" every quarter", "Takes leads, returns none"]),
    ("dormant", ["Talked to them on site:\nno sales people left", "New owner; we wait a quarter"]),
  ]

  /// How content a partner is, and what it says.
  static let moods: [(name: String, reasons: [String])] = [
    ("high", ["\"Best programme of all\"", "Support answers at once"]),
    ("middle", ["Fair, but registration takes too long", "Likes us; so does the competitor"]),
    ("low", ["Lost two deals to our direct sales", "Nobody called for months"]),
  ]

  static let campaignThemes = [
    "Secure Spring", "Cloud Days", "Backup Week", "Zero Downtime", "Network Refresh",
    "Smart Office", "Data First", "Year-End Push", "Move to Cloud", "Safe Mail",
  ]

  static let candidateLast = ["IT House", "Networks", "Software", "Cloud Team", "Systems", "Data"]
}
