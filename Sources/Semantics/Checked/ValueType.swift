/// Indices into the arrays of a `CheckedContract`, named for what they count.
package typealias ParameterID = Int
package typealias StateID = Int
package typealias TableID = Int
package typealias FieldID = Int
package typealias EnumerationID = Int
package typealias EventID = Int
package typealias FunctionID = Int
package typealias ActionID = Int
package typealias RoleID = Int
/// Slots in the `Frame` of one body.
package typealias LocalID = Int
package typealias ColumnID = Int

/// What a 128-bit word means. Every value of the language is one word:
/// a fixed-point number holds 10^18 times its value, an integer itself, a time the seconds since
/// 1970 times 10^18, a truth 0 or 1, a row its number or -1 for `none`, an enum the member's place.
package enum ValueType: Hashable, Sendable {
  case fixed(Dimension)
  case integer(Dimension)
  case time
  case truth
  case row(TableID)
  case enumeration(EnumerationID)
  /// The type of something already reported; it agrees with everything, so one mistake stays one.
  case unknown
}

extension ValueType {
  package static let ratio = ValueType.fixed(.none)
  package static let duration = ValueType.fixed(.duration)
  package static let count = ValueType.integer(.none)

  /// The word a field or state of this type starts with where no default is written.
  package var initialWord: Int128 {
    if case .row = self { noRow } else { 0 }
  }
}

/// The word of a row reference that points nowhere.
package let noRow: Int128 = -1
