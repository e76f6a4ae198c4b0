import Messages

extension Parser {
  /// entity = "entity" name [ "from" STRING ] [ "key" name { "," name } ] [ STRING ]
  ///          [ "{" { SEP } [ column { SEP { SEP } column } { SEP } ] "}" ] ;
  mutating func parseEntity() -> Statement.Kind {
    advance()
    let name = expectName("a name for the entity")
    let file = eat(.from) ? expectText("a file name in quotes") : nil
    var keys: [Name] = []
    if !isRecovering, eat(.key) { keys = parseList { $0.expectName("a column") } }
    let summary = isRecovering ? nil : parseTextIfPresent()
    let hasBlock = isRecovering || !isAtStatementEnd
    let columns =
      hasBlock ? parseLines("{ with the entity's columns inside") { $0.parseColumn() } : []
    return .entity(
      EntityDeclaration(
        name: name, file: file, keys: keys, summary: summary, hasBlock: hasBlock, columns: columns))
  }

  /// "{" { SEP } [ line { SEP { SEP } line } { SEP } ] "}"
  private mutating func parseLines<Line>(
    _ wanted: String, _ read: (inout Parser) -> Line
  ) -> [Line] {
    var lines: [Line] = []
    braced(wanted) { parser in
      parser.eatSeparators()
      while parser.token.kind != .endOfFile, !parser.at(.rightBrace) {
        let before = parser.index
        parser.beginLine()
        lines.append(read(&parser))
        if !parser.isRecovering, !parser.isAtStatementEnd {
          parser.fail(wanting: "a new line or }")
        }
        if parser.isRecovering { parser.skip(to: []) }
        parser.isRecovering = false
        parser.eatSeparators()
        if parser.index == before { parser.advance() }
      }
    }
    return lines
  }

  /// column = name ":" type { columnMark } [ STRING ] ;
  private mutating func parseColumn() -> ColumnDeclaration {
    let start = token.start
    let name = expectName("a name for the column")
    expect(.colon, ": and the column's type")
    let type = parseType()
    var marks: [ColumnMark] = []
    while !isRecovering, let mark = parseColumnMark() { marks.append(mark) }
    let summary = isRecovering ? nil : parseTextIfPresent()
    return ColumnDeclaration(
      name: name, type: type, marks: marks, summary: summary, span: span(from: start))
  }

  /// columnMark = "from" STRING | "currency" STRING | "missing" STRING { "," STRING }
  ///            | "orphans" "keep" | "by" name | "inverse" name | "required" ;
  private mutating func parseColumnMark() -> ColumnMark? {
    let start = token.start
    let kind: ColumnMark.Kind
    switch word {
    case .from:
      advance()
      kind = .from(expectText("the column's header in quotes"))
    case .currency:
      advance()
      kind = .currency(expectText("the header of the currency column in quotes"))
    case .missing:
      advance()
      kind = .missing(parseList { $0.expectText("the text that means missing, in quotes") })
    case .orphans:
      advance()
      expect(.keep, "keep")
      kind = .orphansKeep
    case .by:
      advance()
      kind = .by(expectName("the column to match by"))
    case .inverse:
      advance()
      kind = .inverse(expectName("a name for the way back"))
    case .required:
      advance()
      kind = .required
    default: return nil
    }
    return ColumnMark(kind, span: span(from: start))
  }

  /// type = name [ "(" typeArg { "," typeArg } ")" ] ;
  private mutating func parseType() -> TypeName {
    let start = token.start
    let name = expectName("a type such as text, number or date")
    var arguments: [TypeName.Argument] = []
    if at(.leftParenthesis), !isRecovering {
      let opening = open()
      arguments = parseList { $0.parseTypeArgument() }
      close(opening, with: .rightParenthesis, wanting: ", or )")
    }
    return TypeName(name: name, arguments: arguments, span: span(from: start))
  }

  /// typeArg = name | STRING ;
  private mutating func parseTypeArgument() -> TypeName.Argument {
    if let text = parseTextIfPresent() { return .text(text) }
    return .name(expectName("a name, or a text in quotes"))
  }

  /// measure = "measure" name "on" name "=" expr [ "over" path ] [ STRING ] ;
  mutating func parseMeasure() -> Statement.Kind {
    let start = token.start
    advance()
    let (name, entity, body) = parseDefinition("measure")
    let over = !isRecovering && eat(.over) ? parsePath("the date that the measure goes by") : nil
    let summary = isRecovering ? nil : parseTextIfPresent()
    return .measure(
      MeasureDeclaration(
        name: name, entity: entity, body: body, over: over, summary: summary,
        span: span(from: start)))
  }

  /// field = "field" name "on" name "=" expr [ STRING ] ;
  mutating func parseField() -> Statement.Kind {
    let start = token.start
    advance()
    let (name, entity, body) = parseDefinition("field")
    let summary = isRecovering ? nil : parseTextIfPresent()
    return .field(
      FieldDeclaration(
        name: name, entity: entity, body: body, summary: summary, span: span(from: start)))
  }

  /// name "on" name "=" expr
  private mutating func parseDefinition(_ what: String) -> (Name, Name, Expression) {
    let name = expectName("a name for the \(what)")
    expect(.on, "on and the entity that the \(what) belongs to")
    let entity = expectName("the entity that the \(what) belongs to")
    if !eatColonForEqual() { expect(.equal, "= and the definition") }
    return (name, entity, parseExpression())
  }

  /// function = "function" name "(" [ formal { "," formal } ] ")" "=" expr ;
  mutating func parseFunction() -> Statement.Kind {
    advance()
    let name = expectName("a name for the function")
    let formals = parseFormals()
    expect(.equal, "= and what the function gives")
    return .function(name, formals, body: parseExpression())
  }

  /// verb = "verb" name "(" [ formal { "," formal } ] ")" "=" "|" stage { "|" stage } ;
  mutating func parseVerb() -> Statement.Kind {
    advance()
    let name = expectName("a name for the verb")
    let formals = parseFormals()
    expect(.equal, "= and its steps, each beginning with |")
    var stages: [Stage] = []
    if !at(.pipe) { fail(wanting: "| and a verb") }
    while !isRecovering, at(.pipe) {
      let pipe = advance()
      stages.append(parseStage(pipe))
      recoverAtNextStage()
    }
    return .verb(name, formals, stages: stages)
  }

  private mutating func recoverAtNextStage() {
    guard isRecovering else { return }
    skip(to: [.pipe])
    if at(.pipe) { isRecovering = false }
  }

  private mutating func parseFormals() -> [Formal] {
    guard at(.leftParenthesis), !isRecovering else {
      fail(wanting: "( and the parameters")
      return []
    }
    let opening = open()
    let formals = at(.rightParenthesis) ? [] : parseList { $0.parseFormal() }
    close(opening, with: .rightParenthesis, wanting: ", or )")
    return formals
  }

  /// formal = name [ ":" type ] [ "=" expr ] ;
  private mutating func parseFormal() -> Formal {
    let name = expectName("a name for the parameter")
    let type = !isRecovering && eat(.colon) ? parseType() : nil
    let value = !isRecovering && eat(.equal) ? parseExpression() : nil
    return Formal(name: name, type: type, defaultValue: value)
  }

  /// param = "param" name ":" type [ "=" expr ] [ "one" "of" list ] ;
  mutating func parseParam() -> Statement.Kind {
    advance()
    let name = expectName("a name for the parameter")
    expect(.colon, ": and a type such as text, number or date")
    let type = parseType()
    let value = !isRecovering && eat(.equal) ? parseExpression() : nil
    var allowed: Expression?
    if !isRecovering, eat(.one) {
      expect(.of, "of and a list")
      allowed = expectList()
    }
    return .param(
      ParamDeclaration(name: name, type: type, defaultValue: value, allowed: allowed))
  }

  /// scenario = "scenario" name [ "from" name ]
  ///            "{" { SEP } [ edit { SEP { SEP } edit } { SEP } ] "}" ;
  mutating func parseScenario() -> Statement.Kind {
    advance()
    let name = expectName("a name for the scenario")
    let base = !isRecovering && eat(.from) ? parseName("the world to start from") : nil
    let edits = parseLines("{ with the scenario's changes inside") { $0.parseEdit() }
    return .scenario(name, from: base, edits.compactMap(\.self))
  }

  /// edit = "change" path [ "where" expr ] "set" item { "," item }
  ///      | "remove" path [ "where" expr ]
  ///      | "insert" path "{" item { "," item } "}" ;
  private mutating func parseEdit() -> Edit? {
    let start = token.start
    let kind: Edit.Kind
    if eat(.change) {
      let path = parsePath("what to change")
      let condition = parseCondition()
      expect(.set, "set and the new values")
      kind = .change(path, where: condition, set: isRecovering ? [] : parseItems())
    } else if eat(.remove) {
      let path = parsePath("what to remove")
      kind = .remove(path, where: parseCondition())
    } else if eat(.insert) {
      let path = parsePath("what to insert into")
      var items: [Item] = []
      braced("{ with the new row's values inside") { parser in
        if parser.at(.rightBrace) { return parser.fail(wanting: "a value") }
        items = parser.parseItems()
      }
      kind = .insert(path, items)
    } else {
      fail(wanting: "change, remove or insert")
      return nil
    }
    return Edit(kind, span: span(from: start))
  }

  private mutating func parseCondition() -> Expression? {
    !isRecovering && eat(.where) ? parseExpression() : nil
  }
}
