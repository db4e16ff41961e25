#pragma once

#include "app/predictiontable.h"

#include <QByteArray>
#include <QProcess>
#include <QStringList>

#include <nlohmann/json.hpp>

namespace lucency::test {

/// What a run of the program came to.
struct Outcome {
    int code = -1;
    QByteArray output, messages;

    nlohmann::json report() const { return nlohmann::json::parse(output.toStdString(), nullptr, false); }
};

inline Outcome lucencyDoes(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("LUCENCY_BINARY"), arguments);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Two images of each patient; every third patient has an effusion, which the prediction knows to some degree.
inline app::PredictionTable predictions(int patients, int firstPatient, const std::string& folder)
{
    app::PredictionTable table;
    table.findingOf("Effusion");
    for (int i = 0; i < 2 * patients; ++i) {
        const int patient = firstPatient + i / 2;
        const auto image = table.imageOf(folder + "/" + std::to_string(patient) + "_" + std::to_string(i % 2) + ".png");
        table.images[image].patient = std::to_string(patient);
        table.images[image].sex = patient % 2 ? "F" : "M";
        table.images[image].age = patient % 5 == 0 ? 10 : 50;
        const int label = patient % 3 == 0;
        table.findings[0].labels[image] = static_cast<signed char>(label);
        table.findings[0].probabilities[image] = (patient * 37 % 100 + 40 * label + i % 2) / 150.0;
    }
    return table;
}

} // namespace lucency::test
