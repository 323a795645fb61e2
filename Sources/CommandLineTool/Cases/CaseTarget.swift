import Attack
import Compiler
import Diagnostics
import Machine
import Property
import Reference
import Semantics

/// What a case is about, as it is today.
package struct CaseTarget {
  package let path: String
  /// As it was written, without what an attack plants.
  package let contract: CheckedContract
  let population: Population
  package let stage: Stage
  let compiled: CompiledContract
  package let sources: SourceMap

  package init(
    path: String, contract: CheckedContract, population: Population, sources: SourceMap
  ) throws(StageProblem) {
    self.path = path
    self.contract = contract
    self.population = population
    self.sources = sources
    stage = try Stage(contract, rows: population.counts)
    do throws(CompileError) { compiled = try Compiler.compile(contract) } catch {
      throw .notCompiled(error)
    }
  }

  package var printer: ValuePrinter { ValuePrinter(contract, population) }

  /// The same contract with other numbers of rows.
  func with(_ population: Population) -> CaseTarget? {
    try? CaseTarget(path: path, contract: contract, population: population, sources: sources)
  }

  /// Rows of the tables that could have others.
  var rows: [CaseFile.Rows] {
    contract.tables.indices.filter { contract.hasFreeRows($0) }.map {
      CaseFile.Rows(table: contract.tables[$0].name, count: population.counts[$0])
    }
  }

  /// Stands for the text of every file that was read.
  var sourceDigest: String {
    var hash = SHA256()
    for file in sources.files {
      hash.update(file.bytes)
      hash.update([0])
    }
    return hash.finish().description
  }

  /// Stands for what the contract was compiled to.
  var programDigest: String {
    var hash = SHA256()
    hash.update(Array(Disassembly(compiled.program.program).text.utf8))
    return hash.finish().description
  }
}

extension CheckedContract {
  /// Whether the number of rows is nobody's but the caller's to say.
  func hasFreeRows(_ table: TableID) -> Bool {
    tables[table].keys.isEmpty && tables[table].fixedRows == nil
  }
}
