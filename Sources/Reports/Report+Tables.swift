import Results
import Statistics

extension Report {
  func tables() -> [ReportFile] {
    [
      ReportFile(path: "tables/final-loss.csv", text: finalLossTable()),
      ReportFile(path: "tables/generalisation.csv", text: generalisationTable()),
      ReportFile(path: "tables/published.csv", text: publishedTable()),
      ReportFile(path: "tables/steps-to-target.csv", text: stepsToTargetTable()),
      ReportFile(path: "tables/performance-profile.csv", text: performanceProfileTable()),
      ReportFile(path: "tables/tuning.csv", text: tuningTable()),
      ReportFile(path: "tables/meta-training.csv", text: metaTrainingTable()),
      ReportFile(path: "tables/search.csv", text: searchTable()),
      ReportFile(path: "tables/divergences.csv", text: divergencesTable()),
      ReportFile(path: "tables/second-order-reference.csv", text: secondOrderTable()),
    ]
  }

  private func finalLossTable() -> String {
    CSV.table(
      header: "optimizee,horizon,optimizer,kind,meta_seeds,functions,mean,mean_low,mean_high,"
        + "median,interquartile_mean,ratio_to_best_hand_designed,ratio_low,ratio_high,"
        + "win_probability,diverged,area,steps_to_rival,p_value,p_adjusted,p_wilcoxon,"
        + "ratio_excluded,smallest_detectable_ratio,held_out_loss,held_out_accuracy",
      rows: rows.map { row in
        let comparison = row.rival?.comparison
        return [
          row.optimizee, "\(row.horizon)", row.optimizer, row.kind.rawValue, "\(row.metaSeeds)",
          "\(row.functions)", CSV.number(row.mean), CSV.number(row.meanInterval.low),
          CSV.number(row.meanInterval.high), CSV.number(row.median),
          CSV.number(row.interquartileMean), CSV.number(comparison?.ratio),
          CSV.number(comparison?.ratioInterval.low), CSV.number(comparison?.ratioInterval.high),
          CSV.number(comparison?.winProbability), "\(row.diverged)", CSV.number(row.area),
          row.rival?.stepsToRival?.description ?? "", CSV.number(row.rival?.pValue),
          CSV.number(row.rival?.adjustedPValue),
          row.isBestHandDesigned
            ? "" : CSV.number(comparison.map { WilcoxonSignedRank($0.differences).pValue }),
          comparison.map { "\($0.excluded)" } ?? "",
          row.isBestHandDesigned
            ? "" : CSV.number(comparison?.test?.smallestDetectableRatio()),
          CSV.number(row.heldOut?.loss), CSV.number(row.heldOut?.accuracy),
        ]
      })
  }

  private func performanceProfileTable() -> String {
    CSV.table(
      header: "optimizee,horizon,optimizer,factor,share",
      rows: rows.flatMap { row in
        zip(FinalLossRow.profileFactors, row.profile).map { factor, share in
          [
            row.optimizee, "\(row.horizon)", row.optimizer, factor.text(digits: 3),
            CSV.number(share),
          ]
        }
      })
  }

  private func tuningTable() -> String {
    CSV.table(
      header: "optimizee,horizon,optimizer,functions,learning_rate,mean_final_loss,diverged,chosen,"
        + "at_edge,widenings,gradient_evaluations",
      rows: contents.tunings.flatMap { entry in
        let tuning = entry.result
        return tuning.curve.map { point in
          [
            tuning.optimizee, "\(tuning.horizon)", tuning.optimizer, "\(tuning.functions)",
            CSV.number(point.learningRate), CSV.number(point.meanFinalLoss), "\(point.diverged)",
            point.learningRate == tuning.learningRate ? "yes" : "no",
            tuning.isAtEdge ? "yes" : "no", "\(tuning.widenings)",
            "\(tuning.gradientEvaluations)",
          ]
        }
      })
  }

  private func metaTrainingTable() -> String {
    CSV.table(
      header: "optimizer,optimizee,meta_seed,meta_learning_rate,epoch,meta_steps,training_loss,"
        + "validation_loss,largest_meta_gradient_norm,best,stopped,skipped_windows,optimizer_file",
      rows: contents.metaTrainings.flatMap { entry in
        let run = entry.result
        return run.epochs.enumerated().map { index, epoch in
          [
            run.optimizer, run.optimizee, "\(run.metaSeed)", CSV.number(run.metaLearningRate),
            "\(index)", "\(epoch.metaSteps)", CSV.number(epoch.trainingLoss),
            CSV.number(epoch.validationLoss), CSV.number(epoch.largestMetaGradientNorm),
            index == run.bestEpoch ? "yes" : "no", run.stopped, "\(run.skippedWindows)",
            run.optimizerFile,
          ]
        }
      })
  }

  private func searchTable() -> String {
    CSV.table(
      header: "optimizer,optimizee,candidate,meta_learning_rate,validation_loss,meta_steps",
      rows: contents.searches.map { entry in
        let search = entry.result
        return [
          search.optimizer, search.optimizee, "\(search.candidate)",
          CSV.number(search.metaLearningRate), CSV.number(search.validationLoss),
          "\(search.metaSteps)",
        ]
      })
  }

  private func divergencesTable() -> String {
    CSV.table(
      header: "optimizee,horizon,optimizer,meta_seed,function,first_bad_step",
      rows: contents.settings.flatMap { setting in
        setting.entrants.flatMap(\.evaluations).flatMap { evaluation in
          evaluation.result.divergences.map { divergence in
            [
              setting.optimizee, "\(setting.horizon)", evaluation.result.optimizer,
              evaluation.result.metaSeed.map(String.init) ?? "", "\(divergence.function)",
              "\(divergence.firstBadStep)",
            ]
          }
        }
      })
  }

  private func secondOrderTable() -> String {
    CSV.table(
      header: "optimizee,horizon,optimizer,functions,mean,median,interquartile_mean,diverged",
      rows: contents.externalSettings.flatMap { setting in
        setting.entrants.map { entrant in
          let losses = entrant.finalLosses
          return [
            setting.optimizee, "\(setting.horizon)", entrant.optimizer, "\(losses.functions)",
            CSV.coarseNumber(Summary.mean(losses.values)),
            CSV.coarseNumber(Summary.median(losses.values)),
            CSV.coarseNumber(Summary.interquartileMean(losses.values)), "\(losses.diverged)",
          ]
        }
      })
  }
}

extension TuningResult {
  /// True when no learning rate beyond the chosen one was tried, on one side.
  var isAtEdge: Bool {
    learningRate == curve.first?.learningRate || learningRate == curve.last?.learningRate
  }
}
