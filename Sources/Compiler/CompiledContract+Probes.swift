import Machine

extension CompiledContract {
  /// The same contract as a program that notes where it goes, for attacks; as it is, where notes
  /// would make it too long.
  package func probed() throws(CompileError) -> CompiledContract {
    guard let probed = program.program.probed() else { return self }
    let verified: VerifiedProgram
    do throws(VerificationError) { verified = try Verifier.verify(probed) } catch {
      throw .refused(error, contract.span)
    }
    return CompiledContract(
      contract: contract, program: verified, spans: spans, functions: functions, actions: actions,
      invariants: invariants, snippets: snippets, routines: routines, demands: demands)
  }
}
