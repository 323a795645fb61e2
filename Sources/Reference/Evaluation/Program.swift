import Semantics

/// What an evaluation never changes, shared by all copies of it.
final class Program: Sendable {
  let contract: CheckedContract
  let population: Population

  init(_ contract: CheckedContract, _ population: Population) {
    self.contract = contract
    self.population = population
  }
}
