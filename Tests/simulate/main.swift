// Prints the tables of docs/statistics.md, seeded: `make simulations`.
//
// usage: simulate [TRIALS [FOLDER]], 1000 trials and results/smoke unless given.
import Results
import Simulations

let arguments = CommandLine.arguments.dropFirst()
let trials = arguments.first.flatMap { Int($0) } ?? 1000
let store = Store(folder: arguments.dropFirst().first ?? "results/smoke")
guard let manifest = try store.manifest() else { fatalError("no results in \(store.folder)") }
let reference = try Redrawn(Run(manifest: manifest, records: store.records(of: manifest)))

print(Simulation.ofStatistics(trials: trials).markdown)
print(
  (Simulation.ofGates(trials: trials) + Simulation.ofReference(reference, trials: trials)).markdown)
