import Machine

extension Refusal {
  static let tables: [Refusal] = [
    Refusal("negative count", "program: has -1 of kind list; 0 to 65536 are possible") {
      $0.listCount = -1
    },
    Refusal(
      "enormous count",
      "program: has \(Int.max) of kind temporary; 0 to 65536 are possible"
    ) { $0.temporaryCount = .max },
    Refusal("too many words", "program: has 65544 words; operands can name 65536") {
      $0.registerCount = 65_532
    },
    Refusal("too many columns", "program: has 65543 columns; operands can name 65536") {
      $0.temporaryCount = 65_536
    },
    Refusal("a place missing", "program: has 0 places for 1 instructions") { $0.places = [] },
    Refusal("a long event", "event 0: carries 65537 words; 0 to 65536 are possible") {
      $0.events[0] = 65_537
    },
    Refusal("a negative event", "event 0: carries -1 words; 0 to 65536 are possible") {
      $0.events[0] = -1
    },
    Refusal(
      "too large to prove",
      "program: has too many instructions (1000000) for so many registers and lists (65565)"
    ) {
      $0.code = [Instruction](repeating: Assembly.i(.halt), count: 1_000_000)
      $0.places = [UInt32](repeating: 0, count: 1_000_000)
      $0.sumCount = 65_530
    },
    Refusal("too much code", "program: has 1048577 instructions; 1048576 are possible") {
      $0.code = [Instruction](repeating: Assembly.i(.halt), count: 1_048_577)
      $0.places = [UInt32](repeating: 0, count: 1_048_577)
    },
    Refusal("key of a missing table", "table 2: refers to table 3, which does not exist") {
      $0.tables[2].keys = [0, 3]
    },
    Refusal("key of itself", "table 2: is in the end a key of itself") {
      $0.tables[2].keys = [0, 2]
    },
    Refusal("circle of keys", "table 1: is in the end a key of itself") {
      $0.tables[1].keys = [2]
    },
    Refusal("rows of a keyed table", "table 2: has keys and written rows") {
      $0.tables[2].fixedRows = []
    },
    Refusal("a narrow row", "table 0: has 1 words in row 1, for 2 fields") {
      $0.tables[0].fixedRows = [[1, 2], [3]]
    },
    Refusal(
      "a local column of no table", "local column 1: refers to table -1, which does not exist"
    ) { $0.localColumns[1].tables = [-1] },
    Refusal("a key of no table", "key 0: refers to table 9, which does not exist") {
      $0.keys[0].table = 9
    },
    Refusal("a missing key", "key 1: refers to key 2, which its table does not have") {
      $0.keys[1].key = 2
    },
    Refusal("a key of a plain table", "key 1: refers to key 1, which its table does not have") {
      $0.keys[1].table = 0
    },
    Refusal(
      "parameters before the registers",
      "entry 0: uses 2 words from 11 on, which are not all registers"
    ) { $0.entries[0].firstParameter = 11 },
    Refusal(
      "parameters behind the registers",
      "entry 0: uses \(Int.max) words from 12 on, which are not all registers"
    ) { $0.entries[0].parameterCount = .max },
    Refusal(
      "the caller behind the registers",
      "entry 0: uses 17 words from 12 on, which are not all registers"
    ) {
      $0.entries[0].parameterCount = 16
      $0.entries[0].admits = .row(table: 0)
    },
    Refusal(
      "results that are no registers",
      "entry 0: uses 1 words from 3 on, which are not all registers"
    ) { $0.entries[0].firstResult = 3 },
    Refusal(
      "a negative count of results",
      "entry 0: uses -1 words from 12 on, which are not all registers"
    ) { $0.entries[0].resultCount = -1 },
    Refusal("called by a role below all", "entry 0: admits role -1, of which there can be 64") {
      $0.entries[0].admits = .roles([3, -1])
    },
    Refusal("called by too high a role", "entry 0: admits role 64, of which there can be 64") {
      $0.entries[0].admits = .roles([0, 64])
    },
    Refusal("called by a row of no table", "entry 0: refers to table 3, which does not exist") {
      $0.entries[0].admits = .row(table: 3)
    },
    Refusal("a trial of nothing", "trial 0: refers to entry 1, which does not exist") {
      $0.trials[0].entry = 1
    },
    Refusal(
      "a trial with too few arguments", "trial 0: gives 1 arguments, where 2 are expected"
    ) { $0.trials[0].arguments = [12] },
    Refusal("a trial with a word too high", "trial 0: refers to word 28, which does not exist") {
      $0.trials[0].arguments[1] = 28
    },
    Refusal(
      "a trial by a row in a word too high", "trial 0: refers to word 99, which does not exist"
    ) { $0.trials[0].caller = .row(table: 0, word: 99) },
    Refusal("a trial by a row of nothing", "trial 0: refers to table 3, which does not exist") {
      $0.trials[0].caller = .row(table: 3, word: 0)
    },
    Refusal("a trial by some row of nothing", "trial 0: refers to table -2, which does not exist") {
      $0.trials[0].caller = .someRow(table: -2)
    },
    Refusal("an entry that starts nowhere", "entry 0: starts at 1, where there is no code") {
      $0.entries[0].start = 1
    },
    Refusal("a function that starts nowhere", "function 0: starts at -1, where there is no code") {
      $0.functions = [-1]
    },
    Refusal("two starts in one place", "entry 0: starts at 0, where something else starts") {
      $0.functions = [0]
    },
    Refusal(
      "code that belongs to nothing", "instruction 0: stands before every function and entry"
    ) {
      $0.entries = []
      $0.trials = []
    },
    Refusal(
      "code before everything", "instruction 0: stands before every function and entry"
    ) {
      $0.code += $0.code
      $0.places += $0.places
      $0.entries[0].start = 1
    },
  ]
}
