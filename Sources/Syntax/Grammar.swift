/// The grammar of the language as data: what the reference prints, and what the tests generate
/// sentences from to see that the parser reads every one of them.
///
/// A definition is written with `"words"` and `"marks"` in quotes, names of other productions,
/// TOKENS in capitals, `[ optional ]`, `{ any number of times }`, `( groups )` and `|`.
package enum Grammar {
  package struct Production: Sendable {
    package let name: String
    package let definition: String

    init(_ name: String, _ definition: String) {
      self.name = name
      self.definition = definition
    }
  }

  /// What the lexer hands over as one piece.
  package static let tokens: [(name: String, meaning: String)] = [
    ("NAME", "a letter or `_`, then letters, digits and `_`; no reserved word"),
    ("WORD", "a name, or a reserved word in the place of one"),
    ("NUMBER", "digits with `_` between them, `.digits`, `e` and an exponent"),
    ("SUFFIX", "`%` `bps` `x` `s` `min` `h` `d` `y`, attached to a number"),
    ("DIGITS", "a whole number from 1 to 16"),
    ("TEXT", "a quoted text on one line"),
    ("MESSAGE", "a text in which `{ expression }` is a hole"),
    ("NEWLINE", "the end of a line, which matters only here"),
    ("HERE", "nothing; what follows begins on the same line"),
  ]

  package static let productions: [Production] = contracts + specs

  /// Contracts, libraries, laws and examples.
  package static let contracts: [Production] =
    files + declarations + types + statements + expressions + claims

  /// What is written in specs only: everything of a world, and of the other productions these.
  package static let insideSpecs: Set<String> = [
    "statement_of_spec", "value_of_spec", "argument_of_spec",
  ]

  private static let files = [
    Production("file", "{ module | law | example | spec | proposal }"),
    Production("module", #"( "contract" | "library" ) NAME "{" { declaration } "}""#),
  ]

  private static let declarations = [
    Production(
      "declaration",
      """
      import | units | roles | constant | parameter | enumeration | state | table | event \
      | function | action | invariant
      """),
    Production("import", #""import" TEXT"#),
    Production("units", #""unit" unit { "," unit }"#),
    Production("unit", #"NAME [ "[" NAME "]" ]"#),
    Production("roles", #""role" names"#),
    Production("names", #"NAME { "," NAME }"#),
    Production("constant", #""const" NAME [ ":" type ] "=" expression"#),
    Production("parameter", #""param" NAME ":" type [ "=" expression ] [ "in" range ]"#),
    Production("enumeration", #""enum" NAME "{" names "}""#),
    Production("state", #""state" variable"#),
    Production("variable", #"NAME ":" type [ "=" expression ]"#),
    Production("table", #""table" NAME [ keys ] "{" { field } "}" [ "=" rows ]"#),
    Production("keys", #""[" key { "," key } "]""#),
    Production("key", #"NAME ":" qualified"#),
    Production("field", "variable | parameter"),
    Production("rows", #"row { "," row }"#),
    Production("event", #""event" NAME arguments_declared"#),
    Production("arguments_declared", #""(" [ argument_declared { "," argument_declared } ] ")""#),
    Production("argument_declared", #"NAME ":" type [ "in" range ]"#),
    Production(
      "function",
      #""fn" NAME [ "[" names "]" ] arguments_declared [ "->" result ] [ "changes" "state" ] body"#),
    Production("result", #"type | "(" named_result { "," named_result } ")""#),
    Production("named_result", #"NAME ":" type"#),
    Production("body", #""=" expression | block"#),
    Production("action", #""action" NAME arguments_declared "by" callers block"#),
    Production("callers", #""anyone" | names | key"#),
    Production(
      "invariant",
      #""invariant" NAME [ TEXT ] [ after ] [ "enforced" ] ":" expression"#),
    Production("after", #""after" NAME "(" [ bound { "," bound } ] ")""#),
    Production("bound", #"NAME | "_""#),
  ]

  private static let types = [
    Production("type", #""int" [ HERE product_of_units ] | product_of_units"#),
    Production("product_of_units", #"power { ( "*" | "/" ) power }"#),
    Production("power", #"qualified [ "[" expression "]" ] [ "^" DIGITS ]"#),
    Production("qualified", #"NAME [ "." NAME ]"#),
    Production("range", #"sum ".." sum"#),
  ]

  private static let statements = [
    Production("block", #""{" { statement } "}""#),
    Production(
      "statement",
      """
      local | assignment | call | requirement | choice | cases_of | loop | repetition | "break" \
      | "continue" | return | emission | reset | statement_of_spec
      """),
    Production("local", #"( "let" | "var" ) NAME [ columns ] [ ":" type ] "=" expression"#),
    Production("columns", #""[" selection { "," selection } "]""#),
    Production("assignment", #"place assign ( expression | row )"#),
    Production("assign", #""=" | "+=" | "-=" | "*=" | "/=""#),
    Production("place", #"NAME { "." WORD | "[" expression { "," expression } "]" }"#),
    Production(
      "requirement", #"( "require" | "ensure" ) [ NAME ":" ] expression [ "," MESSAGE ]"#),
    Production(
      "choice",
      #""if" expression block { "else" "if" expression block } [ "else" block ]"#),
    Production("cases_of", #""match" expression "{" { pattern block } [ "else" block ] "}""#),
    Production("pattern", #"NAME | [ "-" ] NUMBER"#),
    Production("loop", #""for" selection [ "limit" expression ] block"#),
    Production("repetition", #""repeat" expression "times" block"#),
    Production("return", #""return" [ HERE ( expression | tuple ) ] NEWLINE"#),
    Production("tuple", #""(" expression "," expression { "," expression } ")""#),
    Production("emission", #""emit" qualified arguments"#),
    Production("reset", #""reset" place"#),
    Production("selection", #"NAME "in" qualified [ "where" expression ] [ "by" sort_keys ]"#),
    Production("sort_keys", #"sort_key { "," sort_key }"#),
    Production("sort_key", #"expression [ "ascending" | "descending" ]"#),
    Production("row", #""{" [ value_of_field { "," value_of_field } ] "}""#),
    Production("value_of_field", #"WORD ":" expression"#),
  ]

  private static let expressions = [
    Production("expression", "implication | open"),
    Production("open", #"[ open_left ] "if" expression "then" expression "else" expression"#),
    Production(
      "open_left",
      """
      sum ( "+" | "-" | "*" | "/" ) | sum comparison_mark | comparison ( "and" | "or" ) \
      | disjunction "implies"
      """),
    Production("implication", #"disjunction [ "implies" implication ]"#),
    Production("disjunction", #"conjunction { "or" conjunction }"#),
    Production("conjunction", #"negation { "and" negation }"#),
    Production("negation", #""not" negation | comparison"#),
    Production("comparison", #"rounded [ comparison_mark ( rounded | "not" comparison ) ]"#),
    Production("comparison_mark", #""==" | "!=" | "<" | "<=" | ">" | ">=""#),
    Production("rounded", #"sum [ "rounding" direction ]"#),
    Production("direction", #""to" "zero" | "from" "zero" | "down" | "up" | "half" "up""#),
    Production("sum", #"product { ( "+" | "-" ) product }"#),
    Production("product", #"signed { ( "*" | "/" ) signed }"#),
    Production("signed", #""-" signed | literal | reference"#),
    Production("literal", #"NUMBER [ SUFFIX ] [ HERE unit_of_literal ]"#),
    Production("unit_of_literal", #"NAME [ "[" expression "]" ] [ "^" DIGITS ]"#),
    Production("reference", #"primary { "." WORD | "[" expression { "," expression } "]" }"#),
    Production(
      "primary",
      """
      NAME | call | aggregate | "true" | "false" | "none" | "(" expression ")" | choice_of_value \
      | "can" call | value_of_spec
      """),
    Production("call", "qualified arguments"),
    Production("arguments", #""(" [ argument { "," argument } ] ")""#),
    Production("argument", #"expression | "_" | argument_of_spec"#),
    Production(
      "aggregate",
      #"NAME "(" [ expression "for" ] selection [ "else" expression ] ")""#),
    Production(
      "choice_of_value",
      #""match" expression "{" { pattern ":" expression } [ "else" ":" expression ] "}""#),
  ]

  private static let claims = [
    Production(
      "law",
      #""law" TEXT "for" NAME "{" "given" given { "," given } left right then_law "}""#),
    Production("given", #"NAME "in" qualified [ "where" expression ] | chosen"#),
    Production("chosen", #"NAME [ ":" type ] "in" range"#),
    Production("left", #""left" block"#),
    Production("right", #""right" block"#),
    Production("then_law", #""then" expression"#),
    Production(
      "example",
      """
      "example" MESSAGE "{" use { population } [ cases ] { population } { situation } { round } "}"
      """),
    Production("use", #""use" NAME "from" TEXT"#),
    Production("cases", #""cases" case_names NEWLINE case_row { case_row }"#),
    Production("case_names", "NAME { NAME }"),
    Production("case_row", "cell { cell } NEWLINE"),
    Production("cell", #"[ "-" ] NUMBER [ SUFFIX ] [ NAME ] | NAME | "true" | "false" | "none""#),
    Production("population", #""population" size { "," size }"#),
    Production("size", #"qualified "=" ( NUMBER | names )"#),
    Production("situation", #""given" setting { "," setting }"#),
    Production("setting", #"place "=" ( expression | row )"#),
    Production("round", "when | then"),
    Production("when", #""when" step { "," step }"#),
    Production("step", #"call [ "as" place ] | "after" expression"#),
    Production("then", #""then" check { "," check }"#),
    Production("reason", #"NAME | "require" | "ensure""#),
    Production(
      "check",
      #""reverts" [ HERE reason ] | [ "not" ] "emits" qualified arguments | "breaks" NAME | expression [ "+-" expression | HERE "reverts" [ HERE reason ] ]"#
    ),
  ]
}
