import Machine
import Testing

@Suite("Digest")
struct DigestTests {
  /// A message whose byte i is 7 i^2 + 31 i + 5, and its hash by Python's hashlib.
  struct Vector: Sendable, CustomTestStringConvertible {
    let length: Int
    let hash: String

    var testDescription: String { "\(length) bytes" }

    init(_ length: Int, _ hash: String) {
      self.length = length
      self.hash = hash
    }

    var message: [UInt8] {
      (0..<length).map { UInt8(truncatingIfNeeded: $0 * $0 * 7 + $0 * 31 + 5) }
    }
  }

  static let vectors: [Vector] = [
    Vector(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    Vector(1, "e77b9a9ae9e30b0dbdb6f510a264ef9de781501d7b6b92ae89eb059c5ab743db"),
    Vector(3, "c82765f04a73e4f266ee5351c099dfbaa75d57578a217ba7c45f7850f9b9bb24"),
    Vector(55, "8073c38c449c5f902ce8be9e1999a4c88cd711a017b859aa2859949fc06a92d1"),
    Vector(56, "26d33a743a49ae4094fab330d6a07fdf87dc7ed8c6ba88ee6093645c77825dfe"),
    Vector(57, "53017227311c32bae146f7a61031999f9aed24e4b2e25616b6f3f3233ab2fb28"),
    Vector(63, "2ae7d19c3bff0f659b1a37848443131cf3ce8a9e3dfea60027a5ed4441c3bb2d"),
    Vector(64, "65992e3f8cba2fb1151c4a024351b1e8e19e2a43d751acdc5499ae5a041343f4"),
    Vector(65, "fdb34f7ab8381727db2c6ac871b220cb21a4b69cec464782461398ce1b338851"),
    Vector(111, "4f220888a39c1756adc13111a8009c83fcc49dc300b0db0038833ac476f5c881"),
    Vector(119, "29db4c5e6b2a110733cf8002adfc6c8b3d5fc060b0e4866fe55421e3ae7d45cd"),
    Vector(120, "4ba14f534d583ccbd1a9a7bab8b28a4a5200a7a69604680fd95da11bf57960ce"),
    Vector(127, "07171019bbb7442689813fdd424f75707ad10ff67877eb4b13b7f4863e4ee9d4"),
    Vector(128, "1edc6d14b66193ae68eb59487b9472bbc350267d2970c61ede2af2858bd4efdd"),
    Vector(129, "44e30d5d0a9dec4641928d2e6c4207ca8482f76c1c18e8a9b26ec502c5131746"),
    Vector(1000, "46e89506a567e55f6105821fd8a63dac944a9dd968dfbe2b110ddedcc0a68e97"),
    Vector(65537, "702617c79d924aad17c853467a72cfe223b5b2ac86186bbf53824f1df52c48b0"),
    Vector(1000000, "7a8cc296d0e9e82313b183116319518e7a91983687e72fc4b489014244e07763"),
  ]

  @Test("is SHA-256", arguments: vectors)
  func hash(_ vector: Vector) {
    var whole = SHA256()
    whole.update(vector.message)
    #expect(whole.finish().description == vector.hash)
  }

  @Test("does not depend on how the bytes come in pieces", arguments: [1, 3, 63, 64, 65])
  func pieces(_ size: Int) {
    let message = DigestTests.vectors[15].message
    var hash = SHA256()
    for start in stride(from: 0, to: message.count, by: size) {
      hash.update(message[start..<min(start + size, message.count)])
    }
    #expect(hash.finish().description == DigestTests.vectors[15].hash)
  }

  @Test("of a state is the hash of the encoding that is documented")
  func state() {
    var empty = StateHasher(parameters: 0, states: 0, tables: [])
    empty.append([0])
    #expect(
      empty.finish().description
        == "b3d593178f30cc046656a8111fcb2e759dda25392beccf4aa9e9026f9b419d7f")
    var extremes = StateHasher(parameters: 1, states: 2, tables: [(0, 4)])
    extremes.append([-1, .min])
    extremes.append([.max, 7])
    #expect(
      extremes.finish().description
        == "2bb5299c4d25363dc049544e11403d13220cba2bb021b0ce595dc235a5e454c5")
  }

  @Test("of a machine is that of its state, and of nothing else")
  func machine() throws {
    let program = try Verifier.verify(
      Assembly.program([Assembly.i(.fill, 0, 10), Assembly.i(.halt)]))
    let machine = try Machine(program, rows: [3, 2, 6])
    machine.clock = 99
    let digest = machine.digest
    #expect(
      digest.description == "2387e0addcd7c3d84035430de289a0ecd9f953d12dd44474dbd0116cf3b664a3")
    #expect(digest.bytes.count == 32)
    #expect(machine.call(0, [1, 2], gas: 1_000).stop == nil)
    #expect(machine.digest == digest)
    machine[3, 5] = 9
    #expect(machine.digest != digest)
  }
}
