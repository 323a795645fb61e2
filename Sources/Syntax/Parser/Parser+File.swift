import Diagnostics

extension Parser {
  mutating func parseFile() -> [ParsedFile.Item] {
    var items: [ParsedFile.Item] = []
    var saidOutside = false
    while !atEnd {
      let start = position
      if case .spec(let spec)? = items.last, startsPart {
        items[items.count - 1] = .spec(parseSpec(goingOn: spec, say: !saidOutside))
        saidOutside = true
        continue
      }
      switch kind {
      case .word(.contract), .word(.library):
        if let module = parseModule() { items.append(.module(module)) }
      case .word(.law) where peek() == .string || startsItem:
        if let law = parseLaw() { items.append(.law(law)) }
      case .word(.example):
        if let example = parseExample() { items.append(.example(example)) }
      case .word(.spec):
        if let spec = parseSpec() { items.append(.spec(spec)) }
      case .word(.proposal):
        if let proposal = parseProposal() { items.append(.proposal(proposal)) }
      case .word(let word) where word.startsDeclaration:
        readOutside(&items, say: !saidOutside)
        saidOutside = true
      case .symbol(.rightBrace):
        if !saidOutside {
          report(
            .unexpectedBrace, "this `}` closes nothing", at: span(at: position),
            help: ["delete it, or look for a `}` too many further up"])
          saidOutside = true
        }
        advance()
      default: readUnknownItem(&items)
      }
      if position == start { advance() }
      if isStuck { skipToItem() }
    }
    return items
  }

  /// `contract NAME { .. }`, also where the first word is misspelt.
  private mutating func parseModule() -> Module? {
    let start = position
    let kind: Module.Kind = at(.library) ? .library : .contract
    advance(.declaration)
    let name = parseName("a name for the \(kind.rawValue)")
    let open = position
    guard expect(.leftBrace, .module) else { return nil }
    guard enter() else { return nil }
    defer { leave() }
    var declarations: [Declaration] = []
    while !atEnd, !at(.rightBrace) {
      if startsItem, token.startsLine, word != .law || peek() == .string { break }
      readDeclaration(into: &declarations)
    }
    closeBrace(open: open, .module)
    guard let name else { return nil }
    return Module(kind: kind, name: name, declarations: declarations, span: span(from: start))
  }

  private mutating func readDeclaration(into declarations: inout [Declaration]) {
    let start = position
    if kind == .foreign(.semicolon) {
      reportSemicolon()
      return
    }
    if let declaration = parseDeclaration() { declarations.append(declaration) }
    guard isStuck || position == start else { return }
    if position > start, word?.startsDeclaration == true || token.startsLine && kind.isName {
      return
    }
    if position == start, !at(.rightBrace) { skipOne() }
    if at(.leftBrace) { skipGroup() }
    skipToDeclaration(from: start)
  }

  /// A declaration after the end of its contract: it is read as part of the contract before it, so
  /// that one brace too many does not make every later name unknown.
  private mutating func readOutside(_ items: inout [ParsedFile.Item], say: Bool) {
    var owner: Module?
    if case .module(let module)? = items.last { owner = module }
    if say {
      let closing = owner.map {
        Label($0.span.end, "\($0.kind.rawValue) `\($0.name.text)` ends here")
      }
      report(
        .outsideContract, "a declaration stands in a contract or a library",
        at: span(at: position), secondary: closing.map { [$0] } ?? [],
        help: [
          owner == nil
            ? "begin the file with `contract NAME {`, and end it with `}`"
            : "look for a `}` too many before it"
        ])
      quietAt = -1
    }
    var declarations = owner?.declarations ?? []
    readDeclaration(into: &declarations)
    guard let owner else { return }
    items[items.count - 1] = .module(
      Module(
        kind: owner.kind, name: owner.name, declarations: declarations,
        span: owner.span.join(span(from: max(0, position - 1)))))
  }

  private mutating func readUnknownItem(_ items: inout [ParsedFile.Item]) {
    let words: [Word] = [.contract, .library, .spec, .law, .example, .proposal]
    if kind.isName, case .name = peek(), peek(2) == .symbol(.leftBrace) {
      let near = nearest(text(at: position), among: words.map(\.rawValue))
      let meant = near.flatMap(Word.init(rawValue:)) ?? .contract
      report(
        .unknownDeclaration, "`\(text(at: position))` begins no part of a file",
        at: span(at: position), help: ["did you mean `\(meant.rawValue)`?"])
      quietAt = -1
      if let module = parseModule() { items.append(.module(module)) }
      return
    }
    if kind.isName, let meant = meantDeclaration {
      report(
        .unknownDeclaration, "`\(text(at: position))` begins no part of a file",
        at: span(at: position), help: ["did you mean `\(meant.rawValue)`, inside a contract?"])
    } else {
      reportExpected(
        .expectedDeclaration, "a contract, a library, a law or an example",
        help: kind == .symbol(.leftBrace) ? ["write `contract NAME` before the brace"] : [],
        here: true)
    }
    advance()
    skipToItem()
  }

  private mutating func skipToItem() {
    while !atEnd {
      if token.startsLine, startsItem || word?.startsDeclaration == true { return }
      switch kind {
      case .symbol(.leftBrace), .symbol(.leftParenthesis), .symbol(.leftBracket): skipGroup()
      default: advance()
      }
    }
  }
}
