import Numerics

/// What, besides its place in the spec, names a random word.
package struct DrawContext: Hashable, Sendable {
  package var seed: UInt64
  package var path: UInt64
  package var step: UInt64
  /// Which of several like it the routine runs for: the agent's number among its like, or the
  /// number of the event in its step.
  package var instance: UInt64

  package init(seed: UInt64, path: UInt64, step: UInt64, instance: UInt64) {
    self.seed = seed
    self.path = path
    self.step = step
    self.instance = instance
  }
}

extension Core {
  /// Purposes of streams that belong to places in a spec have this bit, so that they meet no other.
  private static let purposeOfSites: UInt64 = 1 << 63

  /// A word from a stream of its own: for this place, row, and number of times it has been here
  /// since the routine began. So a draw more, elsewhere or for another row, changes nothing here.
  static func draw(_ i: Instruction, _ core: UnsafeMutablePointer<Core>) -> Stop? {
    let m = core.pointee.arena
    let (a, b, site) = (Int(i.a), Int(i.b), Int(i.c))
    let context = core.pointee.draws
    let occurrence = core.pointee.occurrences[site]
    core.pointee.occurrences[site] = occurrence &+ 1
    let row = UInt64(truncatingIfNeeded: m[i.opcode == .drawNormal ? b : b + 2])
    var stream = RandomStream(
      seed: context.seed,
      purpose: purposeOfSites | (context.instance &<< 16) & ~purposeOfSites
        | UInt64(truncatingIfNeeded: site),
      path: context.path, step: context.step
    ).split(row &<< 32 | UInt64(occurrence))
    if i.opcode == .drawNormal {
      do { m[a] = try StandardNormal.quantile(stream.next()) } catch { return .overflow }
      return nil
    }
    guard m[b] <= m[b + 1] else { return .domain }
    m[a] = stream.integer(in: m[b]...m[b + 1])
    return nil
  }
}
