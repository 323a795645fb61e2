/// The digest of a state: equal for equal states on every machine and in every version that knows
/// the encoding.
///
/// # The encoding
///
/// Everything is a word of 16 bytes, the lowest byte first, in this order:
///
///     "plimsoll.state.1"                    what this is, as 16 characters
///     parameters, states, tables            how many there are of each
///     fields, rows                          for every table
///     the parameters, the states, the clock
///     the columns                           of each table in turn, by field, by row
///
/// The digest is the SHA-256 of these bytes. Counts come first, so no two states have the same
/// bytes.
package struct StateHasher {
  private var hash = SHA256()

  package init(parameters: Int, states: Int, tables: [(fields: Int, rows: Int)]) {
    hash.update("plimsoll.state.1".utf8)
    for count in [parameters, states, tables.count] { hash.update(Int128(count)) }
    for table in tables {
      hash.update(Int128(table.fields))
      hash.update(Int128(table.rows))
    }
  }

  /// The next words in the order of the encoding.
  package mutating func append(_ words: some Sequence<Int128>) {
    for word in words { hash.update(word) }
  }

  package consuming func finish() -> Digest { hash.finish() }
}
