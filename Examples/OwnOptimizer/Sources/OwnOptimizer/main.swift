import CommandLineTool
import Execution
import MetaTraining
import Optimizers

L2L.main(
  Registry.builtIn
    .adding(LeastSquaresFamily.self, version: "1")
    .adding(
      HandDesigned.Rule(name: "sign-momentum") { SignMomentum(learningRate: $0) }, version: "1"
    )
    .adding(HandDesigned.Rule(Signum.self), version: "1")
    .adding(CoordinatewiseMomentum.self, version: "1")
    .adding(CentralDifferences.self, version: "1"))
