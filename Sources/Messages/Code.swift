/// The stable number of every message, in one list.
///
/// P0xx syntax · P1xx names · P2xx rows and grain · P3xx types and time · P4xx files and data ·
/// P5xx while running · P6xx the session and its options · P9xx not there yet.
package enum Code: String, CaseIterable, Sendable, Hashable {
  // Syntax.
  case unexpectedCharacter = "P001"
  case unterminatedText = "P002"
  case badNumber = "P003"
  case badDate = "P004"
  case unexpectedToken = "P005"
  case missingToken = "P006"
  case unclosedBracket = "P007"
  case nestedTooDeep = "P008"
  case unknownVerb = "P009"
  case foreignHabit = "P010"
  case chainedComparison = "P011"
  case reservedWord = "P012"
  case unfinished = "P013"
  case misplacedStage = "P014"
  case badEscape = "P015"
  case badEncoding = "P016"

  // Names.
  case unknownField = "P101"
  case unknownName = "P102"
  case ambiguousName = "P103"
  case duplicateName = "P104"
  case unknownFunction = "P105"
  case unknownChoice = "P106"
  case unknownText = "P107"
  case unknownEntity = "P108"
  case noSuchOuter = "P109"
  case unnamedColumn = "P110"
  case alreadyDefined = "P111"
  case unknownOption = "P112"
  case circularDefinition = "P113"
  case badParameter = "P114"
  case unknownUserVerb = "P115"

  // Rows and grain.
  case manyValues = "P210"
  case notMany = "P211"
  case aggregateOutside = "P212"
  case mixedPaths = "P213"
  case countOncePer = "P214"
  case manyKey = "P215"
  case countOfScalar = "P216"
  case needsOrder = "P217"
  case notAggregated = "P218"
  case shapesDiffer = "P219"
  case modifierNotAllowed = "P220"
  case pivotNotLast = "P221"
  case noDate = "P222"
  case severalDates = "P223"
  case nestedAggregate = "P224"
  case wholeEntity = "P225"

  // Types and time.
  case typeMismatch = "P301"
  case wrongArgument = "P302"
  case wrongArgumentCount = "P303"
  case mixedCurrencies = "P304"
  case moneyAndPercent = "P305"
  case daysAndMonths = "P306"
  case notABoolean = "P307"
  case notComparable = "P308"
  case badPeriod = "P309"
  case needsNumber = "P310"
  case badOptionValue = "P311"
  case pastRemoved = "P330"
  case noPeriod = "P331"
  case unevenStep = "P332"

  // Files and data.
  case fileNotReadable = "P401"
  case fileEmpty = "P402"
  case badCSV = "P403"
  case badValue = "P404"
  case ambiguousDate = "P405"
  case missingColumn = "P406"
  case duplicateKey = "P407"
  case orphanKey = "P408"
  case requiredMissing = "P409"
  case duplicateHeader = "P410"
  case badDeclaration = "P411"
  case needsInverse = "P412"
  case numberTooLarge = "P413"
  case folderNotReadable = "P414"
  case fileNotWritable = "P415"
  case tooManyRows = "P416"

  // While running.
  case overflow = "P501"
  case assertionFailed = "P502"
  case secondMatch = "P503"
  case badConversion = "P504"
  case interrupted = "P505"
  case outOfMemory = "P506"
  case tooManyColumns = "P507"

  // The session and its options.
  case unknownCommand = "P601"
  case nothingToExtend = "P602"
  case badUsage = "P603"

  // Not there yet.
  case notYet = "P901"
}
