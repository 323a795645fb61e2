import Campaign
import Machine
import Numerics
import Semantics

/// The accounts of a snapshot as leaves of a tree.
struct AccountLeaves {
  /// What each account holds, as one line of text.
  let texts: [String]
  let blinds: [[UInt8]]

  /// - Parameter bytes: the file the snapshot was read from.
  init(_ holdings: Holdings, _ contract: CheckedContract, file bytes: [UInt8]) {
    var fields = [String](repeating: "", count: holdings.labels.count)
    for cell in holdings.cells where fields.indices.contains(cell.account) {
      let table = contract.tables[cell.table]
      fields[cell.account] +=
        " \(table.name).\(cell.row).\(table.fields[cell.field].name)=\(cell.word)"
    }
    texts = zip(holdings.labels, fields).map { AccountLeaves.quoted($0) + $1 }
    var hash = SHA256()
    hash.update("plimsoll blind".utf8)
    hash.update(bytes)
    let secret = hash.finish().bytes
    blinds = texts.indices.map { number in
      var hash = SHA256()
      hash.update(secret)
      hash.update("\(number)".utf8)
      return hash.finish().bytes
    }
  }

  var tree: MerkleTree {
    MerkleTree(
      zip(texts, blinds).map { MerkleTree.leaf(Array($0.utf8), blind: $1) })
  }

  /// No account can be called so that it looks like another with other fields.
  private static func quoted(_ label: String) -> String {
    "\""
      + label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n") + "\""
  }
}
