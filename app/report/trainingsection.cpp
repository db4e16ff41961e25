#include "app/report/plot.h"
#include "app/report/sections.h"

#include <QCoreApplication>
#include <QLocale>

#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <set>

namespace lucency::app::report {

namespace {

struct TrainingSectionWords {
    Q_DECLARE_TR_FUNCTIONS(TrainingSectionWords)
};

QString plain(const std::string& text)
{
    return QString::fromStdString(text);
}

/// Keys of one object of the recipe as "rotation [-5,5], noise [0,0.02]": those that are not as they are by default, and some always.
QString keys(const nlohmann::ordered_json& object, const nlohmann::ordered_json& byDefault, const std::set<std::string>& always)
{
    QStringList words;
    if (!object.is_object()) return {};
    for (const auto& [key, value] : object.items())
        if (always.contains(key) || !byDefault.is_object() || !byDefault.contains(key) || byDefault[key] != value)
            words << plain(key) + QLatin1Char(' ') + plain(value.is_string() ? value.get<std::string>() : value.dump());
    return words.isEmpty() ? TrainingSectionWords::tr("none") : words.join(QStringLiteral(", "));
}

QString duration(double seconds)
{
    const auto minutes = static_cast<qint64>(std::lround(seconds / 60));
    if (minutes == 0) return TrainingSectionWords::tr("%1 s").arg(QLocale().toString(seconds, 'f', 0));
    return minutes < 60 ? TrainingSectionWords::tr("%1 min").arg(minutes)
                        : TrainingSectionWords::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

Table facts(const Material& material)
{
    const auto& recipe = *material.recipe;
    double seconds = 0;
    for (const auto& row : material.history)
        seconds += std::isnan(row.seconds) ? 0 : row.seconds;
    const auto json = nlohmann::ordered_json::parse(model::toJson(recipe), nullptr, false);
    const auto usual = nlohmann::ordered_json::parse(model::toJson(model::Recipe()), nullptr, false);
    Table table{{}, {TrainingSectionWords::tr("Of the run"), TrainingSectionWords::tr("is")}, {}, 2, {}, {}};
    const auto add = [&](const QString& name, const QString& value) {
        if (!value.isEmpty()) table.rows.push_back({name, value});
    };
    add(TrainingSectionWords::tr("Recipe"), plain(recipe.title.empty() ? recipe.name : recipe.name + ": " + recipe.title));
    add(TrainingSectionWords::tr("Description"), plain(recipe.description));
    add(TrainingSectionWords::tr("Network"), plain(recipe.architecture));
    add(TrainingSectionWords::tr("Sees"),
        TrainingSectionWords::tr("%1 x %1 pixels, whatever the size of the radiograph").arg(recipe.input.inputSize));
    const std::filesystem::path weights(recipe.initialWeights);
    add(TrainingSectionWords::tr("Begins with"), plain(weights.is_absolute() ? weights.filename().string() : recipe.initialWeights));
    add(TrainingSectionWords::tr("Epochs"),
        TrainingSectionWords::tr("%1 of at most %2; the weights of epoch %3 were kept (%4)")
            .arg(material.history.size())
            .arg(recipe.training.epochs)
            .arg(material.bestEpoch)
            .arg(recipe.training.metric == "last" ? TrainingSectionWords::tr("the last")
                                                  : TrainingSectionWords::tr("the best by %1").arg(plain(recipe.training.metric))));
    add(TrainingSectionWords::tr("Time in the epochs"), duration(seconds));
    if (json.is_object() && usual.is_object()) {
        add(TrainingSectionWords::tr("Images changed at random"), keys(json.value("augmentation", usual), usual["augmentation"], {}));
        add(TrainingSectionWords::tr("Learning"),
            keys(json.value("training", usual), usual["training"], {"batch", "loss", "optimiser", "schedule", "learningRate", "sampling"}));
    }
    add(TrainingSectionWords::tr("Seed"), QString::number(recipe.seed));
    return table;
}

} // namespace

void addTraining(Blocks& blocks, const Material& material)
{
    if (!material.recipe) return;
    blocks.push_back(Heading{1, TrainingSectionWords::tr("The training"), true});
    blocks.push_back(FigureRow{{lossFigure(material.history, material.bestEpoch), validationAucFigure(
                                                                                      [&] {
                                                                                          std::vector<std::string> names;
                                                                                          for (const auto& finding : material.findings)
                                                                                              names.push_back(finding.name());
                                                                                          return names;
                                                                                      }(),
                                                                                      material.history, material.bestEpoch)}});
    blocks.push_back(FigureRow{{learningRateFigure(material.history, material.bestEpoch)}});
    auto run = facts(material);
    run.reading = TrainingSectionWords::tr("The complete recipe is recipe.json beside this report; with the same data it repeats the run.");
    blocks.push_back(std::move(run));
}

} // namespace lucency::app::report
