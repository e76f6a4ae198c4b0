import Semantics

/// Functions of many rows. Examples run on the sample workspace.
enum Aggregates {
  static let all: [AggregateSpec] = [
    AggregateSpec(
      "sum", "sum(value)", "The total; 0 of nothing.",
      examples: ["partners | show name, total: sum(deals.amount)"], kind: .sum),
    AggregateSpec(
      "avg", "avg(value)", "The average of the values that are present.",
      examples: ["deals | summarize avg(amount) by stage"], kind: .average),
    AggregateSpec(
      "min", "min(value)", "The smallest value, or the first date.",
      examples: ["deals | summarize min(created_on)"], kind: .extreme(isMaximum: false)),
    AggregateSpec(
      "max", "max(value)", "The largest value, or the last date.",
      examples: ["partners | show name, latest: max(deals.closed_on)"],
      kind: .extreme(isMaximum: true)),
    AggregateSpec(
      "median", "median(value)", "The middle value: half lie above, half below.",
      examples: ["deals | summarize median(amount) by stage"], kind: .median),
    AggregateSpec(
      "percentile", "percentile(value, 90%)",
      "The value below which that part of the values lies, between two by proportion.",
      examples: ["deals | summarize p90: percentile(amount, 90%)"], kind: .percentile),
    AggregateSpec(
      "stddev", "stddev(value)", "The sample standard deviation.",
      examples: ["deals | summarize stddev(amount)"], kind: .standardDeviation),
    AggregateSpec(
      "count", "count(rows)", "How many rows, or how many different rows a path reaches.",
      examples: ["partners | show name, count(deals)", "deals | summarize count() by stage"],
      kind: .count),
    AggregateSpec(
      "count_present", "count_present(value)", "In how many rows the value is not missing.",
      examples: ["deals | summarize count_present(closed_on)"], kind: .countPresent),
    AggregateSpec(
      "count_distinct", "count_distinct(value)", "How many different values.",
      examples: ["deals | summarize count_distinct(partner)"], kind: .countDistinct),
    AggregateSpec(
      "first", "first(value)", "The value in the first row that has one.",
      examples: ["deals | sort created_on | summarize first(amount) by stage"],
      kind: .end(isLast: false)),
    AggregateSpec(
      "last", "last(value)", "The value in the last row that has one.",
      examples: ["deals | sort created_on | summarize last(amount) by stage"],
      kind: .end(isLast: true)),
    AggregateSpec(
      "sparkline", "sparkline(value)",
      "The values in their order, as small bars in a cell.",
      examples: [
        """
        deals
        | summarize won: sum(amount where stage = won over closed_on)
          by partner, each quarter in 2026
        | summarize total: sum(won), trend: sparkline(won) by partner
        """
      ],
      kind: .sparkline),
    AggregateSpec(
      "any", "any(rows where condition)", "Whether at least one row meets the condition.",
      examples: ["partners | where any(deals where stage = won) | show name"], kind: .any),
    AggregateSpec(
      "none", "none(rows where condition)", "Whether no row meets the condition.",
      examples: ["partners | where none(deals) | show name"], kind: .none),
    AggregateSpec(
      "every", "every(rows where condition)", "Whether all rows meet the condition.",
      examples: ["partners | where every(deals where stage = won) | show name"], kind: .every),
    AggregateSpec(
      "share", "share(value within keys)", "The value divided by its total.",
      examples: ["deals | summarize share(sum(amount)) by stage"], kind: .share),
    AggregateSpec(
      "running_share", "running_share(value within keys)",
      "The share of this and all larger values together.",
      examples: ["partners | add total: sum(deals.amount) | show name, running_share(total)"],
      kind: .runningShare),
    AggregateSpec(
      "share_above", "share_above(value within keys)",
      "The share of all larger values together, without this one.",
      examples: ["partners | where share_above(sum(deals.amount)) < 80% | show name"],
      kind: .shareAbove),
    AggregateSpec(
      "running_sum", "running_sum(value within keys)",
      "The total of this row and all before it.",
      examples: ["deals | sort created_on | show created_on, running_sum(amount)"],
      kind: .runningSum),
    AggregateSpec(
      "rank", "rank(within keys)", "The row's number in the order, from 1.",
      examples: ["partners | sort name | show rank(), name"], kind: .rank),
    AggregateSpec(
      "previous", "previous(value within keys)", "The value of the row before.",
      examples: ["deals | sort created_on | show created_on, previous(created_on)"],
      kind: .previous),
    AggregateSpec(
      "change", "change(figure prior year)",
      "How much a figure grew since then: the difference divided by the earlier one.",
      examples: ["deals | summarize change(revenue prior year) by each quarter in 2026"],
      kind: .change),
  ]
}
