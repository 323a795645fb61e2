import Diagnostics

extension ParsedFile {
  /// The tree as nested lists, without places: two files with one outline mean the same.
  package var outline: String {
    var outline = Outline()
    for item in items { outline.add(item) }
    return outline.text
  }
}

/// Writes a tree as `(head part part ..)`.
struct Outline {
  private(set) var text = ""

  mutating func list(_ head: String, _ parts: (inout Outline) -> Void) {
    atom("(" + head)
    parts(&self)
    text += ")"
  }

  mutating func atom(_ word: String) {
    if !text.isEmpty { text += " " }
    text += word
  }

  mutating func add(_ name: Name) { atom(name.text) }

  mutating func add(_ name: Name?) { atom(name?.text ?? "_") }

  mutating func add(_ names: [Name]) { list("names") { for name in names { $0.add(name) } } }

  mutating func add(_ name: QualifiedName) {
    atom((name.qualifier.map { $0.text + "." } ?? "") + name.name.text)
  }

  mutating func add(_ literal: StringLiteral?) {
    if let literal { atom("\"\(literal.text)\"") }
  }

  mutating func add(_ item: ParsedFile.Item) {
    switch item {
    case .module(let module):
      list(module.kind.rawValue) { outline in
        outline.add(module.name)
        for declaration in module.declarations { outline.add(declaration) }
      }
    case .law(let law): add(law)
    case .example(let example): add(example)
    case .spec(let spec): add(spec)
    case .proposal(let proposal): add(proposal)
    }
  }

  mutating func add(_ type: TypeExpression) {
    list(type.integer == nil ? "type" : "int") { outline in
      for term in type.terms { outline.add(term) }
    }
  }

  mutating func add(_ term: UnitTerm) {
    list("term") { outline in
      outline.add(term.name)
      if let index = term.index { outline.add(index.value) }
      outline.atom("\(term.exponent)")
    }
  }

  mutating func add(_ range: RangeExpression?) {
    guard let range else { return }
    list("range") { outline in
      outline.add(range.lower)
      outline.add(range.upper)
    }
  }

  mutating func add(_ message: Message?) {
    guard let message else { return }
    list("message") { outline in
      for part in message.parts {
        switch part {
        case .text(let text): outline.atom("\"\(text)\"")
        case .hole(let expression): outline.add(expression)
        }
      }
    }
  }
}
