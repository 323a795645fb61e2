import Diagnostics
import Machine
import Market
import Numerics

/// What `plimsoll calibrate` says: a block for a spec, how well each number is known, what was read,
/// and what none of it says.
struct CalibrationReport {
  let name: String
  let path: String
  let prices: ImportedPrices
  let repairs: Repairs
  let returns: Returns
  /// Each model asked for, fitted or not.
  let fits: [(model: FittableModel, result: Result<FittedModel, FittedModel.Failure>)]
  let checksum: Digest

  private var fitted: [FittedModel] { fits.compactMap { try? $0.result.get() } }

  /// A market begins where its history ends.
  var start: Int128 { prices.history.prices[prices.history.rowCount - 1] }

  /// The block, with the first model in use and the others in comments.
  var block: String {
    var text = "market \(name) {\n  start \(Fixed.text(start))\n"
    if fitted.count > 1 { text += "  // Models of the same prices, one of which is in use:\n" }
    for (place, fit) in fitted.enumerated() {
      text += "  \(place == 0 ? "" : "// ")path \(fit.model.rawValue) { \(fit.settings) }\n"
    }
    return text + "}\n"
  }

  func text(_ palette: Palette) -> String {
    var text = block
    text += "\n" + palette.paint("estimates", .headline) + ", each with its standard error\n"
    for (model, result) in fits { text += section(model, result) }
    text += "\n" + palette.paint("read", .headline) + "\n" + rows(facts)
    text += "\n" + palette.paint("what this does not say", .headline) + "\n"
    for remark in limits { text += wrapped(remark) }
    return text
  }

  private func section(
    _ model: FittableModel, _ result: Result<FittedModel, FittedModel.Failure>
  ) -> String {
    let head = "  \(model.rawValue): \(model.title)\n"
    switch result {
    case .failure(let failure): return head + "    not estimated: \(failure.headline)\n"
    case .success(let fit):
      let names = fit.parameters.map(\.name.count).max() ?? 0
      let widths = fit.parameters.map(\.text.count).max() ?? 0
      let lines = fit.parameters.map { parameter in
        "    " + padded(parameter.name, names) + "  " + padded(parameter.text, widths) + "  "
          + (parameter.errorText.map { "+- \($0)" } ?? "not determined")
      }
      return head + lines.map { $0 + "\n" }.joined()
        + fit.remarks.map { wrapped($0, indent: 4) }.joined()
    }
  }

  /// What was read, by name.
  private var facts: [(String, String)] {
    let history = prices.history
    var facts = [
      ("file", path.escapedForDisplay),
      (
        "layout",
        "\(prices.format.rawValue), column `\(prices.column.escapedForDisplay)`, times in \(prices.unit.rawValue)"
      ),
      ("rows", Integer.text(Int128(prices.rows))),
      ("returns", Integer.text(Int128(returns.count))),
      ("from", TimeText.utc(history.times[0])),
      ("to", TimeText.utc(history.times[history.rowCount - 1])),
      ("step", TimeText.duration(prices.step)),
      (
        "kurtosis",
        "\(Fixed.text(FittedModel.Quantity.rounded(returns.kurtosis))) (a normal distribution has 3)"
      ),
    ]
    if prices.stray > 0 {
      facts.append(
        (
          "unevenness",
          "steps differ by up to \(TimeText.duration(prices.stray)), and count as one each"
        ))
    }
    if prices.rounded > 0 {
      facts.append(
        ("rounded", "\(counted(prices.rounded, "price")) with more than 18 decimals"))
    }
    for repair in Repair.allCases where prices.repaired.count(of: repair) > 0 {
      facts.append(
        ("repaired", repair.deed(prices.repaired.count(of: repair), repairs, filled: prices.filled))
      )
    }
    facts.append(("sha256", checksum.description))
    return facts
  }

  private func rows(_ facts: [(String, String)]) -> String {
    let width = facts.map(\.0.count).max() ?? 0
    return facts.map { "  \(padded($0.0, width))  \($0.1)\n" }.joined()
  }

  /// What the numbers must not be taken for.
  private var limits: [String] {
    var limits = [
      "These are the parameters of one stretch of the past, and the errors are those of chance "
        + "within it: they say nothing of times that were not like it.",
      "The errors take returns as independent, those of GARCH given its variance.",
    ]
    if let drift = fitted.first?.parameters.first, let error = drift.estimate.error,
      drift.estimate.value.magnitude / 2 < error.magnitude
    {
      limits.append(
        "The drift is less than two errors from zero: `drift 0%` fits these prices as well.")
    }
    if prices.filled > 0 {
      limits.append("Rows filled in move less than prices do: the volatility is too low by that.")
    }
    limits.append(
      "Depth, impact and correlation with other markets cannot be seen in prices alone.")
    return limits
  }

  var document: JSONValue {
    [
      "command": "calibrate", "market": .string(name), "start": word(start),
      "block": .string(block), "models": .array(fits.map { model($0.model, $0.result) }),
      "read": [
        "path": .string(path), "sha256": .string(checksum.description),
        "layout": .string(prices.format.rawValue), "column": .string(prices.column),
        "times": .string(prices.unit.rawValue), "rows": .integer(prices.rows),
        "returns": .integer(returns.count), "from": word(prices.history.times[0]),
        "to": word(prices.history.times[prices.history.rowCount - 1]), "step": word(prices.step),
        "stray": word(prices.stray), "kurtosis": word(returns.kurtosis),
        "rounded": .integer(prices.rounded), "filled": .integer(prices.filled),
        "repaired": .object(
          Repair.allCases.map {
            JSONMember($0.name, .integer(prices.repaired.count(of: $0)))
          }),
      ],
      "limits": .array(limits.map { .string($0) }), "findings": [],
    ]
  }

  private func model(
    _ model: FittableModel, _ result: Result<FittedModel, FittedModel.Failure>
  ) -> JSONValue {
    switch result {
    case .failure(let failure):
      ["model": .string(model.rawValue), "failure": .string(failure.headline)]
    case .success(let fit):
      [
        "model": .string(model.rawValue), "settings": .string(fit.settings),
        "estimates": .array(
          fit.parameters.map {
            [
              "name": .string($0.name), "value": word($0.estimate.value),
              "error": JSONValue($0.estimate.error, word),
            ]
          }),
        "remarks": .array(fit.remarks.map { .string($0) }),
      ]
    }
  }

  /// Exact decimals travel as strings.
  private func word(_ word: Int128) -> JSONValue { .string(Fixed.text(word, grouped: false)) }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func wrapped(_ text: String, indent: Int = 2) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let line = lines.last, line.count + word.count < 90 {
        lines[lines.count - 1] = line + " " + word
      } else {
        lines.append((lines.isEmpty ? margin + "- " : margin + "  ") + word)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
