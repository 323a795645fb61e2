// The second half of the opcode table: rows, state, loops and columns.
extension Opcode {
  var columnAndStateRow: OpcodeRow {
    switch self {
    case .checkRow: OpcodeRow("check-row", 1, "reverts unless a is a row of b", .read, .table)
    case .checkNumber:
      OpcodeRow("check-number", 1, "reverts unless b has a row numbered a", .read, .table)
    case .checkArgument:
      OpcodeRow("check-argument", 0, "reverts unless a is a row of b or none", .read, .table)
    case .checkRange:
      OpcodeRow("check-range", 1, "reverts unless a is within b", .read, .bounds)
    case .combine:
      OpcodeRow(
        "combine", 2, "checks row b of c; a = a * rows of c + b", .update, .read, .table)
    case .key: OpcodeRow("key", 3, "a = the row that key c of row b names", .write, .read, .key)
    case .load: OpcodeRow("load", 2, "a = column c at row b", .write, .read, .stateColumn)
    case .store: OpcodeRow("store", 2, "a = b", .stateWord, .read)
    case .storeField:
      OpcodeRow("store-field", 2, "column b at row a = c", .read, .stateColumn, .read)

    case .addToField: Self.change("add-to-field", "column b at row a gains c", .stateColumn, .read)
    case .subtractFromField:
      Self.change("subtract-from-field", "column b at row a loses c", .stateColumn, .read)
    case .addToState:
      OpcodeRow("add-to-state", 1, "a gains b, and pays store", .stateWord, .read)
    case .subtractFromState:
      OpcodeRow("subtract-from-state", 1, "a loses b, and pays store", .stateWord, .read)

    case .rowsAll: OpcodeRow("rows-all", 0, "list a = the rows of b", .list, .table)
    case .rowsNone: OpcodeRow("rows-none", 0, "list a = no rows yet", .list)
    case .append: OpcodeRow("append", 0, "list a gains row b", .list, .read)
    case .appendKey:
      OpcodeRow(
        "append-key", 0, "the next row's key number c of list a is b", .list, .read, .immediate)
    case .sort:
      OpcodeRow(
        "sort", 2, "sorts list a by its b keys, bits of c descending; a * log2 a",
        .list, .immediate, .immediate)
    case .pick:
      OpcodeRow(
        "pick", 2, "puts first in list a what sort would; a * log2 a",
        .list, .immediate, .immediate)
    case .limit: OpcodeRow("limit", 0, "list a keeps at most b rows", .list, .read)
    case .rowCount: OpcodeRow("row-count", 0, "a = rows in list b", .write, .list)
    case .firstRow: OpcodeRow("first-row", 0, "a = first row of list b", .write, .list)
    case .beginRows:
      OpcodeRow(
        "begin-rows", 1, "a = first row of list b, or skips c free of charge",
        .write, .list, .forward)
    case .nextRow:
      OpcodeRow(
        "next-row", 1, "a = next row of list b and goes back c, or goes on free of charge",
        .write, .list, .backward)
    case .beginTimes:
      OpcodeRow(
        "begin-times", 1, "counts b runs in a, or skips c free of charge",
        .times, .read, .forward)
    case .nextTime:
      OpcodeRow(
        "next-time", 1, "goes back c while runs are left in a, or goes on free of charge",
        .times, .unused, .backward)
    case .sumStart: OpcodeRow("sum-start", 0, "sum a = 0", .sum)
    case .sumAdd: OpcodeRow("sum-add", 1, "sum a gains b, whatever its size", .sum, .read)
    case .sumEnd: OpcodeRow("sum-end", 0, "a = sum b, which must fit", .write, .sum)
    case .valuesStart: OpcodeRow("values-start", 0, "values a = none yet", .values)
    case .valuesAdd: OpcodeRow("values-add", 1, "values a gain b", .values, .read)
    case .median:
      OpcodeRow("median", 2, "a = the middle one of values b; b * log2 b", .write, .values)

    case .fill: OpcodeRow("fill", 1, "every cell of a = b; a cell", .localColumn, .read)
    case .loadCell: OpcodeRow("load-cell", 0, "a = cell b of c", .write, .read, .localColumn)
    case .storeCell: OpcodeRow("store-cell", 1, "cell a of b = c", .read, .localColumn, .read)
    case .swapColumns:
      OpcodeRow("swap-columns", 0, "a and b change places", .localColumn, .localColumn)

    case .emit: OpcodeRow("emit", 4, "event a with its values", .event, .eventBlock)
    case .old: OpcodeRow("old", 4, "the state as it was before the outermost call")
    case .present: OpcodeRow("present", 0, "the state as it is")
    case .trial:
      OpcodeRow("trial", 8, "a = whether action call c would succeed", .write, .unused, .trial)

    case .request:
      OpcodeRow("request", 1, "asks the world for a and waits", .request, .requestBlock)
    case .drawBetween:
      OpcodeRow(
        "draw-between", 20, "a = a random word from b to b', for row b'', at c",
        .write, .block(3), .drawSite)
    case .drawNormal:
      OpcodeRow(
        "draw-normal", 40, "a = a random normal deviation, for row b, at c",
        .write, .block(1), .drawSite)

    case .mark: OpcodeRow("mark", 0, "notes that a was reached", .mark)
    case .near:
      OpcodeRow("near", 0, "notes how far apart a and b are, at c", .read, .read, .nearSite)

    default: columnRow
    }
  }

  private var columnRow: OpcodeRow {
    switch self {
    case .vector:
      OpcodeRow(
        "vector", 0, "column code until end-vector; goes on c further where a lane fails",
        .unused, .unused, .forward)
    case .endVector: OpcodeRow("end-vector", 0, "the column code stands")
    case .strips:
      OpcodeRow("strips", 0, "the first strip of a, or skips c", .table, .unused, .forward)
    case .nextStrip:
      OpcodeRow("next-strip", 0, "the next strip and back c, or on", .unused, .unused, .backward)
    case .recall:
      OpcodeRow("recall", 0, "finds the rows that memory a no longer holds for", .memory)
    case .addKept: OpcodeRow("add-kept", 0, "sum a gains the values memory b keeps", .sum, .memory)
    case .remember: OpcodeRow("remember", 0, "memory a holds for every row", .memory)
    case .surveyRows:
      OpcodeRow("survey-rows", 0, "list a gains the rows that survey b finds", .list, .survey)
    case .surveySum:
      OpcodeRow("survey-sum", 0, "sum a gains what survey b finds for all rows", .sum, .survey)
    case .surveyKeys:
      OpcodeRow(
        "survey-keys", 0, "keys of list a, key number c: what survey b finds for its rows",
        .list, .survey, .immediate)
    case .columnCharge: OpcodeRow("column-charge", 0, "spends a more gas a lane", .immediate)
    case .selectAll:
      OpcodeRow(
        "select-all", 0, "a = every lane of the strip; what follows works on these",
        .selectionWritten)
    case .use: OpcodeRow("use", 0, "what follows works on the lanes of a", .selection)
    case .selectUnion:
      OpcodeRow(
        "select-union", 0, "a = lanes of b or c", .selectionWritten, .selection, .selection)
    case .selectExcept:
      OpcodeRow(
        "select-except", 0, "a = lanes of b, not of c", .selectionWritten, .selection, .selection)
    case .selectTrue:
      OpcodeRow("select-true", 0, "a = lanes where b", .selectionWritten, .lanes)
    case .selectLess: Self.choice("select-less", "b < c", .lanes)
    case .selectLessOrEqual: Self.choice("select-less-or-equal", "b <= c", .lanes)
    case .selectEqual: Self.choice("select-equal", "b == c", .lanes)
    case .selectNotEqual: Self.choice("select-not-equal", "b != c", .lanes)
    case .selectBelow: Self.choice("select-below", "b < word c", .read)
    case .selectAtMost: Self.choice("select-at-most", "b <= word c", .read)
    case .selectAbove: Self.choice("select-above", "b > word c", .read)
    case .selectAtLeast: Self.choice("select-at-least", "b >= word c", .read)
    case .selectIs: Self.choice("select-is", "b == word c", .read)
    case .selectIsNot: Self.choice("select-is-not", "b != word c", .read)
    case .selectBelowProduct:
      OpcodeRow(
        "select-below-product", 5, "a = lanes where b < c * word of the next instruction's a",
        .selectionWritten, .lanes, .lanes)
    case .columnAdd: Self.map("column-add", 1, "b + c", .lanes)
    case .columnAddWord: Self.map("column-add-word", 1, "b + word c", .read)
    case .columnSubtract: Self.map("column-subtract", 1, "b - c", .lanes)
    case .columnSubtractWord: Self.map("column-subtract-word", 1, "b - word c", .read)
    case .columnSubtractFrom: Self.map("column-subtract-from", 1, "word c - b", .read)
    case .columnMultiply: Self.map("column-multiply", 4, "b * c, fixed point", .lanes)
    case .columnMultiplyWord: Self.map("column-multiply-word", 4, "b * word c", .read)
    case .columnMultiplyWords: Self.map("column-multiply-words", 3, "b * c, integers", .lanes)
    case .columnMultiplyAdd:
      OpcodeRow(
        "column-multiply-add", 5, "a = b * c + lanes of the next instruction's a, fixed point",
        .lanesWritten, .lanes, .lanes)
    case .columnMultiplyMagnitude:
      Self.map("column-multiply-magnitude", 5, "|b| * word c", .read)
    case .columnMultiplyDivide:
      OpcodeRow(
        "column-multiply-divide", 10,
        "a = b * c / lanes of the next instruction's a, rounded once by its b",
        .lanesWritten, .lanes, .lanes)
    case .columnDivide: Self.map("column-divide", 6, "b / c, fixed point", .lanes)
    case .columnNegate: Self.map("column-negate", 1, "-b")
    case .columnNot: Self.map("column-not", 1, "not b")
    case .columnAbsolute: Self.map("column-absolute", 1, "|b|")
    case .columnMinimum: Self.map("column-minimum", 1, "the lesser of b and c", .lanes)
    case .columnMaximum: Self.map("column-maximum", 1, "the greater of b and c", .lanes)
    case .columnMinimumWord: Self.map("column-minimum-word", 1, "the lesser of b, word c", .read)
    case .columnMaximumWord: Self.map("column-maximum-word", 1, "the greater of b, word c", .read)
    case .columnCopy: Self.map("column-copy", 0, "b")
    case .columnBroadcast:
      OpcodeRow("column-broadcast", 0, "a = word b in every lane", .lanesWritten, .read)
    case .columnRows: OpcodeRow("column-rows", 0, "a = the rows themselves", .lanesWritten)
    case .columnKey:
      OpcodeRow(
        "column-key", 3, "a = the row that key c of row b names", .lanesWritten, .lanes, .key)
    case .columnLoad:
      OpcodeRow("column-load", 2, "a = column c at row b", .lanesWritten, .lanes, .stateColumn)
    case .columnTruth:
      OpcodeRow("column-truth", 0, "a = 1 in lanes of b, else 0", .lanesWritten, .selection)
    case .columnCheckRange:
      OpcodeRow("column-check-range", 1, "falls back unless a is within b", .lanes, .bounds)
    case .columnSum: OpcodeRow("column-sum", 1, "sum a gains b", .sum, .lanes)
    case .columnLeast: OpcodeRow("column-least", 1, "a = the least of a and b", .update, .lanes)
    case .columnGreatest:
      OpcodeRow("column-greatest", 1, "a = the greatest of a and b", .update, .lanes)
    case .columnCount: OpcodeRow("column-count", 0, "a gains the number of lanes", .update)
    case .columnAppend: OpcodeRow("column-append", 0, "list a gains the lanes' rows", .list)
    case .columnAppendKey:
      OpcodeRow(
        "column-append-key", 0, "keys of list a, key number c: b", .list, .lanes, .immediate)
    case .columnValues: OpcodeRow("column-values", 1, "values a gain b", .values, .lanes)
    case .selectStale:
      OpcodeRow(
        "select-stale", 0, "forgets in memory b the lanes it does not hold for, and goes on with a",
        .selectionWritten, .memory)
    case .keepChosen:
      OpcodeRow(
        "keep-chosen", 0, "memory b keeps the lanes as chosen; a = all it keeps of the strip",
        .selectionWritten, .memory)
    case .keepValues: OpcodeRow("keep-values", 0, "memory a keeps b", .memory, .lanes)
    default: OpcodeRow("\(self)", 0, "")
    }
  }

  private static func change(
    _ name: String, _ effect: String, _ b: Operand, _ c: Operand
  ) -> OpcodeRow {
    OpcodeRow(name, 1, effect + ", and pays store-field", .read, b, c)
  }

  private static func choice(_ name: String, _ condition: String, _ c: Operand) -> OpcodeRow {
    OpcodeRow(name, 1, "a = lanes where \(condition)", .selectionWritten, .lanes, c)
  }

  private static func map(
    _ name: String, _ cost: Int, _ effect: String, _ c: Operand = .unused
  ) -> OpcodeRow {
    OpcodeRow(name, cost, "a = \(effect)", .lanesWritten, .lanes, c)
  }
}
