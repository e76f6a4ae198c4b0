import Messages
import TestSupport
import Testing

/// A definition means what the same text means where it is used, with each name taken as the text
/// around the call takes it. So each case is asked twice: by way of a definition, and by hand.
struct DefinitionTests {
  struct Case: CustomStringConvertible {
    var setup: String
    var used: String
    var byHand: String

    var description: String { used }
  }

  /// Arguments whose names mean something else among the rows that a definition looks at.
  static let captures: [Case] = [
    Case(
      setup: "function bigger(t) = count(deals where amount > t)",
      used: "partners | add amount: $30k | show name, n: bigger(amount)",
      byHand: "partners | add amount: $30k | show name, n: count(deals where amount > outer.amount)"
    ),
    Case(
      setup: "function near(d) = count(deals where closed_on between d and d + 90 days)",
      used: "partners | add closed_on: joined_on | show name, n: near(closed_on)",
      byHand: "partners | show name, n: count(deals where closed_on between outer.joined_on "
        + "and outer.joined_on + 90 days)"),
    Case(
      setup: "function late(d) = max(qbrs.held_on where partner.joined_on < d)",
      used: "partners | add held_on: 2024-01-01 | show name, d: late(held_on)",
      byHand: "partners | show name, d: max(qbrs.held_on where partner.joined_on < 2024-01-01)"),
    Case(
      setup: "function inner(x) = count(deals where amount > x)\n"
        + "function outside(amount) = inner(amount)",
      used: "partners | show name, n: outside(weight * $20k)",
      byHand: "partners | show name, n: count(deals where amount > outer.weight * $20k)"),
    Case(
      setup: "function best(n) = sum((deals | where stage = won | top 2 by amount * n).amount)",
      used: "partners | add amount: weight | show name, s: best(amount)",
      byHand: "partners | show name, "
        + "s: sum((deals | where stage = won | top 2 by amount * outer.weight).amount)"),
    Case(
      setup: "function both(a, b) = count(deals where amount > a and closed_on > b)",
      used: "partners | add amount: $20k, closed_on: 2026-01-01 "
        + "| show name, n: both(b: closed_on, a: amount)",
      byHand: "partners | show name, n: count(deals where amount > $20k and closed_on > 2026-01-01)"
    ),
    Case(
      setup: "function average_of(x) = sum(x) / count()",
      used: "deals | summarize m: average_of(amount) by partner.tier",
      byHand: "deals | summarize m: sum(amount) / count() by partner.tier"),
    Case(
      setup: "function share_won(x) = sum(x where stage = won) / sum(x)",
      used: "deals | summarize s: share_won(amount) by product",
      byHand: "deals | summarize s: sum(amount where stage = won) / sum(amount) by product"),
    Case(
      setup: "function first_of(x, k) = sum(x within k)",
      used: "deals | summarize s: first_of(amount, product) by stage, product",
      byHand: "deals | summarize s: sum(amount within product) by stage, product"),
    Case(
      setup: "function each_once(x, k) = sum(x per k)",
      used: "deals | summarize s: each_once(partner.weight, partner) by product",
      byHand: "deals | summarize s: sum(partner.weight per partner) by product"),
    Case(
      setup: "function by_date(x, d) = sum(x over d during 2026)",
      used: "deals | summarize s: by_date(amount, created_on) by stage",
      byHand: "deals | summarize s: sum(amount over created_on during 2026) by stage"),
    Case(
      setup: "function of_tier(t) = tier = t\nfunction among(ts) = tier in ts",
      used: "partners | where of_tier(gold) or among([platinum, silver]) | show name",
      byHand: "partners | where tier = gold or tier in [platinum, silver] | show name"),
    Case(
      setup: "function in_time(p) = sum(deals.amount over closed_on during p)",
      used:
        "partners | show name, a: in_time(2026), b: in_time(last 4 quarters), c: in_time(2026-Q1)",
      byHand: "partners | show name, a: sum(deals.amount over closed_on during 2026), "
        + "b: sum(deals.amount over closed_on during last 4 quarters), "
        + "c: sum(deals.amount over closed_on during 2026-Q1)"),
    Case(
      setup: "function twice(x) = x + x",
      used: "partners | show name, w: twice(twice(weight) + 1)",
      byHand: "partners | show name, w: weight * 4 + 2"),
    Case(
      setup: "function named(name) = \"{name} of {this.name}\"",
      used: "partners | show label: named(tier)",
      byHand: "partners | show label: \"{tier} of {name}\""),
    Case(
      setup: "function units(d, unit) = period(d, unit)",
      used: "deals | show id, p: units(created_on, quarter)",
      byHand: "deals | show id, p: period(created_on, quarter)"),
  ]

  /// A measure or field must not take a name for something that stands around its use.
  static let measures: [Case] = [
    Case(
      setup: "measure m on partners = deals.revenue",
      used: "partners | summarize m: m(where tier = gold)",
      byHand: "partners | where tier = gold | summarize m: deals.revenue"),
    Case(
      setup: "measure m on partners = deals.revenue",
      used: "managers | show name, m: partners.m",
      byHand: "managers | show name, m: sum(partners.deals.amount where stage = won)"),
    Case(
      setup: "measure m on deals = count(where is_won)",
      used: "partners | add is_won: 5 | show name, m: deals.m",
      byHand: "partners | show name, m: count(deals where stage = won)"),
    Case(
      setup: "function f(x) = sum(x where stage = won)\nmeasure m on deals = f(amount)",
      used: "partners | add amount: $1, stage: 2 | show name, m: deals.m",
      byHand: "partners | show name, m: sum(deals.amount where stage = won)"),
    Case(
      setup: "let won = deals | where stage = won | add size: amount / 1000\n"
        + "measure m on won = sum(size)\nfield double on won = size * 2",
      used: "won | summarize m, d: max(double) by product",
      byHand: "deals | where stage = won | summarize m: sum(amount / 1000), d: max(amount / 500) "
        + "by product"),
  ]

  static let verbs: [Case] = [
    Case(
      setup: "verb over(x, limit) = | where x > limit | sort x desc | show name, x",
      used: "partners | add total: sum(deals.amount) | apply over(total, $50k)",
      byHand: "partners | add total: sum(deals.amount) | where total > $50k | sort total desc "
        + "| show name, total"),
    Case(
      setup: "verb marked(x) = | add amount: 1 | where x > $50k | show id",
      used: "deals | show id | apply marked(amount)",
      byHand: "deals | where amount > $50k | show id"),
    Case(
      setup: "verb split(x) = | expand deals as d | where d.amount > x | show name, d.amount",
      used: "partners | add d: $40k | rename limit: d | apply split(limit)",
      byHand: "partners | add limit: $40k | expand deals as d | where d.amount > limit "
        + "| show name, d.amount"),
    Case(
      setup: "verb tidy(a, b) = | hide a | rename short: b | replace short: upper(short)",
      used: "territories | apply tidy(id, name)",
      byHand: "territories | hide id | rename short: name | replace short: upper(short)"),
    Case(
      setup: "verb upper_case(c) = | replace c: upper(c)",
      used: "territories | apply upper_case(region)",
      byHand: "territories | replace region: upper(region)"),
    Case(
      setup: "verb joined(src, k) = | link src as other on other.k = k | show name, n: other.n",
      used: "let sizes = deals | summarize n: count() by k: partner\n"
        + "partners | apply joined(sizes, this)",
      byHand: "let sizes = deals | summarize n: count() by k: partner\n"
        + "partners | link sizes as other on other.k = this | show name, n: other.n"),
    Case(
      setup: "verb top_of(n, x, k) = | top n by x per k",
      used: "deals | apply top_of(1, amount, product) | show product, id",
      byHand: "deals | top 1 by amount per product | show product, id"),
    Case(
      setup: "verb inside(x, k) = | summarize total: sum(x), of_all: sum(x within k) by stage, k",
      used: "deals | apply inside(amount, partner.tier)",
      byHand: "deals | summarize total: sum(amount), of_all: sum(amount within partner.tier) "
        + "by stage, partner.tier"),
  ]

  @Test(arguments: captures + measures + verbs)
  func aDefinitionMeansItsText(sample: Case) {
    var one = SessionRunner()
    let used = one.answer(sample.setup + "\n" + sample.used)
    var other = SessionRunner()
    let byHand = other.answer(sample.byHand)
    #expect(unnamed(used) == unnamed(byHand))
    #expect(byHand.contains("│"), "\(byHand)")
  }

  /// The lines of an answer, its notes without the figures that they name: each of the two texts has
  /// its own words for them, and what a definition says once stands in the other as often as it is used.
  private func unnamed(_ answer: String) -> [String] {
    var lines: [String] = []
    for line in answer.split(separator: "\n") {
      let plain = String(line.replacing(#/^\* .*: (\d+ rows? (has|have) )/#) { "* \($0.1)" })
      if !plain.hasPrefix("* ") || !lines.contains(plain) { lines.append(plain) }
    }
    return lines
  }
}
