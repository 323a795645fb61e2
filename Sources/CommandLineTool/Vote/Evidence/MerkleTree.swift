import Machine

/// A tree of digests over the accounts of a snapshot: its root stands for all of them, and a holder
/// who is given the digests beside the way from his account to the root sees that he is in it.
///
///              root
///            /      \
///          a b       c        an odd one out goes up as it is
///         /   \     /
///        a     b   c          leaves: H(0, blind, account)
///
/// The blind of a leaf comes from all bytes of the file, so whoever has not got the file cannot find
/// out what stands in a leaf beside his own by trying.
struct MerkleTree {
  /// From the leaves to the root.
  private let levels: [[Digest]]

  /// A neighbour on the way to the root.
  struct Step: Equatable {
    let digest: String
    let isLeft: Bool
  }

  /// - Parameter leaves: at least one, or the root stands for nothing.
  init(_ leaves: [Digest]) {
    var levels = [leaves.isEmpty ? [MerkleTree.hash(0, [])] : leaves]
    while let level = levels.last, level.count > 1 {
      levels.append(
        stride(from: 0, to: level.count, by: 2).map { place in
          place + 1 < level.count
            ? MerkleTree.join(level[place].bytes, level[place + 1].bytes) : level[place]
        })
    }
    self.levels = levels
  }

  var root: Digest { levels[levels.count - 1][0] }

  /// The neighbours of a leaf, from the leaf to the root.
  func proof(ofLeaf number: Int) -> [Step] {
    var place = number
    var steps: [Step] = []
    for level in levels.dropLast() {
      let other = place ^ 1
      if level.indices.contains(other) {
        steps.append(Step(digest: "\(level[other])", isLeft: other < place))
      }
      place /= 2
    }
    return steps
  }

  static func leaf(_ account: [UInt8], blind: [UInt8]) -> Digest {
    hash(0, blind + account)
  }

  static func join(_ left: [UInt8], _ right: [UInt8]) -> Digest { hash(1, left + right) }

  /// Leaves and inner digests begin differently, so none can pass for the other.
  private static func hash(_ kind: UInt8, _ bytes: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update([kind])
    hash.update(bytes)
    return hash.finish()
  }
}
