import Diagnostics

/// One token with the blanks and comments before it. Concatenating `leading` and `text` ranges of
/// all tokens, the end-of-file token last, gives the source back byte for byte.
package struct Token: Sendable {
  package let kind: TokenKind
  /// Blanks, newlines and comments before the token, as byte offsets.
  package let leading: Range<Int>
  /// The token itself, as byte offsets.
  package let text: Range<Int>
  /// First on its line.
  package let startsLine: Bool

  package init(kind: TokenKind, leading: Range<Int>, text: Range<Int>, startsLine: Bool) {
    self.kind = kind
    self.leading = leading
    self.text = text
    self.startsLine = startsLine
  }
}
