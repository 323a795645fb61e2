/// The productions of specs. Those of contracts stand beside them: a spec has functions, blocks and
/// values of the same form.
extension Grammar {
  package static let specs: [Production] = [
    Production("spec", #""spec" NAME [ TEXT ] "{" { part } "}""#),
    Production(
      "part",
      """
      deployment | parameter | constant | state | function | population | set | clock | phase \
      | block_gas | market | process | correlations | oracle | setup | handler | agent | adversary | measures \
      | severity | expectation
      """),
    Production("deployment", #"use [ "as" NAME ] [ "with" renaming { "," renaming } ]"#),
    Production("renaming", #"NAME "=" NAME"#),
    Production("set", #""set" setting { "," setting }"#),
    Production("clock", #""clock" "every" expression "for" expression [ "shuffled" ]"#),
    Production("phase", #""phase" NAME "from" expression [ "for" expression ]"#),

    Production("block_gas", #""block" "gas" expression"#),

    Production("market", #""market" NAME market_settings"#),
    Production("process", #""process" NAME ":" type market_settings"#),
    Production("market_settings", #""{" { market_setting [ "," ] } "}""#),
    Production(
      "market_setting",
      #"( "start" | "path" | "shock" | "depth" | "recovers" ) said"#),
    Production(
      "quantities", #""{" [ quantity { ( "," | NEWLINE ) quantity } ] "}""#),
    Production("quantity", "NAME said"),
    Production("said", "( quantity_value | clause ) { clause }"),
    Production(
      "quantity_value", "expression | steps | TEXT | NAME quantities | quantities"),
    Production("steps", #"expression ( "step" | "steps" )"#),
    Production(
      "clause",
      """
      ( "over" | "lasting" | "at" | "within" | "half" "in" | "in" | "then" "recover" ) \
      quantity_value | per | ( "+-" | "*" ) expression | NAME HERE ( NUMBER [ SUFFIX ] | TEXT ) \
      | [ NAME ] quantities
      """),
    Production("per", #""per" ( "step" | signed [ "step" | "steps" ] )"#),
    Production("correlations", #""correlation" correlation { "," correlation }"#),
    Production(
      "correlation",
      """
      NAME NAME "=" expression [ "rising" "to" expression "when" NAME "falls" expression "in" \
      expression ]
      """),
    Production(
      "oracle",
      #""oracle" NAME "->" call [ "as" ( "each" qualified | place ) ] [ quantities ]"#),

    Production("setup", #""setup" block"#),
    Production("handler", #""on" qualified "(" [ bound { "," bound } ] ")" block"#),
    Production(
      "agent",
      """
      "agent" NAME [ "[" expression "]" ] [ "as" callers_of_agent ] { agent_clause } "{" { memory } \
      { statement } "}"
      """),
    Production("callers_of_agent", #"caller { "," caller }"#),
    Production("caller", #"qualified [ "[" sum [ ".." sum ] "]" ]"#),
    Production(
      "agent_clause",
      """
      ( "every" | "with" "chance" | "latency" | "gas" | "bid" | "during" ) ( expression | steps ) \
      | per
      """),
    Production("memory", #""state" variable"#),
    Production("adversary", #""adversary" grant { [ ";" ] grant }"#),
    Production(
      "grant",
      """
      "as" callers_of_agent "may" qualified { "," qualified } [ "atomically" ] \
      | "moves" move { "," move } | "profit" expression
      """),
    Production("move", #"NAME "within" expression "per" "step""#),

    Production(
      "statement_of_spec", #"attempt | choose | wait | flow | "skip""#),
    Production("attempt", #""try" call [ "as" reference ] | call "as" reference"#),
    Production("choose", #""choose" "{" { way } "}""#),
    Production("way", #"( NUMBER [ SUFFIX ] | place ) ":" ( statement | block )"#),
    Production("wait", #""after" ( expression | steps ) block"#),
    Production("flow", #""flow" NAME ( "+=" | "-=" ) expression"#),
    Production("value_of_spec", "draw | some"),
    Production("draw", #""draw" NAME "(" [ drawn { "," drawn } ] ")""#),
    Production("drawn", "[ NAME ] expression"),
    Production("some", #""some" ( qualified | "(" selection ")" )"#),
    Production("argument_of_spec", #"steps "ago""#),

    Production("measures", #""measure" measure { "," measure }"#),
    Production("measure", #"NAME "=" ( expression | "time" "while" expression ) | qualified"#),
    Production("severity", #""severity" expression"#),
    Production(
      "expectation", #""expect" claim [ "by" "splitting" ] [ "confidence" expression ]"#),
    Production(
      "claim",
      """
      "invariants" | "always" expression | "eventually" expression "within" ( expression | steps ) \
      | "reached" qualified "in" order rounded "of" "paths" | NAME arguments order rounded
      """),
    Production("order", #""<" | "<=" | ">" | ">=""#),
    Production("proposal", #""proposal" TEXT "for" qualified "{" { change } "}""#),
    Production(
      "change",
      #"place ":" expression "->" expression [ "after" expression ] [ "over" expression ] [ "," ]"#),
  ]
}
