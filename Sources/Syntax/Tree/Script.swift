import Diagnostics

/// A script for one contract: what an example says, a line at a time, and questions in between.
///
///     population Account = 3
///     set mark = 100, Account[0] = { collateral: 5 }
///     publish(120) as oracle
///     after 1h
///     print equity(Account[0])
///     equity(Account[1])
///     then mark == 120
package struct Script: Sendable {
  package let source: SourceID
  package let lines: [Line]

  package init(source: SourceID, lines: [Line]) {
    self.source = source
    self.lines = lines
  }

  package struct Line: Sendable {
    package let kind: Kind
    package let span: Span

    package init(_ kind: Kind, _ span: Span) {
      self.kind = kind
      self.span = span
    }
  }

  package enum Kind: Sendable {
    case population([Example.Population])
    /// With or without `set` or `given` in front.
    case set([Example.Assignment])
    /// With or without `when` in front. A single call may be one of a function, and then asks for
    /// its value.
    case steps([Example.Step])
    /// With or without `print` in front.
    case print([Expression])
    case then([Example.Check])
  }
}
