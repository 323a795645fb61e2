/// What the command line asks for.
struct Options {
  var json = false
  var record = false
  var wantsHelp = false
  var rounds = 15
  var filter = ""

  struct Problem: Error {
    let text: String
  }

  static let help = """
    usage: swift run -c release Benchmarks [--json] [--rounds N] [--only TEXT] [--record]

    Measures each row beside its twin in interleaved rounds, prints medians and says what moved
    beyond its spread since the figures were last recorded, for example
      swift run -c release Benchmarks --only multiply

      --json        the same figures as JSON
      --rounds N    rounds for each row, 15 when not given
      --only TEXT   only the rows whose name contains TEXT
      --record      writes the figures of these rows to Tests/BenchmarkBaselines
    """

  init(_ arguments: some Sequence<String>) throws(Problem) {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--json": json = true
      case "--record": record = true
      case "--help", "-h": wantsHelp = true
      case "--only":
        guard let text = rest.popFirst() else { throw Problem(text: "--only needs a text") }
        filter = text
      case "--rounds":
        guard let count = rest.popFirst().flatMap({ Int($0) }), 1...1000 ~= count else {
          throw Problem(text: "--rounds needs a number from 1 to 1000")
        }
        rounds = count
      default: throw Problem(text: "there is no option `\(argument)`")
      }
    }
  }
}
