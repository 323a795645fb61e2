import Diagnostics
import Machine
import Market
import Syntax

extension Command {
  /// `plimsoll calibrate`: prices to a market.
  static let calibrate = Command(
    description: CommandDescription(
      name: "calibrate", summary: "estimate the market of a spec from a file of prices",
      positionals: "FILE", positionalLimits: 1...1,
      options: [.market, .model, .column, .repair, .json, .colour],
      details: """
        Reads Binance klines (12 columns, with or without a header, milliseconds or microseconds),
        CoinGecko downloads, and tables of a time and a price (seconds, milliseconds, microseconds
        or dates such as `2020-03-12 14:00:00 UTC`). `-` reads standard input. Prints a `market`
        block for a spec, the standard error of each estimate, what was read, and what it does not
        say.

        A row that cannot be read, a price that is not above zero, a change of the unit of time,
        rows out of order, several for one step and steps without one are reported with their place
        and refused, unless --repair says what to do about them:
        \(repairLines)
        """,
      examples: [
        "calibrate BTCUSDT-1h.csv --market BTC",
        "calibrate prices.csv --model garch --repair duplicates=last,gaps=hold",
      ]),
    run: { arguments, session throws(UsageError) in
      try CalibrateRun(arguments, session).run()
    })

  /// All ways of repair, as many to a line as fit.
  private static var repairLines: String {
    Repair.allCases.map { repair in
      "  " + repair.ways.map { "\(repair.name)=\($0)" }.joined(separator: ", ")
    }.joined(separator: "\n")
  }
}

extension CommandDescription.Option {
  static let market = Self("market", value: "NAME", "what the market is called; ASSET if not given")
  static let model = Self(
    "model", value: "MODEL", choices: FittableModel.allCases.map(\.rawValue),
    "only this model: gbm, jumps or garch")
  static let column = Self(
    "column", value: "NAME", "the column of the price, by name or number, if not the usual one")
  static let repair = Self(
    "repair", value: "LIST", "repairs to make, such as gaps=hold,duplicates=last")
}

private struct CalibrateRun {
  let arguments: ParsedArguments
  let session: Session
  let name: String
  let options: ImportOptions

  /// Larger files are refused before they are read: a year of minutes has 60 MB.
  private static let sizeLimit = 256 * 1024 * 1024

  init(_ arguments: ParsedArguments, _ session: Session) throws(UsageError) {
    self.arguments = arguments
    self.session = session
    let name = arguments.value("market") ?? "ASSET"
    guard CalibrateRun.isName(name) else {
      throw .badValue(
        what: "name of a market", found: name,
        wanted: "use letters, digits and `_`, beginning with a letter, and no word of the language")
    }
    self.name = name
    options = ImportOptions(column: arguments.value("column"), repairs: try Repairs(arguments))
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first), Word(rawValue: text)?.isReserved != true
    else { return false }
    return text.utf8.allSatisfy {
      isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || $0 == UInt8(ascii: "_")
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  func run() throws(UsageError) -> ExitStatus {
    let path = arguments.positionals[0]
    let bytes: [UInt8]
    switch FileSearch.read(path, session.streams, limit: CalibrateRun.sizeLimit) {
    case .success(let read): bytes = read
    case .failure(.missing): return refuse(.notFound(path))
    case .failure(.refused(let why)): return refuse(why)
    }
    let prices: ImportedPrices
    do throws(ImportError) {
      prices = try PriceHistory.load(text: bytes, options: options)
    } catch {
      var sources = SourceMap()
      let id = sources.add(path: path, bytes: bytes)
      return refuse(error.findings(in: sources[id]), sources)
    }
    return calibrate(prices, path, bytes)
  }

  private func calibrate(
    _ prices: ImportedPrices, _ path: String, _ bytes: [UInt8]
  ) -> ExitStatus {
    let returns: Returns
    do throws(CalibrationError) { returns = try Returns(prices.history) } catch {
      return refuse(.notFitted(path, error.headline))
    }
    let models =
      arguments.value("model").flatMap(FittableModel.init).map { [$0] } ?? FittableModel.allCases
    let start = prices.history.prices[prices.history.rowCount - 1]
    let fits = models.map {
      ($0, FittedModel.fit($0, returns, start: start, step: prices.nominalStep))
    }
    if let failure = fits.first?.1.failure, !fits.contains(where: { $0.1.failure == nil }) {
      return refuse(.notFitted(path, failure.headline))
    }
    var hash = SHA256()
    hash.update(bytes)
    let report = CalibrationReport(
      name: name, path: path, prices: prices, repairs: options.repairs, returns: returns,
      fits: fits, checksum: hash.finish())
    session.output.write(
      arguments.has("json") ? JSONWriter.write(report.document) : report.text(session.palette))
    return .success
  }

  private func refuse(_ diagnostic: Diagnostic) -> ExitStatus {
    refuse(Findings(shown: [diagnostic], hidden: 0, errors: 1, warnings: 0), SourceMap())
  }

  private func refuse(_ findings: Findings, _ sources: SourceMap) -> ExitStatus {
    if arguments.has("json") {
      session.output.write(
        JSONWriter.write([
          "command": "calibrate", "models": [],
          "findings": JSONRenderer().value(of: findings, sources),
        ]))
    } else {
      session.print(findings, sources)
    }
    return .cannotRun
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}

extension Diagnostic {
  fileprivate static func notFitted(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .pricesNotFitted, "`\(path)` gives no model: \(reason)", at: nil,
      help: ["use a longer history, or one with shorter steps"])
  }
}
