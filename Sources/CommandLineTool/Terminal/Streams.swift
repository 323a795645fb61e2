import Diagnostics

/// Where a command's results and remarks go. Tests collect them; the program writes them out.
package final class Output {
  private var pending: [UInt8] = []
  private let sink: ([UInt8]) -> Bool
  /// Nobody reads it any more.
  package private(set) var isBroken = false
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

/// Where a command reads what is handed to it while it runs.
package struct Input {
  package let isTerminal: Bool
  /// At most so many bytes, as soon as there are some; none at the end; `nil` when they cannot be
  /// read.
  package let read: (_ limit: Int) -> [UInt8]?

  package init(isTerminal: Bool = false, read: @escaping (_ limit: Int) -> [UInt8]?) {
    self.isTerminal = isTerminal
    self.read = read
  }

  /// Bytes that are all there already.
  package init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    self.init { limit in
      defer { rest = rest.dropFirst(limit) }
      return Array(rest.prefix(limit))
    }
  }

  /// Everything up to the end, or to a limit.
  package func all(_ limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < limit {
      guard let part = read(min(65_536, limit - bytes.count)) else { return nil }
      if part.isEmpty { break }
      bytes += part
    }
    return bytes
  }
}

/// The streams of one run, and what the surroundings say about them.
package struct Streams {
  package let output: Output
  package let errors: Output
  package let input: Input
  /// `NO_COLOR` is set, or the terminal is a dumb one.
  package let refusesColour: Bool
  package let interruption: Interruption

  package init(
    input: Input = Input([]), output: Output, errors: Output, refusesColour: Bool = false,
    interruption: Interruption = .never
  ) {
    self.input = input
    self.output = output
    self.errors = errors
    self.refusesColour = refusesColour
    self.interruption = interruption
  }

  /// The streams of the process.
  package static func standard() -> Streams {
    System.ignoreBrokenPipes()
    // Build servers that offer a terminal keep what is drawn on it in a log all the same.
    let isPlain = !(System.variable("CI") ?? "").isEmpty
    return Streams(
      input: Input(isTerminal: System.isTerminal(0)) { System.readSome(descriptor: 0, limit: $0) },
      output: Output(isTerminal: System.isTerminal(1) && !isPlain) { System.deliver($0, to: 1) },
      errors: Output(isTerminal: System.isTerminal(2) && !isPlain) { System.deliver($0, to: 2) },
      refusesColour: !(System.variable("NO_COLOR") ?? "").isEmpty
        || System.variable("TERM") == "dumb",
      interruption: Interruption(listen: System.listenForInterrupts) { System.isInterrupted })
  }
}

/// How a person asks a long command to stop: Ctrl-C, which a command that listens answers by
/// stopping where it can be stopped and saying what is known.
package struct Interruption {
  /// From here on the command looks; until then a person's Ctrl-C ends the process.
  package let listen: () -> Void
  package let isRaised: () -> Bool

  package init(listen: @escaping () -> Void = {}, isRaised: @escaping () -> Bool) {
    self.listen = listen
    self.isRaised = isRaised
  }

  package static var never: Interruption { Interruption { false } }
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
