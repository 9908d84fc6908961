import Differentiation
import Optimizees
import Sampling
import Settings

/// Several rules in one: each is for some of a function's tensors, which it sees as if there were no
/// others. The paper's CIFAR optimizer is two LSTMs, one for convolutional and one for fully connected
/// parameters (Andrychowicz et al., 2016, section 3.3).
///
/// A tensor belongs to the first group that it fits. Every group's tensors of an optimizer file, and the
/// group's part of the metaParameters, are those of its rule, with the group's name and a stroke before
/// them. A hand-designed member (`FixedRule`) has none.
public struct Grouped: LearnedRule {
  public struct Group: Sendable {
    public let name: String
    public let tensors: TensorSelection
    public let rule: any LearnedRule

    public init(_ name: String, of tensors: TensorSelection, rule: any LearnedRule) {
      self.name = name
      self.tensors = tensors
      self.rule = rule
    }
  }

  public let groups: [Group]

  /// One group at least, each with a name of its own.
  public init(_ groups: [Group]) {
    precondition(!groups.isEmpty && Set(groups.map(\.name)).count == groups.count, "group names")
    self.groups = groups
  }

  public var tensors: [LearnedTensor] {
    groups.flatMap { group in
      group.rule.tensors.map { LearnedTensor(name: "\(group.name)/\($0.name)", shape: $0.shape) }
    }
  }

  /// Drawn group after group.
  public func initialMetaParameters(from stream: RandomStream) -> [Float] {
    groups.flatMap { $0.rule.initialMetaParameters(from: stream) }
  }

  /// Of the group that remembers most.
  public var memoryPerCoordinate: Int { groups.map(\.rule.memoryPerCoordinate).max() ?? 0 }

  /// Of the slowest group.
  public var relativeCost: Double { groups.map(\.rule.relativeCost).max() ?? 0 }

  public var kinds: [String] { groups.flatMap(\.rule.kinds) }
}

extension Grouped {
  /// Throws for a tensor that no group is for.
  public func check(_ tensors: [ParameterTensor]) throws(SettingConflict) {
    for tensor in tensors where group(of: tensor) == nil {
      throw SettingConflict(
        "groups", found: "no group for the tensor \(tensor.name), whose role is \(tensor.role)",
        expected: "a group for every tensor; `tensors: all` takes what is left")
    }
  }

  /// The number of the first group that a tensor fits.
  private func group(of tensor: ParameterTensor) -> Int? {
    groups.firstIndex { $0.tensors.contains(tensor) }
  }

  /// The groups that have tensors in a layout, with those tensors and their part of the metaParameters.
  private func parts(
    of layout: ParameterLayout
  ) -> [(group: Group, tensors: TensorGroup, metaParameters: Range<Int>)] {
    var start = 0
    return groups.enumerated().compactMap { number, group in
      let own = start..<start + group.rule.metaParameterCount
      start = own.upperBound
      let tensors = TensorGroup(of: layout) { tensor in
        guard let first = self.group(of: tensor) else {
          preconditionFailure("no group for \(tensor.name)")
        }
        return first == number
      }
      return tensors.layout.count > 0 ? (group, tensors, own) : nil
    }
  }
}

extension Grouped {
  public func optimizer(_ metaParameters: [Float]) -> any Optimizer {
    Frozen(rule: self, metaParameters: metaParameters)
  }

  private struct Frozen: Optimizer {
    let rule: Grouped
    let metaParameters: [Float]

    struct State {
      let layout: ParameterLayout
      var source: GroupedSource
    }

    func initialState(for layout: ParameterLayout) -> State {
      let parts = rule.parts(of: layout)
      return State(
        layout: layout,
        source: GroupedSource(
          zip(parts, optimizers(of: layout)).map { part, optimizer in
            (part.tensors, optimizer.running(for: part.tensors.layout))
          }))
    }

    private func optimizers(of layout: ParameterLayout) -> [any Optimizer] {
      rule.parts(of: layout).map {
        $0.group.rule.optimizer(Array(metaParameters[$0.metaParameters]))
      }
    }

    func lookAhead(
      from parameters: Span<Float>, state: State, into point: inout MutableSpan<Float>
    ) -> Bool { state.source.lookAhead(from: parameters, into: &point) }

    func update(
      _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
    ) { state.source.update(&update, seeing: step) }

    /// The members' weights are in the state.
    func takeOver(_ state: inout State) { state.source.goOn(by: optimizers(of: state.layout)) }
  }

  public var knowsWayBack: Bool { groups.allSatisfy(\.rule.knowsWayBack) }

  /// Nil where a group's rule knows no way back.
  public func makeWindow(
    for layout: ParameterLayout, steps: Int, threads: Int
  ) -> (any UnrollWindow)? {
    var members: [GroupedWindow.Member] = []
    for (group, tensors, own) in parts(of: layout) {
      guard
        let window = group.rule.makeWindow(for: tensors.layout, steps: steps, threads: threads)
      else { return nil }
      members.append(
        GroupedWindow.Member(
          name: group.name, tensors: tensors, metaParameters: own, window: window))
    }
    return GroupedWindow(members)
  }
}
