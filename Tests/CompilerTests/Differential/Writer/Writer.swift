import Numerics

/// Writes one random contract as source text that the checker accepts.
///
/// It knows the type of everything it has declared, and builds each expression from the type wanted
/// downwards. Everything is wrapped in parentheses, since precedence is for the parser's tests.
struct Writer {
  var dice: Dice
  /// How many literals of a hundred lie at an edge of what a word holds, and how many operations
  /// stand without what would keep them from failing.
  let wildness: Int
  /// How deep loops and aggregates may stand inside each other, calls included.
  let deepestLoop: Int
  /// How long bodies are.
  let size: Int

  var enums: [[String]] = []
  var tables: [Table] = []
  var globals: [Global] = []
  var constants: [Kind: [String]] = [:]
  var functions: [Function] = []
  var events: [[Kind]] = []
  var actions: [Action] = []
  /// Finished declarations, in the order of the file.
  var text: [String] = []

  // The body being written.
  var scope: [Local] = []
  var columns: [Column] = []
  var loopLevel = 0
  var deepestLevel = 0
  var insideLoop = false
  var inClaim = false
  /// Whether to keep to what there is column code for, so that whole conditions become columns.
  var isColumnar = false
  /// Whether `can` may stand here.
  var mayAsk = false
  var returns: [Kind]?
  var changesState = false
  private var nextName = 0

  /// Rows of each table with a population, so that numbers can be chosen to fit.
  let sizes: [Int]
  /// What numbers are like in a contract that is written for its surveys; nothing in others.
  let survey: SurveyWords?
  /// Whether loops and aggregates keep to tables of a few rows.
  var keepsSmall = false

  struct Table {
    let name: String
    let keys: [(name: String, table: Int)]
    var fields: [Field]
    /// Rows it certainly has.
    let size: Int
  }

  struct Global {
    enum Role { case parameter, state }
    let name: String
    let kind: Kind
    let role: Role
    let range: ClosedRange<Int128>?
  }

  struct Field {
    let name: String
    let kind: Kind
    /// Of a governance parameter.
    let range: ClosedRange<Int128>?
  }

  struct Function {
    let name: String
    let parameters: [Kind]
    let results: [(name: String, kind: Kind)]
    let changesState: Bool
    /// How deep its loops go.
    let level: Int
  }

  struct Action {
    let name: String
    let parameters: [Kind]
  }

  struct Local {
    let name: String
    let kind: Kind
    let isVariable: Bool

    var isRow: Bool { if case .row = kind { true } else { false } }
  }

  struct Column {
    let name: String
    let tables: [Int]
    let kind: Kind
  }

  init(dice: Dice) {
    var dice = dice
    wildness = dice.pick([0, 0, 0, 2, 5, 15, 30])
    size = dice.pick([1, 2, 4, 6, 9])
    let isLarge = dice.chance(12)
    let small = [1, 2, 3, 3, 4, 5, 6]
    let large = [64, 127, 128, 129, 200, 256, 300]
    let first = dice.chance(3) ? 0 : isLarge ? dice.pick(large) : dice.pick(small)
    sizes = [first, isLarge ? dice.pick([1, 2]) : dice.pick(small)]
    deepestLoop = isLarge ? 1 : 3
    survey = nil
    self.dice = dice
  }

  /// One large table that surveys are about, and a small one.
  init(surveying dice: Dice) {
    var dice = dice
    let isLarge = dice.chance(8)
    wildness = dice.pick([0, 0, 0, 0, 1, 3, 12])
    size = dice.pick([1, 2, 3, 4])
    let first = dice.pick([0, 1, 2, 7, 31, 31, 32, 32, 33, 33, 40, 63, 64, 65])
    // So many that they are surveyed although no test asks for it.
    sizes = [isLarge ? dice.pick([192, 193, 200]) : first, dice.pick([1, 2, 2, 3])]
    deepestLoop = 3
    survey = SurveyWords(
      isDust: dice.chance(65), wildness: wildness, isCoarse: dice.chance(15))
    keepsSmall = true
    self.dice = dice
  }

  mutating func name(_ prefix: String) -> String {
    nextName += 1
    return "\(prefix)\(nextName)"
  }

  /// A word for a literal.
  mutating func word(_ kind: Kind) -> Int128 {
    if let survey { return survey.word(kind, &dice) }
    return switch kind {
    case .whole: dice.whole(wildness: wildness)
    default: dice.fixed(wildness: wildness)
    }
  }

  /// A constant of a numeric kind; as a name, whose type is never in doubt.
  mutating func constant(_ kind: Kind, _ word: Int128? = nil) -> String {
    if word == nil, let known = constants[kind], known.count > 3, dice.chance(60) {
      return dice.pick(known)
    }
    let name = self.name("C")
    text.append("const \(name) : \(self.type(kind)) = \(kind.number(word ?? self.word(kind)))")
    if word == nil { constants[kind, default: []].append(name) }
    return name
  }

  /// A constant above zero, to divide by or to be the least of something.
  mutating func positive(_ kind: Kind) -> String {
    if case .whole = kind { return constant(kind, Int128(1 + dice.below(9))) }
    if survey?.isDust(kind) == true { return constant(kind, Int128(1 + dice.below(60))) }
    return constant(kind, dice.pick([1, Fixed.unit / 100, Fixed.unit, 3 * Fixed.unit]))
  }

  /// A table to loop over.
  mutating func someTable() -> Int {
    guard keepsSmall else { return dice.below(tables.count) }
    return dice.pick(tables.indices.filter { isSmall($0) })
  }

  /// Whether it has a few rows only.
  func isSmall(_ table: Int) -> Bool {
    table != 0 && !tables[table].keys.contains { $0.table == 0 }
  }

  func type(_ kind: Kind) -> String {
    switch kind {
    case .fixed(let units): units.text
    case .whole(let units): units == .none ? "int" : "int \(units.text)"
    case .time: "time"
    case .truth: "bool"
    case .choice(let id): "E\(id)"
    case .row(let table): tables[table].name
    }
  }

  /// Kinds that are declared; the first ones more often.
  mutating func declarableKind() -> Kind {
    var kinds: [Kind] = [
      .ratio, .ratio, .fixed(.usd), .fixed(.usd), .fixed(.btc), .fixed(.price), .count, .count,
      .whole(.lot), .duration, .time, .truth, .choice(dice.below(enums.count)),
    ]
    if !tables.isEmpty {
      kinds += [.row(dice.below(tables.count)), .row(dice.below(min(2, tables.count)))]
    }
    return dice.pick(kinds)
  }

  mutating func numberKind() -> Kind {
    dice.pick([.ratio, .fixed(.usd), .fixed(.btc), .fixed(.price), .count, .whole(.lot), .duration])
  }
}
