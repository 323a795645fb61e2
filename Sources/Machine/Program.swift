import Numerics

/// Code and everything it refers to, for tables of any size.
///
/// # Words
/// Operands of 16 bits name *words*: parameters, states, the clock, the number of rows of each
/// table, constants, registers, in this order. Nothing calls itself, so every function has its
/// registers, loops and local columns at fixed places, and a call moves no memory.
package struct Program: Hashable, Sendable {
  package var code: [Instruction] = []
  /// For every instruction, which place of the source it stands for; what the numbers mean is the
  /// compiler's affair.
  package var places: [UInt32] = []

  /// Words a population starts with.
  package var parameters: [Int128] = []
  package var states: [Int128] = []
  package var constants: [Int128] = []
  package var registerCount = 0

  package var tables: [Table] = []
  /// The tables each local column has a dimension for, and the word of a cell nobody filled.
  package var localColumns: [LocalColumn] = []
  package var temporaryCount = 0
  package var selectionCount = 0
  package var listCount = 0
  package var sumCount = 0
  package var valuesCount = 0
  package var timesCount = 0

  /// Where each function starts. A function calls only functions before it in this list.
  package var functions: [Int] = []
  package var entries: [Entry] = []
  package var keys: [Key] = []
  /// How many words each event carries.
  package var events: [Int] = []
  package var trials: [Trial] = []
  /// What regions of column code remember of their rows from one run to the next.
  package var memories: [Memory] = []
  /// What is asked of every row of a table again and again.
  package var surveys: [Survey] = []
  /// How many words go with each request.
  package var requests: [Int] = []
  /// How many places there are that draw.
  package var drawSites = 0
  /// Places that note that they were reached, and comparisons that note how near they came.
  package var markCount = 0
  package var nearCount = 0
  /// What `fail` refers to: opaque to the machine but for its class.
  package var failures: [Failure] = []

  package init() {}

  package struct Table: Hashable, Sendable {
    /// The tables of its keys; their row counts multiplied are its own.
    package var keys: [Int]
    /// The word each field starts with.
    package var initial: [Int128]
    /// Rows written down with the table, one word a field.
    package var fixedRows: [[Int128]]?

    package init(keys: [Int], initial: [Int128], fixedRows: [[Int128]]?) {
      self.keys = keys
      self.initial = initial
      self.fixedRows = fixedRows
    }
  }

  package struct LocalColumn: Hashable, Sendable {
    package var tables: [Int]

    package init(tables: [Int]) { self.tables = tables }
  }

  /// Key number `key` of a keyed table.
  package struct Key: Hashable, Sendable {
    package var table: Int
    package var key: Int

    package init(table: Int, key: Int) {
      self.table = table
      self.key = key
    }
  }

  /// Something that can be run from outside: an action, an invariant, an expression.
  package struct Entry: Hashable, Sendable {
    package var start: Int
    /// Words that receive the arguments, and for an action called by a row then the caller.
    package var firstParameter: Int
    package var parameterCount: Int
    package var admits: Admission
    /// Words that hold the results after `halt`.
    package var firstResult: Int
    package var resultCount: Int
    /// Whether it may ask the world and draw: it is no part of a contract then, and nothing tries it.
    package var isRoutine: Bool
    /// The places in it that draw; whatever they have drawn is forgotten when it begins.
    package var drawSites: Range<Int>

    package init(
      start: Int, firstParameter: Int, parameterCount: Int, admits: Admission, firstResult: Int,
      resultCount: Int, isRoutine: Bool = false, drawSites: Range<Int> = 0..<0
    ) {
      self.start = start
      self.firstParameter = firstParameter
      self.parameterCount = parameterCount
      self.admits = admits
      self.firstResult = firstResult
      self.resultCount = resultCount
      self.isRoutine = isRoutine
      self.drawSites = drawSites
    }
  }

  /// Who may run an entry.
  package enum Admission: Hashable, Sendable {
    case anyone
    /// Numbers below `Program.roleLimit`.
    case roles([Int])
    /// A row of the table, which becomes the parameter after the others.
    case row(table: Int)
  }

  /// A `can`: the entry to try, its arguments, and who calls.
  package struct Trial: Hashable, Sendable {
    package var entry: Int
    package var arguments: [UInt16]
    package var caller: TrialCaller

    package init(entry: Int, arguments: [UInt16], caller: TrialCaller) {
      self.entry = entry
      self.arguments = arguments
      self.caller = caller
    }
  }

  /// A region that computes one thing for every row of a table: a truth, or a value to be summed.
  /// It is made again only for the rows where a column was written since, and for all rows when a
  /// word is another: nothing else does it depend on.
  package struct Memory: Hashable, Sendable {
    package var table: Int
    /// Columns of the state, all of the table itself.
    package var columns: [Int]
    package var words: [UInt16]
    /// Whether it keeps a value for every row, and not only a truth.
    package var hasValues: Bool

    package init(table: Int, columns: [Int], words: [UInt16], hasValues: Bool) {
      self.table = table
      self.columns = columns
      self.words = words
      self.hasValues = hasValues
    }
  }

  /// A question for every row: whether it is chosen, or a value to be summed. Its code is an entry
  /// whose parameters are the row, the keys, and the words.
  package struct Survey: Hashable, Sendable {
    package var table: Int
    package var entry: Int
    /// Words that say what the question is about: rows of other tables, and members. What was found is
    /// kept for each.
    package var keys: [UInt16]
    /// Words that may be others every time.
    package var words: [UInt16]

    package init(table: Int, entry: Int, keys: [UInt16], words: [UInt16]) {
      self.table = table
      self.entry = entry
      self.keys = keys
      self.words = words
    }
  }

  package enum TrialCaller: Hashable, Sendable {
    case anyone
    case role(Int)
    /// The row in this word.
    case row(table: Int, word: UInt16)
    /// Any row of the table will do; tried in order.
    case someRow(table: Int)
  }

  package enum Failure: Hashable, Sendable {
    /// A `require` or `ensure`, by the compiler's number.
    case demand(Int)
    case enforcedInvariant(Int)
    /// An aggregate that needs a row found none.
    case noRows
    /// What the checker proves cannot happen; said instead of running on.
    case unproved
  }
}

extension Program {
  // Where the words of each kind begin.
  package var firstState: Int { parameters.count }
  package var clock: Int { firstState + states.count }
  package var firstRowCount: Int { clock + 1 }
  package var firstConstant: Int { firstRowCount + tables.count }
  package var firstRegister: Int { firstConstant + constants.count }
  package var wordCount: Int { firstRegister + registerCount }

  /// The number of the first state column of each table; columns are numbered table by table.
  package var firstColumns: [Int] {
    var next = 0
    return tables.map { table in
      defer { next += table.initial.count }
      return next
    }
  }

  package var stateColumnCount: Int { tables.reduce(0) { $0 + $1.initial.count } }

  /// Operands of kind `lanes` and `lanesWritten` number the columns of the state first, then the
  /// local ones, then the temporaries.
  package var firstLocalColumn: Int { stateColumnCount }
  package var firstTemporary: Int { firstLocalColumn + localColumns.count }

  /// Roles are bits of one word.
  package static let roleLimit = 64

  /// Keys a sort may have: the directions are bits of one operand.
  package static let keyLimit = 16

  /// Rows a strip of column code works on at once: few enough that all temporaries of a rule stay
  /// in the nearest cache.
  package static let stripLength = 128
}
