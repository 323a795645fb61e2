import Semantics

/// The routines of a spec, and what they may ask for.
package struct Routines: Sendable {
  /// Words of each request.
  package let requests: [Int]
  package let drawSites: Int
  package let all: [(routine: SpecRoutine, layer: Layer)]

  package init(
    requests: [Int] = [], drawSites: Int = 0, all: [(routine: SpecRoutine, layer: Layer)] = []
  ) {
    self.requests = requests
    self.drawSites = drawSites
    self.all = all
  }

  /// What may run while a routine waits. Each layer's registers begin after those of the layers
  /// before, so that what waits finds everything as it left it; within a layer one runs at a time.
  package enum Layer: Int, Sendable, CaseIterable {
    /// Agents, setups and delayed bodies: while one waits, handlers and actions run.
    case turn
    /// While one waits, actions run.
    case handler
  }
}
