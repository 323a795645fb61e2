import Numerics

/// Counts of words in equal parts of a range, for a chart.
package struct Histogram: Hashable, Sendable {
  package var below: UInt64 = 0
  package var buckets: [UInt64]
  package var above: UInt64 = 0
}

extension Distribution {
  /// How many words fall into each of `buckets` equal parts of `range`, the last with its upper edge.
  ///
  /// A bin that lies across an edge is counted where its mean is, so a count may be off by the words
  /// of the bins at its edges. At most 4,096 buckets; a range of one word has one part of its own.
  package func histogram(buckets: Int, in range: ClosedRange<Int128>) -> Histogram {
    let parts = Swift.min(Swift.max(buckets, 1), 4096)
    var histogram = Histogram(buckets: [UInt64](repeating: 0, count: parts))
    let low = UInt128(truncatingIfNeeded: range.lowerBound)
    let width = UInt128(truncatingIfNeeded: range.upperBound) &- low
    for cell in cells {
      let word = cell.mean(.down)
      if word < range.lowerBound {
        histogram.below += cell.count
      } else if word > range.upperBound {
        histogram.above += cell.count
      } else {
        let offset = UInt128(truncatingIfNeeded: word) &- low
        let product = Wide.product(offset, UInt128(parts))
        let part = offset >= width ? UInt128(parts - 1) : quotient(product, width)
        histogram.buckets[Int(part)] += cell.count
      }
    }
    return histogram
  }

  /// Fits: the offset is below the width, so the quotient is below the number of parts.
  private func quotient(_ product: (high: UInt128, low: UInt128), _ width: UInt128) -> UInt128 {
    Wide.divide(product.high, product.low, by: width).quotient
  }
}
