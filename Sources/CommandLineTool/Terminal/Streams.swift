import Diagnostics

/// Where a command's results and remarks go. Tests collect them; the program writes them out.
package final class Output {
  private var pending: [UInt8] = []
  private let sink: ([UInt8]) -> Bool
  private var isBroken = false
  package let isTerminal: Bool

  /// - Parameter sink: takes bytes; false when nobody reads them any more.
  package init(isTerminal: Bool = false, sink: @escaping ([UInt8]) -> Bool) {
    self.isTerminal = isTerminal
    self.sink = sink
  }

  package func write(_ text: String) {
    guard !isBroken else { return }
    pending += text.utf8
    if pending.count > 65_536 { flush() }
  }

  package func write(_ bytes: [UInt8]) {
    guard !isBroken else { return }
    pending += bytes
    if pending.count > 65_536 { flush() }
  }

  package func line(_ text: String = "") { write(text + "\n") }

  package func flush() {
    guard !pending.isEmpty else { return }
    if !sink(pending) { isBroken = true }
    pending.removeAll(keepingCapacity: true)
  }
}

/// The streams of one run, and what the surroundings say about them.
package struct Streams {
  package let output: Output
  package let errors: Output
  /// All of standard input, up to a limit; `nil` when it cannot be read.
  package let readInput: (_ limit: Int) -> [UInt8]?
  /// `NO_COLOR` is set, or the terminal is a dumb one.
  package let refusesColour: Bool

  package init(
    output: Output, errors: Output, refusesColour: Bool = false,
    readInput: @escaping (Int) -> [UInt8]? = { _ in [] }
  ) {
    self.output = output
    self.errors = errors
    self.refusesColour = refusesColour
    self.readInput = readInput
  }

  /// The streams of the process.
  package static func standard() -> Streams {
    System.ignoreBrokenPipes()
    return Streams(
      output: Output(isTerminal: System.isTerminal(1)) { System.deliver($0, to: 1) },
      errors: Output(isTerminal: System.isTerminal(2)) { System.deliver($0, to: 2) },
      refusesColour: !(System.variable("NO_COLOR") ?? "").isEmpty
        || System.variable("TERM") == "dumb",
      readInput: { try? System.read(descriptor: 0, limit: $0) })
  }
}

/// `--color`: when to use colour.
enum ColourChoice: String, CaseIterable {
  case auto, always, never

  func palette(for output: Output, _ streams: Streams) -> Palette {
    switch self {
    case .always: .colour
    case .never: .plain
    case .auto: output.isTerminal && !streams.refusesColour ? .colour : .plain
    }
  }
}
