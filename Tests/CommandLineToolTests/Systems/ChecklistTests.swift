import Testing

/// The five systems say in their documentation which mechanisms they have, by which names, and which
/// example or simulation reaches each: every name is one, and is reached there.
@Suite("Checklists of the systems")
struct ChecklistTests {
  @Test(arguments: SystemFiles.checked)
  func `every mechanism is reached by the spec it names`(_ name: String) throws {
    let files = try SystemFiles(name)
    let mechanisms = try files.mechanisms()
    #expect(mechanisms.count >= 15)
    let examples = try files.examples()
    for mechanism in mechanisms {
      let about = "\(name): \(mechanism.what)"
      #expect(!mechanism.names.isEmpty, "\(about) names nothing")
      if let spec = files.simulations.first(where: { $0.name == mechanism.spec }) {
        let reached = try files.reached(by: spec)
        for wanted in mechanism.names {
          #expect(reached.contains(wanted), "\(about): \(spec.name) does not reach \(wanted)")
        }
      } else {
        let chosen = examples.filter { $0.title.contains(mechanism.spec) }
        #expect(!chosen.isEmpty, "\(about): no example has \(mechanism.spec) in its title")
        let reached = chosen.reduce(into: Set<String>()) { $0.formUnion($1.reached) }
        for wanted in mechanism.names {
          #expect(files.declared.contains(wanted), "\(about): there is no \(wanted)")
          #expect(reached.contains(wanted), "\(about): \(mechanism.spec) does not reach \(wanted)")
        }
      }
    }
  }

  @Test("a mechanism that nothing reaches is seen")
  func unreached() throws {
    let files = try SystemFiles("deleveraging")
    let calm = try #require(files.simulations.first)
    #expect(try !files.reached(by: calm).contains("stop"))
    let first = try #require(files.examples().first)
    #expect(!first.reached.contains("stop") && first.reached.contains("deleverage_account"))
  }
}
