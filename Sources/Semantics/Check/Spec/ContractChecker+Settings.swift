import Diagnostics
import Market
import Numerics
import Syntax

/// Settings of models, oracles and depths, against the catalogues of `Market`.
extension ContractChecker {
  /// `path jumps { .. }`, `path replay "prices.csv"`, `path bootstrap "prices.csv" { block 1d }`.
  mutating func model(_ written: Spec.Setting, of type: ValueType) -> CheckedSettings? {
    var name: Name?
    var inner: [Spec.Setting] = []
    var history: StringLiteral?
    var stray: Spec.Clause?
    for clause in written.clauses {
      if name == nil { name = clause.words.first }
      switch clause.value {
      case .model(let model, let settings):
        name = name ?? model
        inner += settings
      case .settings(let settings): inner += settings
      case .text(let text): history = text
      case .expression(let value):
        // A model without settings.
        if case .name(let model) = value.kind, name == nil {
          name = model
        } else {
          stray = stray ?? clause
        }
      case .steps: stray = stray ?? clause
      case nil: break
      }
    }
    if let stray { report(.unknownClause(stray.span, setting: written.name.text, [])) }
    guard let name else {
      report(.missingModel(written.span, known: ModelCatalogue.models.map(\.name)))
      return nil
    }
    return model(name, inner, history, type, written.span)
  }

  private mutating func model(
    _ name: Name, _ inner: [Spec.Setting], _ history: StringLiteral?, _ type: ValueType,
    _ span: Span
  ) -> CheckedSettings? {
    guard let description = ModelCatalogue.models.first(where: { $0.name == name.text }) else {
      let known = ModelCatalogue.models.map(\.name)
      report(.unknownModel(name, known: known, suggestion: nearest(name.text, among: known)))
      return nil
    }
    if description.needsHistory, history == nil {
      report(.modelNeedsHistory(name))
    } else if !description.needsHistory, let history {
      report(.modelTakesNoHistory(history.span, model: name.text))
    }
    guard description.hasParts else {
      let checked = settings(inner, description.settings, type, name.text, span)
      checkRegimes(inner)
      return CheckedSettings(
        model: name.text, settings: checked.settings, history: history, span: span)
    }
    let parts = inner.compactMap { part -> CheckedSettings.Part? in
      guard part.name.text == "weight" else {
        report(.unknownSetting(part.name, owner: name.text, known: ["weight"], suggestion: nil))
        return nil
      }
      guard let weight = part.value else {
        report(.settingWithoutValue(part.name, "write a number: `weight 3 gbm { .. }`"))
        return nil
      }
      let models = part.clauses.dropFirst()
      let rest = Spec.Setting(name: part.name, clauses: Array(models), span: part.span)
      guard let settings = model(rest, of: type) else { return nil }
      return CheckedSettings.Part(
        weight: setting(weight, as: .ratio), settings: settings)
    }
    let weights = parts.map { part -> Int128? in
      if case .constant(let word) = part.weight.kind { word } else { nil }
    }
    if parts.count == inner.count, weights.allSatisfy({ $0 == 0 }) { report(.noWeight(span)) }
    for (part, weight) in zip(parts, weights) where (weight ?? 0) < 0 {
      report(.negativeWeight(part.weight.span))
    }
    return CheckedSettings(model: name.text, settings: [], parts: parts, span: span)
  }

  /// `drift calm ..` and `switch calm panic ..` speak of regimes that there are.
  private mutating func checkRegimes(_ written: [Spec.Setting]) {
    func labels(_ setting: Spec.Setting) -> [Name] { setting.clauses.first?.words ?? [] }
    let regimes = written.filter { $0.name.text == "regime" }
      .compactMap { labels($0).first?.text }
    guard !regimes.isEmpty else { return }
    for setting in written where ["drift", "switch"].contains(setting.name.text) {
      for label in labels(setting) where !regimes.contains(label.text) {
        report(
          .unknownSetting(
            label, owner: "regimes", known: regimes, suggestion: nearest(label.text, among: regimes)
          ))
      }
    }
  }

  /// `shock crash 45% over 6h then recover 20% over 12h at 2d`, or with the same between braces.
  mutating func settings(
    of written: Spec.Setting, _ catalogue: [SettingDescription], _ type: ValueType, _ owner: String
  ) -> CheckedSettings {
    let inner = written.unrolled(catalogue.map(\.name))
    return settings(inner, catalogue, type, owner, written.span)
  }

  /// Settings side by side; the values of some are known already.
  mutating func settings(
    _ written: [Spec.Setting], _ catalogue: [SettingDescription], _ type: ValueType,
    _ owner: String, _ span: Span, known: [String: CheckedExpression] = [:]
  ) -> CheckedSettings {
    var result: [CheckedSettings.Setting] = []
    var titles: Set<[String]> = []
    // What a misspelt one probably is does not lack as well.
    var meant: Set<String> = []
    for setting in written {
      // Of one setting there may be several with other names before the value.
      let labels = (setting.clauses.first?.words ?? []).map(\.text).filter { $0 != "half" }
      if !titles.insert([setting.name.text] + labels).inserted {
        report(.repeatedSetting(setting.name))
      }
      guard let description = catalogue.first(where: { $0.name == setting.name.text }) else {
        let names = catalogue.map(\.name)
        let suggestion = nearest(setting.name.text, among: names)
        if let suggestion { meant.insert(suggestion) }
        report(
          .unknownSetting(setting.name, owner: owner, known: names, suggestion: suggestion))
        continue
      }
      if let checked = check(setting, description, type, known[setting.name.text]) {
        result.append(checked)
      }
    }
    for description in catalogue
    where !meant.contains(description.name)
      && !written.contains(where: { $0.name.text == description.name })
    {
      let isMissing =
        switch description.presence {
        case .required: true
        case .repeated(let atLeast): atLeast > 0
        case .optional, .standard: false
        }
      if isMissing {
        report(
          .settingMissing(span, owner: owner, setting: description.name, description.summary))
      }
    }
    return CheckedSettings(model: owner, settings: result, span: span)
  }

  private mutating func check(
    _ written: Spec.Setting, _ description: SettingDescription, _ type: ValueType,
    _ checked: CheckedExpression?
  ) -> CheckedSettings.Setting? {
    guard let first = written.clauses.first else {
      report(.settingWithoutValue(written.name, description.summary))
      return nil
    }
    var words = first.words
    var value: CheckedExpression?
    var clauses: [(kind: Clause.Kind, value: CheckedExpression)] = []
    // `recovers half in 30min`
    if words.first?.text == "half", description.kind == .ratio {
      value = number(Fixed.unit / 2, .ratio, words[0].span)
      words.removeFirst()
      if let kind = words.first.flatMap({ Clause.Kind(rawValue: $0.text) }),
        let clause = self.clause(kind, first, description, type)
      {
        clauses.append(clause)
      }
      words = []
    } else if let checked {
      value = checked
    } else {
      value = self.value(of: first.value, description.kind, description.range, type, written.name)
    }
    let labels = words
    if labels.count != description.labels.count {
      report(.settingLabels(written.name, wanted: description.labels, found: labels.count))
    }
    for clause in written.clauses.dropFirst() {
      guard let word = clause.words.first, let kind = Clause.Kind(rawValue: word.text) else {
        report(
          .unknownClause(
            clause.span, setting: written.name.text, description.clauses.map(\.kind.rawValue)))
        continue
      }
      if clauses.contains(where: { $0.kind == kind }) { report(.repeatedSetting(word)) }
      if let clause = self.clause(kind, clause, description, type) { clauses.append(clause) }
    }
    for wanted in description.clauses where wanted.isRequired {
      if !clauses.contains(where: { $0.kind == wanted.kind }) {
        report(.missingClause(written.name, clause: wanted.kind.rawValue, description.summary))
      }
    }
    guard let value else { return nil }
    return CheckedSettings.Setting(
      name: written.name.text, labels: labels.map(\.text), value: value, clauses: clauses,
      span: written.span)
  }

  private mutating func clause(
    _ kind: Clause.Kind, _ written: Spec.Clause, _ description: SettingDescription,
    _ type: ValueType
  ) -> (kind: Clause.Kind, value: CheckedExpression)? {
    guard let wanted = description.clauses.first(where: { $0.kind == kind }) else {
      report(
        .unknownClause(
          written.span, setting: description.name, description.clauses.map(\.kind.rawValue)))
      return nil
    }
    let name = written.words.first ?? Name(kind.rawValue, written.span)
    return value(of: written.value, wanted.value, wanted.range, type, name).map { (kind, $0) }
  }

  private mutating func value(
    of written: Spec.Value?, _ kind: SettingDescription.ValueKind, _ range: SettingRange,
    _ type: ValueType, _ name: Name
  ) -> CheckedExpression? {
    let wanted = self.type(of: kind, type)
    let value: CheckedExpression
    switch written {
    case .expression(let expression):
      // Durations are said for steps too: so many as last at least so long.
      if kind == .steps {
        guard let duration = fixed(expression, as: .duration) else { return nil }
        value = number(Int128(steps(covering: duration)), .count, expression.span)
      } else {
        value = setting(expression, as: wanted)
      }
    case .steps(let count, let span):
      guard kind == .steps else {
        guard kind == .duration else {
          report(.settingWithoutValue(name, "steps are no such value"))
          return nil
        }
        guard let count = fixed(count, as: .count), let clock = spec?.clock else { return nil }
        let (length, overflow) = clock.step.multipliedReportingOverflow(by: count)
        if overflow || !range.contains(length), clock.step > 0 {
          report(.settingOutOfRange(span, name: name.text, range))
        }
        return number(overflow ? 0 : length, .duration, span)
      }
      value = setting(count, as: .count)
    case .text, .model, .settings, nil:
      report(.settingWithoutValue(name, ""))
      return nil
    }
    if case .constant(let word) = value.kind, value.type != .unknown, !range.contains(word) {
      report(.settingOutOfRange(value.span, name: name.text, range))
    }
    return value
  }

  /// The type a value of a kind has beside a price of this type.
  private func type(of kind: SettingDescription.ValueKind, _ price: ValueType) -> ValueType {
    switch kind {
    case .ratio, .weight, .count: .ratio
    case .price, .amount: price
    case .notional: price
    case .duration: .duration
    case .steps: .count
    }
  }
}

extension Spec.Setting {
  /// The settings a setting holds: those between braces, and those said one after the other, where
  /// each name begins one and what follows belongs to the one before.
  fileprivate func unrolled(_ names: [String]) -> [Spec.Setting] {
    var result: [Spec.Setting] = []
    for clause in clauses {
      if case .settings(let settings) = clause.value {
        result += settings
      } else if let name = clause.words.last, names.contains(name.text) || result.isEmpty {
        let first = Spec.Clause(words: [], value: clause.value, span: clause.span)
        result.append(Spec.Setting(name: name, clauses: [first], span: clause.span))
      } else if let last = result.popLast() {
        result.append(
          Spec.Setting(
            name: last.name, clauses: last.clauses + [clause],
            span: last.span.join(clause.span)))
      }
    }
    return result
  }

  /// The value right after the name.
  var value: Expression? {
    guard let first = clauses.first else { return nil }
    switch first.value {
    case .expression(let value): return value
    case .steps(let count, _): return count
    case .text, .model, .settings, nil: return nil
    }
  }
}
