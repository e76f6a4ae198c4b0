extension CodePage {
  /// P6xx: the prompt and the command line; P9xx: what later versions bring.
  static let session: [CodePage] = [
    CodePage(
      .unknownCommand, "no such command",
      """
      Commands of the shell begin with a dot. .help lists them.
      """,
      wrong: ".tabels", right: ".tables"),
    CodePage(
      .nothingToExtend, "a stage with no query before it",
      """
      At the prompt a line that begins with | goes on with the last query. There is none: nothing \
      was asked yet, or the last statement was a definition. To go on with a definition, begin \
      with its name.
      """,
      wrong: "let gold = partners | where tier = gold\n| take 5",
      right: "let gold = partners | where tier = gold\ngold | sort name | take 5"),
    CodePage(
      .badUsage, "a command or option used wrongly",
      """
      The message says what the command takes. .help names its words.
      """,
      wrong: ".format excel", right: ".format csv"),
    CodePage(
      .badSetting, "a value given with --set",
      """
      --set name=value gives a param of the script its value. The value has the param's type and is \
      one of those that it takes; the message shows an example. All of them are looked at before \
      anything runs.
      """,
      wrong: "param area: text\npartners | where region = area",
      right: "param area: text = \"South\"\npartners | where region = area"),
    CodePage(
      .refused, "what safe mode does not do",
      """
      After --safe or .safe no file is written, nothing outside the opened folder is read, however \
      its path is written and wherever its links lead, and no other program is started. It lasts \
      until the session ends.
      """,
      wrong: ".safe\ndeals | export \"deals.csv\"", right: ".safe\ndeals | take 5"),
    CodePage(
      .notYet, "not there yet",
      """
      The language has this, but this version of the program cannot do it yet.
      """,
      wrong: "snapshot before_the_cut",
      right: "deals | summarize n: count() by stage"),
  ]
}
