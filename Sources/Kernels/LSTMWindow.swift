import CLanes

/// One window of the coordinatewise LSTM over a flat vector of coordinates: `steps` inner steps
/// forward, then backwards with the gradient cut at the window's start.
///
/// The forward pass keeps the state the window began with, the gradients it saw, and the records of as
/// many chunks as there is room for; the backward pass runs the steps of the other chunks again, in
/// cache (`docs/performance.md`). Both give the same bits.
public final class LSTMWindow: @unchecked Sendable {
  public let coordinates: Int
  public let steps: Int
  public let preprocessing: InputPreprocessing
  let chunks: Int
  /// Chunks of one task: fixed by the number of coordinates, so that sums have one order.
  private let chunksPerTask: Int
  private let tasks: Int
  private let loop: ParallelLoop
  /// State at the window's start, and now: [chunk][stateRows] rows.
  let start: LaneBuffer
  private let current: LaneBuffer
  /// Has the current state of the chunks that are still idle; theirs in `current` is of no use.
  private let idle: IdleChunks
  /// Gradients at the parameters before each step and after the last: [steps + 1][coordinates, padded].
  let gradients: [LaneBuffer]
  private(set) var taken = 0
  /// ∂loss/∂update of every step while `backward` is given them: [steps][coordinates, padded].
  var updateGradients: [LaneBuffer]?
  /// Records of the first chunks, the last step first, as the backward pass reads them:
  /// [chunk][steps][recordLanes].
  private let records: LaneBuffer
  /// The chunks whose records are kept in this window: there is room, and they are idle in no step.
  private var keepsRecords: [Bool]
  /// Of RNNprop; nil without.
  let moments: MomentWindow?
  private let scratch: [Scratch]
  private let taskSums: [LSTMGradientSum]

  /// How much a window's records may take. Those of twenty steps are 16,000 bytes a coordinate.
  public static let recordBytes = 256 << 20

  /// `steps` inner steps a window; 0 for an optimizer that is only applied, any number of steps.
  public init(
    coordinates: Int, steps: Int, preprocessing: InputPreprocessing, threads: Int,
    recordBytes: Int = LSTMWindow.recordBytes
  ) {
    self.coordinates = coordinates
    self.steps = steps
    self.preprocessing = preprocessing
    loop = ParallelLoop(threads: threads)
    chunks = (coordinates + LSTMShape.chunk - 1) / LSTMShape.chunk
    chunksPerTask = max(1, (chunks + 31) / 32)
    start = LaneBuffer(laneCount: chunks * LSTMShape.stateLanes)
    current = LaneBuffer(laneCount: chunks * LSTMShape.stateLanes)
    idle = IdleChunks(chunks: chunks)
    let chunkLanes = steps * LSTMShape.recordLanes
    let kept = steps > 0 ? min(chunks, recordBytes / (64 * chunkLanes)) : 0
    records = LaneBuffer(laneCount: kept * chunkLanes)
    keepsRecords = Array(repeating: false, count: chunks)
    let padded = chunks * LSTMShape.vectors
    gradients = (0...steps).map { _ in LaneBuffer(laneCount: padded) }
    tasks = (chunks + chunksPerTask - 1) / chunksPerTask
    if case .normalized(let decays) = preprocessing {
      moments = MomentWindow(decays, chunks: chunks, steps: steps)
    } else {
      moments = nil
    }
    scratch = (0..<threads).map { _ in Scratch(steps: steps, xStride: preprocessing.stride) }
    let hasInputLayer = moments != nil
    taskSums = (0..<(steps > 0 ? tasks : 0)).map { _ in
      LSTMGradientSum(hasInputLayer: hasInputLayer)
    }
  }
}

extension LSTMWindow {
  /// Starts an episode: every state zero.
  public func reset() {
    start.clear()
    current.clear()
    idle.reset()
    moments?.reset()
    taken = 0
  }

  /// Starts the next window where the last one ended.
  public func begin() {
    idle.copyStates(to: current)
    start.copy(from: current)
    moments?.begin()
    taken = 0
  }

  /// A window with the same state that goes its own way.
  public func copied() -> LSTMWindow {
    let copy = LSTMWindow(
      coordinates: coordinates, steps: steps, preprocessing: preprocessing, threads: loop.threads)
    copy.current.copy(from: current)
    copy.idle.copy(from: idle)
    if let moments { copy.moments?.copy(from: moments) }
    copy.begin()
    return copy
  }

  /// One inner step of every coordinate: reads `gradient`, advances the states, writes `update`.
  public func step(
    _ lstm: PackedLSTM, gradient: Span<Float>, update: inout MutableSpan<Float>
  ) {
    precondition(gradient.count == coordinates && update.count == coordinates)
    let kept = gradients[steps > 0 ? taken : 0]
    keep(gradient, in: kept)
    let constants = preprocessing.constants
    moments?.advance()
    idle.wake(by: kept, states: current)
    if idle.isIdle.contains(true) {
      advance(
        lstm, gradient: idle.gradient.floats, state: idle.state.lanes,
        moments: idle.moments.lanes, constants: constants, scratch: scratch[0], record: nil,
        update: idle.update.lanes)
    }
    if taken == 0 { chooseRecordsToKeep() }
    update.withUnsafeMutableBufferPointer { update in
      advance(lstm, gradient: kept, constants: constants, update: update)
    }
    taken += 1
  }

  private func chooseRecordsToKeep() {
    for chunk in 0..<chunks {
      let hasRoom = (chunk + 1) * steps * LSTMShape.recordLanes <= records.laneCount
      keepsRecords[chunk] = steps > 0 && hasRoom && !idle.isIdle[chunk]
    }
  }

  /// Where the record of a chunk's step is kept.
  private func record(ofChunk chunk: Int, step: Int) -> UnsafeMutablePointer<Lanes>? {
    guard keepsRecords[chunk] else { return nil }
    return records.lanes + (chunk * steps + steps - 1 - step) * LSTMShape.recordLanes
  }

  private func advance(
    _ lstm: PackedLSTM, gradient: LaneBuffer, constants: InputPreprocessing.Constants,
    update: UnsafeMutableBufferPointer<Float>
  ) {
    nonisolated(unsafe) let update = update
    loop.run(tasks) { task, worker in
      let scratch = self.scratch[worker]
      let first = task * self.chunksPerTask
      for chunk in first..<min(first + self.chunksPerTask, self.chunks) {
        let isIdle = self.idle.isIdle[chunk]
        if !isIdle {
          self.advance(
            lstm, gradient: gradient.floats + chunk * LSTMShape.chunk,
            state: self.current.lanes + chunk * LSTMShape.stateLanes,
            moments: self.moments?.moments(ofChunk: chunk), constants: constants,
            scratch: scratch, record: self.record(ofChunk: chunk, step: self.taken),
            update: scratch.updateGradients.lanes)
        }
        var result = isIdle ? self.idle.update : scratch.updateGradients
        if let output = lstm.output, let moments = self.moments {
          moments.output(ofChunk: chunk, step: self.taken).update(
            from: result.lanes, count: LSTMShape.vectors)
          output.write(result.lanes, to: scratch.updateGradients.lanes)
          result = scratch.updateGradients
        }
        let start = chunk * LSTMShape.chunk
        let end = min(start + LSTMShape.chunk, self.coordinates)
        let row = result.floats
        for coordinate in start..<end { update[coordinate] = row[coordinate - start] }
      }
    }
  }

  /// One inner step of one chunk; RNNprop's `update` is tanh(a).
  private func advance(
    _ lstm: PackedLSTM, gradient: UnsafePointer<Float>, state: UnsafeMutablePointer<Lanes>,
    moments: UnsafeMutablePointer<Lanes>?, constants: InputPreprocessing.Constants,
    scratch: Scratch, record: UnsafeMutablePointer<Lanes>?, update: UnsafeMutablePointer<Lanes>
  ) {
    writeInputs(
      lstm, step: taken, gradient: gradient, moments: moments, constants: constants,
      features: scratch.features.lanes, to: scratch.x.lanes)
    lstm.forward(
      x: scratch.x.lanes, state: state, scratch: scratch.gates.lanes,
      record: record.map { StepRecord(rows: $0, streams: true) }, update: update)
    lstm.output?.squash(update)
  }

  /// What layer 0 sees of one chunk's gradient at a step of the window. `moments` are the chunk's m and v
  /// before the step, which move; none but RNNprop has them and `features`.
  func writeInputs(
    _ lstm: PackedLSTM, step: Int, gradient: UnsafePointer<Float>,
    moments: UnsafeMutablePointer<Lanes>?, constants: InputPreprocessing.Constants,
    features: UnsafeMutablePointer<Lanes>, to x: UnsafeMutablePointer<Lanes>
  ) {
    guard let moments, let inputLayer = lstm.inputLayer,
      let normalization = self.moments?.normalization(ofStep: step)
    else {
      preprocessing.apply(gradient, constants: constants, to: x)
      return
    }
    normalization.advance(gradient, moments: moments, to: features)
    inputLayer.forward(features, to: x)
  }

  /// Adds the window's metaGradient, times `scale`, to `metaGradient` (layout `LSTMOffsets` of `lstm`).
  ///
  /// The first-order meta-gradient: ∂metaLoss/∂update_t = Σ_{s > t} ∇f(parameters_s) within the
  /// window (Andrychowicz et al., 2016, section 2), with `finalGradient` the one after the last step;
  /// of all coordinates, or of the part that `sample` takes at `offset`. With `isOfLastStep` the sum has
  /// `finalGradient` alone, as only the loss after the last step counts. Gradients that fade below 2⁻¹⁰⁰ on
  /// the way back are zero.
  public func backward(
    _ lstm: PackedLSTM, finalGradient: Span<Float>, scale: Float,
    sample: (coordinates: CoordinateSample, offset: Int)? = nil, isOfLastStep: Bool = false,
    metaGradient: inout [Float]
  ) {
    precondition(taken == steps, "a window ends after \(steps) steps, not \(taken)")
    keep(finalGradient, in: gradients[steps])
    let constants = preprocessing.constants
    loop.run(tasks) { task, worker in
      let (sum, scratch) = (self.taskSums[task], self.scratch[worker])
      sum.clear()
      let first = task * self.chunksPerTask
      for chunk in first..<min(first + self.chunksPerTask, self.chunks) {
        let weight = sample.map { $0.coordinates.weight(ofChunk: chunk, offset: $0.offset) } ?? 1
        if weight == 0 || !self.addsToMetaGradient(chunk) { continue }
        self.backward(
          lstm, chunk: chunk, weight: weight, isOfLastStep: isOfLastStep, constants: constants,
          scratch: scratch, sum: sum)
      }
    }
    for sum in taskSums {
      sum.add(
        to: &metaGradient, offsets: lstm.offsets, scale: scale, readoutScale: lstm.readoutScale)
    }
  }

  private func backward(
    _ lstm: PackedLSTM, chunk: Int, weight: Float, isOfLastStep: Bool,
    constants: InputPreprocessing.Constants, scratch: Scratch, sum: LSTMGradientSum
  ) {
    let began = start.lanes + chunk * LSTMShape.stateLanes
    scratch.hidden.lanes.update(from: began, count: LSTMShape.hiddenLanes)
    let updates = scratch.updateGradients.lanes
    let kept = record(ofChunk: chunk, step: 0)
    if kept == nil { scratch.state.lanes.update(from: began, count: LSTMShape.stateLanes) }
    moments?.copyStart(ofChunk: chunk, to: scratch.moments)
    for step in 0..<steps {
      let x = scratch.x.lanes + step * preprocessing.stride
      writeInputs(
        lstm, step: step, gradient: gradients[step].floats + chunk * LSTMShape.chunk,
        moments: moments == nil ? nil : scratch.moments.lanes, constants: constants,
        features: scratch.features.lanes + step * MomentWindow.chunkLanes, to: x)
      if kept != nil {
        guard let output = moments?.output(ofChunk: chunk, step: step) else { continue }
        (updates + 2 * step).update(from: output, count: LSTMShape.vectors)
        continue
      }
      lstm.forward(
        x: x, state: scratch.state.lanes, scratch: scratch.gates.lanes,
        record: StepRecord(
          rows: scratch.records.lanes + step * LSTMShape.recordStride, streams: false),
        update: updates + 2 * step)
      lstm.output?.squash(updates + 2 * step)
    }
    var (low, high) = (Lanes.zero, Lanes.zero)
    for step in stride(from: steps - 1, through: 0, by: -1) {
      if let updateGradients {
        low = updateGradients[step].lanes[chunk * 2]
        high = updateGradients[step].lanes[chunk * 2 + 1]
      } else if step == steps - 1 || !isOfLastStep {
        low += gradients[step + 1].lanes[chunk * 2]
        high += gradients[step + 1].lanes[chunk * 2 + 1]
      }
      let update = updates + 2 * step
      if let output = lstm.output {
        update[0] = (low * weight * output.slope(update[0])).unlessFaded
        update[1] = (high * weight * output.slope(update[1])).unlessFaded
      } else {
        update[0] = (low * weight).unlessFaded
        update[1] = (high * weight).unlessFaded
      }
    }
    let window = ChunkWindow(
      steps: steps, x: scratch.x.lanes, xStride: preprocessing.stride,
      hidden: scratch.hidden.lanes,
      records: kept ?? scratch.records.lanes,
      recordStep: kept == nil ? LSTMShape.recordStride : -LSTMShape.recordLanes,
      gradients: scratch.records.lanes, updateGradients: updates, carried: scratch.carried.lanes)
    lstm.backward(window)
    sum.add(window)
    if moments != nil {
      sum.addInputLayer(
        window, of: lstm, features: scratch.features.lanes, scratch: scratch.xGradients.lanes)
    }
  }
}
