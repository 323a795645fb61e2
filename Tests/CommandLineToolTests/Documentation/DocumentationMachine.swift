import Machine

/// The page about the machine, put together from the table of opcodes.
enum MachinePage {
  static func text(notice: String) -> String {
    """
    # The machine

    What a contract costs to run, and the instructions it runs as.

    \(notice)
    ## Overview

    A contract is compiled to a program for a machine with words of 128 bits. Before a program runs it
    is verified, whoever made it: it cannot leave its memory, read what nobody wrote, or run for
    ever. Every action has a limit of gas; one that needs more is undone like any action that
    reverts, with the reason `gas`, and has spent the limit. One unit of gas is about the time of an
    addition.

    What gas costs has a version, and a change of any cost below is a new one. This is version \(Opcode.scheduleVersion).

    ## What a contract pays

    An expression pays for its parts first, then for itself. `count` and `first` pay for their
    selection alone, and constants, names, `now` and `count(T)` of a whole table are free. An
    operation costs the same whatever its rounding.

    | in a contract | gas |
    |---|---|
    \(nodes.map { "| \($0.node) | \($0.gas) |\n" }.joined())
    Here *sort(n)* is the logarithm of n to base 2, rounded up to a whole number, times n, times
    \(Opcode.sort.cost); it is nothing for fewer than two rows. Invariants that are not `enforced`
    cost the action nothing.

    ## Operands

    An instruction takes eight bytes: what to do, its gas, and three operands *a*, *b* and *c* of 16
    bits. The tables below say what each of them is:

    | operand | what it is |
    |---|---|
    \(operands.map { "| \($0.name) | \($0.meaning) |\n" }.joined())
    The gas below is that of an instruction alone. In a program, as `plimsoll disassemble` shows it,
    one that does the work of several carries the gas of all of them, and one that another pays for
    carries 0. Beside that column an action pays \(Opcode.enter.cost) before its first instruction,
    and an instruction pays what its effect names, as in "and pays store", once it is sure to store.
    However it was compiled, an action costs what the first table says.

    Words are numbered through: parameters, states, the clock, the number of rows of each table,
    constants, registers. So are columns: those of the tables, local columns, temporaries.

    \(groups.map { table($0.title, $0.text, $0.first, $0.last) }.joined(separator: "\n"))
    ## The digest of a state

    Two states are the same when their digests are. The digest is the SHA-256 of the state written
    down in words of 16 bytes, the lowest byte first, in this order:

    ```text
    "plimsoll.state.1"                        what this is, as 16 characters
    parameters, states, tables                how many there are of each
    fields, rows                              for every table
    the parameters, the states, the clock
    the columns                               of each table in turn, by field, by row
    ```

    """
  }

  // MARK: - Gas of a contract

  private static var nodes: [(node: String, gas: String)] {
    [
      ("an action, before anything else", sum(.enter)),
      ("an argument with a range", sum(.checkRange)),
      ("`a.size`", sum(.load)),
      ("`p.market`, a key", sum(.key)),
      ("`a.id`", sum(.checkRow)),
      ("`Account[i]`", sum(.checkNumber)),
      ("`Position[a, m]`, a local column's `depth[a]`", "\(sum(.combine)) a key"),
      ("`a + b`, `a - b`", sum(.add)),
      ("`a * b`", sum(.multiply)),
      ("`n * b` with an integer", sum(.multiplyWords)),
      ("`a / b`", sum(.divide)),
      ("`-a`, `not a`", sum(.negate)),
      ("a comparison", sum(.compare)),
      (
        "a comparison with a product of two integers, which is compared exactly",
        "\(sum(.compareProducts)), and nothing for the product"
      ),
      ("`and`, `or`, `implies`", "\(sum(.branch)) after the left side"),
      ("`if`, in an expression or a statement", "\(sum(.branch)) a condition tested"),
      ("`match`", "\(sum(.branch)) an arm tested"),
      ("a call of a function", "\(sum(.call)), and \(sum(.checkRange)) a parameter with a range"),
      ("`abs`, `sign`", sum(.absolute)),
      ("`min(a, b)`, `max(a, b)`", "\(sum(.minimum)) an argument after the first"),
      ("`clamp`", sum(.minimum, .maximum)),
      ("`sqrt`", sum(.squareRoot)),
      ("`exp`", sum(.exponential)),
      ("`ln`", sum(.logarithm)),
      ("`pow`", sum(.power)),
      ("`normal_cdf`", sum(.normalDistribution)),
      ("`normal_pdf`", sum(.normalDensity)),
      ("`muldiv`, `mulrem`", sum(.multiplyDivide)),
      ("`quotient`, `remainder`", sum(.quotient)),
      ("`ratio`", sum(.ratio)),
      ("the condition of a selection", "\(sum(.row)) and the condition, a row of the table"),
      (
        "the keys of a selection",
        "\(sum(.row)) and the keys, a row selected, and *sort(n)* once"
      ),
      (
        "`sum`, `min`, `max`, `any`, `all` of rows",
        "\(sum(.row, .reduce)) and the value, a row selected"
      ),
      (
        "`median` of rows",
        "\(sum(.row, .reduce)) and the value, a row selected, and *sort(n)* once"
      ),
      ("`for`, `repeat`", "\(sum(.row)) and the body, a run"),
      ("`x = ..` of a local", "nothing"),
      ("`vault = ..` of a state", sum(.store)),
      ("`margin = ..` of a parameter", sum(.checkRange, .store)),
      (
        "`a.size = ..`",
        "\(sum(.checkRow, .storeField)), and \(sum(.checkRange)) for a parameter's range"
      ),
      (
        "`a = { .. }`, `reset a`",
        "\(sum(.checkRow)), and \(sum(.storeField)) a field stored, "
          + "\(sum(.checkRange)) a range checked"
      ),
      (
        "a local column",
        "\(sum(.fill)) a cell, then \(sum(.row)) a row selected and \(sum(.storeCell)) a value"
      ),
      ("`require`, `ensure`, an enforced invariant", sum(.branch)),
      ("`emit`", "\(sum(.emit)), and \(sum(.emitWord)) a value"),
      ("`old(..)`", sum(.old)),
      ("`can`", "\(sum(.trial)) and the action, a caller tried"),
    ]
  }

  private static func sum(_ opcodes: Opcode...) -> String {
    String(opcodes.reduce(0) { $0 + $1.cost })
  }

  // MARK: - Operands

  private static let operands: [(name: String, meaning: String)] = {
    var seen: Set<String> = []
    var kinds: [(name: String, meaning: String)] = []
    for opcode in Opcode.allCases {
      let operands = opcode.row.operands
      for operand in [operands.a, operands.b, operands.c] where operand != .unused {
        let (name, meaning) = description(of: operand)
        if seen.insert(name).inserted { kinds.append((name, meaning)) }
      }
    }
    return kinds
  }()

  private static func description(of operand: Operand) -> (name: String, meaning: String) {
    switch operand {
    case .unused: ("", "")
    case .read: ("word", "a word to read")
    case .write: ("register", "a register to write")
    case .update: ("register, changed", "a register to read and to write")
    case .block: ("words ×n", "the first of so many words in a row: *b*, *b'*, *b''* ..")
    case .eventBlock: ("event's words", "the first of as many words as the event has values")
    case .request: ("request", "what a routine of a spec asks the world for")
    case .requestBlock: ("request's words", "the first of as many words as go with the request")
    case .drawSite: ("site", "a place in a spec that draws")
    case .mark: ("mark", "a place whose being reached is noted, in a program under attack")
    case .nearSite:
      ("comparison", "a comparison whose sides are followed, in a program under attack")
    case .memory: ("memory", "what a region of a spec remembers of its rows")
    case .survey: ("survey", "what is asked of every row, and proved to stay")
    case .stateWord: ("stored word", "a parameter or a state, to write")
    case .bounds: ("bounds", "the first of two constants: the least and the greatest allowed")
    case .table: ("table", "a table")
    case .stateColumn: ("column", "a column of a table: one field of all rows")
    case .localColumn: ("local column", "a local column")
    case .lanes: ("lanes", "a column to read in the rows of a strip, of any kind")
    case .lanesWritten: ("temporary", "a temporary column to write")
    case .list: ("list", "a list of rows")
    case .sum: ("sum", "a sum too wide to overflow on the way")
    case .values: ("values", "values of which the median is wanted")
    case .times: ("counter", "how many runs of a loop are left")
    case .selection: ("selection", "the rows of a strip that were chosen")
    case .selectionWritten: ("selection, written", "a selection to write")
    case .function: ("function", "a function that stands before the caller")
    case .event: ("event", "an event")
    case .key: ("key", "a key of a keyed table")
    case .trial: ("trial", "an action with the arguments and callers to try")
    case .failure: ("failure", "why the action reverts")
    case .rounding: ("rounding", "a direction to round in")
    case .comparison: ("comparison", "which comparison")
    case .immediate: ("number", "a plain number")
    case .forward: ("forward", "how many instructions to skip")
    case .backward: ("backward", "how many instructions to go back")
    }
  }

  // MARK: - Opcodes

  private static let groups: [(title: String, text: String, first: Opcode, last: Opcode)] = [
    (
      "Costs alone", "These are no instructions; others carry their cost.", .enter, .emitWord
    ),
    ("Control", "Jumps go forward; only the ends of loops go back.", .halt, .fail),
    (
      "Words", "What overflows, divides by zero or has no result reverts the action.", .copy, .ratio
    ),
    ("Rows and state", "A row is checked when it is used.", .checkRow, .storeField),
    ("Lists, loops and sums", "A list is not changed while a loop walks it.", .rowsAll, .median),
    ("Local columns", "They belong to one run.", .fill, .swapColumns),
    ("Events and questions", "", .emit, .trial),
    (
      "Column code",
      """
      Between `vector` and `end-vector` instructions work on strips of \(Program.stripLength) rows
      at once, on the lanes in `use`; the gas of each is charged for every lane. Where a lane
      might revert, or gas runs out, all of it counts for nothing, and the same is done row by row.
      """, .vector, .columnValues
    ),
  ]

  private static func table(
    _ title: String, _ text: String, _ first: Opcode, _ last: Opcode
  ) -> String {
    var page = "## \(title)\n\n"
    if !text.isEmpty { page += "\(text)\n\n" }
    let opcodes = Opcode.allCases.filter {
      first.rawValue <= $0.rawValue && $0.rawValue <= last.rawValue
    }
    let hasOperands = first != .enter
    page += hasOperands ? "| opcode | a | b | c | effect | gas |\n" : "| name | meaning | gas |\n"
    page += hasOperands ? "|---|---|---|---|---|---|\n" : "|---|---|---|\n"
    for opcode in opcodes {
      let row = opcode.row
      page += "| `\(row.name)` | "
      if hasOperands {
        for operand in [row.operands.a, row.operands.b, row.operands.c] {
          var name = description(of: operand).name
          if case .block(let count) = operand { name = count == 1 ? "word" : "words ×\(count)" }
          page += name + " | "
        }
      }
      page += "\(row.effect.replacing("|", with: "\\|")) | \(row.cost) |\n"
    }
    return page
  }
}
