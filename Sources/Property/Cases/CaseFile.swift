/// A run that broke something, as it is kept: what was run, what was decided, and what came of it in
/// words.
///
/// The file is text, one thing a line, and every case has exactly one text, so whatever was cut
/// off, edited or made by another version is told from a whole case before anything of it is used.
///
///     plimsoll case 1
///     file Contracts/bank.risk
///     name Bank
///     claim solvent
///     result smallest
///     sources 6c0d..
///     program 91fe..
///     seed 7
///     rows Account 4
///     steps 2
///       0 1 3 | deposit(1_000 USD) as Account[0]
///       - | after 1h, settle()
///     story 1
///       Account 0 pays in 1_000 USD.
///     checksum 8f0c..
package struct CaseFile: Hashable, Sendable {
  /// The file with what was run, as a path from the folder that the folder of cases stands in.
  package var file: String
  /// The contract or spec in that file.
  package var name: String
  /// What was broken.
  package var claim: String
  package var result: Result
  /// Stands for the sources that were run; the digits of a hash.
  package var sources: String
  /// The same for what they were compiled to.
  package var program: String
  package var seed: UInt64
  package var rows: [Rows]
  package var steps: [Step]
  /// For people. Nothing is ever read from it.
  package var story: [String]

  /// What the run was shrunk to.
  package enum Result: String, Hashable, Sendable, CaseIterable {
    case smallest, worst
  }

  /// How many rows a table had.
  package struct Rows: Hashable, Sendable {
    package var table: String
    package var count: Int

    package init(table: String, count: Int) {
      self.table = table
      self.count = count
    }
  }

  package struct Step: Hashable, Sendable {
    package var words: ChoiceSequence.Step
    /// What the words decided, for people.
    package var text: String

    package init(words: ChoiceSequence.Step, text: String) {
      self.words = words
      self.text = text
    }
  }

  package init(
    file: String, name: String, claim: String, result: Result = .smallest, sources: String,
    program: String, seed: UInt64, rows: [Rows], steps: [Step], story: [String]
  ) {
    self.file = CaseFile.line(file)
    self.name = CaseFile.line(name)
    self.claim = CaseFile.line(claim)
    self.result = result
    self.sources = CaseFile.line(sources)
    self.program = CaseFile.line(program)
    self.seed = seed
    self.rows = rows.map { Rows(table: CaseFile.line($0.table), count: max(0, $0.count)) }
    self.steps = steps.map { Step(words: $0.words, text: CaseFile.line($0.text)) }
    self.story = story.map(CaseFile.line)
  }

  package var sequence: ChoiceSequence { ChoiceSequence(steps: steps.map(\.words)) }

  /// `solvent-1a2b3c4d.case`: the same run that breaks the same thing has the same name.
  package var fileName: String {
    let letters = claim.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        ? scalar : "_"
    }
    var checksum = Checksum()
    for text in [file, name, claim] { checksum.add(Array(text.utf8) + [0]) }
    checksum.add(sequence.trimmed.bytes)
    let stem = String(String.UnicodeScalarView(letters.prefix(60)))
    return "\(stem)-\(checksum.description.prefix(8)).case"
  }

  /// A text as one line that any terminal shows as it is.
  private static func line(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
        .unassigned:
        scalars.append(" ")
      default: scalars.append(scalar)
      }
    }
    // Blanks at the ends of lines do not survive editors.
    let blanks: (Unicode.Scalar) -> Bool = { $0 == " " }
    let first = scalars.firstIndex { !blanks($0) } ?? scalars.endIndex
    let last = scalars.lastIndex { !blanks($0) }.map { scalars.index(after: $0) } ?? first
    return String(String.UnicodeScalarView(scalars[first..<max(first, last)]))
  }
}

/// Tells a text from what it was before somebody changed it; no protection from somebody who wants
/// to deceive. FNV-1a of 128 bits: one changed byte always changes it.
struct Checksum: CustomStringConvertible {
  private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      state = (state ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
    }
  }

  var description: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
