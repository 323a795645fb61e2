import Machine

// What a program has beside its code.
extension ProgramMutator {
  mutating func changeTables() {
    let number = below(program.tables.count)
    edit { program, random in
      guard program.tables.indices.contains(number) else { return }
      switch random(7) {
      case 0: program.tables[number].initial.append(Int128(random(9)))
      case 1: _ = program.tables[number].initial.popLast()
      case 2: program.tables[number].keys.append(random(program.tables.count + 1))
      case 3: _ = program.tables[number].keys.popLast()
      case 4:
        let width = program.tables[number].initial.count
        program.tables[number].fixedRows = [[Int128]](
          repeating: [Int128](repeating: 3, count: width), count: random(4))
      case 5: program.tables.append(Program.Table(keys: [], initial: [1], fixedRows: nil))
      default:
        // Two dimensions, so that the memory stays small.
        program.localColumns.append(
          Program.LocalColumn(
            tables: (0...random(2)).map { _ in random(program.tables.count + 1) }))
      }
    }
  }

  mutating func changeWords() {
    let word = word()
    edit { program, random in
      let place = random(8)
      switch random(4) {
      case 0: if place < program.constants.count { program.constants[place] = word }
      case 1: if place < program.parameters.count { program.parameters[place] = word }
      case 2: if place < program.states.count { program.states[place] = word }
      default: program.constants.append(word)
      }
    }
  }

  mutating func changeCounts() {
    edit { program, random in
      let change = random(5) - 2
      switch random(10) {
      case 0: program.registerCount += change
      case 1: program.temporaryCount += change
      case 2: program.selectionCount += change
      case 3: program.listCount += change
      case 4: program.sumCount += change
      case 5: program.valuesCount += change
      case 6: program.timesCount += change
      case 7: program.events.append(random(6))
      case 8: program.keys.append(Program.Key(table: random(4), key: random(3)))
      default: program.failures.append(random(2) == 0 ? .unproved : .enforcedInvariant(random(3)))
      }
    }
  }

  mutating func changeEntries() {
    let entry = below(program.entries.count)
    let trial = below(program.trials.count)
    edit { program, random in
      let change = random(5) - 2
      switch random(10) {
      case 0 where !program.functions.isEmpty:
        program.functions[random(program.functions.count)] += change
      case 1: program.functions.append(random(program.code.count))
      case 2 where !program.trials.isEmpty: program.trials[trial].entry += change
      case 3 where !program.trials.isEmpty:
        program.trials[trial].arguments.append(UInt16(random(program.wordCount + 2)))
      case 4 where !program.trials.isEmpty:
        program.trials[trial].caller =
          [
            .anyone, .role(random(3)), .someRow(table: random(4)),
            .row(table: random(4), word: UInt16(random(program.wordCount + 2))),
          ][random(4)]
      case _ where program.entries.isEmpty: return
      case 5: program.entries[entry].firstParameter += change
      case 6: program.entries[entry].parameterCount += change
      case 7: program.entries[entry].firstResult += change
      case 8: program.entries[entry].resultCount += change
      default:
        program.entries[entry].admits =
          [.anyone, .roles([0, 1]), .row(table: random(4))][random(3)]
      }
    }
  }
}
