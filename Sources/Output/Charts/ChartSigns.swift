/// The characters that charts are drawn with.
struct ChartSigns: Sendable {
  /// One cell of a bar, whole and in parts from the left, an eighth each.
  var whole: String
  var parts: [String]
  /// The same from the right, for bars that grow to the left: only a half has a sign.
  var partsFromRight: [String]
  /// Where bars to both sides begin.
  var zero: String
  /// Instead of a bar that is too short for any part.
  var trace: String
  var traceFromRight: String

  var tick: String
  var side: String
  var corner: String
  var base: String
  var baseTick: String
  /// The values of each line; there are no more lines than these.
  var markers: [Character]
  /// Where several lines have a value.
  var several: Character

  /// From few to much.
  var shades: [String]

  /// Where a text was cut.
  var cut: String
  var missing: String

  static let unicode = ChartSigns(
    whole: "█", parts: ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"],
    partsFromRight: ["", "▕", "▐", "▐", "▐", "▐", "█", "█"], zero: "│", trace: "▏",
    traceFromRight: "▕", tick: "┤", side: "│", corner: "└", base: "─", baseTick: "┬",
    markers: ["●", "▲", "■", "◆", "○", "△", "□", "◇"], several: "✱",
    shades: ["░", "▒", "▓", "█"], cut: "…", missing: "–")

  /// For terminals that show nothing else.
  static let ascii = ChartSigns(
    whole: "#", parts: ["", "", "", "", "#", "#", "#", "#"],
    partsFromRight: ["", "", "", "", "#", "#", "#", "#"], zero: "|", trace: ":",
    traceFromRight: ":", tick: "+", side: "|", corner: "+", base: "-", baseTick: "+",
    markers: ["o", "x", "+", "#", "@", "%", "&", "="], several: "*",
    shades: [".", "-", "=", "#"], cut: "~", missing: "-")
}
