#pragma once

#include "app/evaluation.h"
#include "app/evaluationrecord.h"
#include "model/recipe.h"
#include "tests/support/app/workbenchcases.h"
#include "tests/support/resources.h"

#include <utility>

namespace lucency::test {

/// The files of a finished run, written by the code that writes them.
inline void writeFinishedRun(const QString& folder, const app::PredictionTable& test, const app::PredictionTable& validation)
{
    QByteArray split = "path,patient_id,part,labels\n", predictions;
    for (const auto& [part, table] : {std::pair("test", &test), std::pair("validation", &validation)}) {
        for (const auto& image : table->images)
            split += QByteArray::fromStdString(image.path) + "," + QByteArray::fromStdString(image.patient) + "," + part + ",Effusion\n";
        const auto text = csvWithPeople(*table);
        predictions += predictions.isEmpty() ? text : text.mid(text.indexOf('\n') + 1);
    }
    writeText(folder + QStringLiteral("/split.csv"), split);
    writeText(folder + QStringLiteral("/predictions.csv"), predictions);
    app::EvaluationRequest request;
    request.subject = "run";
    request.predictions = test;
    request.validation = validation;
    request.aim = "sensitivity>=0.9";
    request.resamples = 40;
    writeText(folder + QStringLiteral("/report.json"), QByteArray::fromStdString(app::evaluationJson(app::evaluate(request).value(), {})));
    auto recipe = model::readRecipe(resourceFolder() / "recipes" / "effusion-binary.json").value();
    recipe.operatingPointAim = request.aim;
    writeText(folder + QStringLiteral("/recipe.json"), QByteArray::fromStdString(model::toJson(recipe)));
    writeText(folder + QStringLiteral("/history.csv"),
              "epoch,train_loss,validation_loss,learning_rate,metric,seconds,auc Effusion\n1,0.6,0.55,0.001,0.7,3,0.7\n");
}

/// The same cases under other names of files and people.
inline app::PredictionTable renamed(const app::PredictionTable& table, const std::string& prefix)
{
    app::PredictionTable made;
    for (const auto& finding : table.findings)
        made.findingOf(finding.name);
    for (std::size_t i = 0; i < table.images.size(); ++i) {
        const auto image = made.imageOf(prefix + table.images[i].path);
        const auto name = made.images[image].path;
        made.images[image] = table.images[i];
        made.images[image].path = name;
        made.images[image].patient = prefix + table.images[i].patient;
        for (std::size_t f = 0; f < table.findings.size(); ++f) {
            made.findings[f].probabilities[image] = table.findings[f].probabilities[i];
            made.findings[f].labels[image] = table.findings[f].labels[i];
        }
    }
    return made;
}

} // namespace lucency::test
