#include "app/training/wizardstate.h"

#include "model/runfolder.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QFileInfo>

namespace lucency::app {

namespace {

using nlohmann::json;

constexpr int format = 1;

json dataToJson(const DataChoice& data)
{
    json given = json::array();
    for (const auto& path : data.given)
        given.push_back(path.string());
    return {{"given", std::move(given)},
            {"table", data.table},
            {"imageColumn", data.imageColumn},
            {"labelColumn", data.labelColumn},
            {"patientColumn", data.patientColumn},
            {"ageColumn", data.ageColumn},
            {"sexColumn", data.sexColumn},
            {"meanings", data.meanings},
            {"patientPatterns", data.patientPatterns},
            {"patientRule", data.patientRule}};
}

DataChoice dataFromJson(const json& from)
{
    DataChoice data;
    for (const auto& path : from.at("given"))
        data.given.emplace_back(path.get<std::string>());
    from.at("table").get_to(data.table);
    from.at("imageColumn").get_to(data.imageColumn);
    from.at("labelColumn").get_to(data.labelColumn);
    from.at("patientColumn").get_to(data.patientColumn);
    from.at("ageColumn").get_to(data.ageColumn);
    from.at("sexColumn").get_to(data.sexColumn);
    from.at("meanings").get_to(data.meanings);
    from.at("patientPatterns").get_to(data.patientPatterns);
    from.at("patientRule").get_to(data.patientRule);
    return data;
}

} // namespace

QByteArray toJson(const WizardState& state)
{
    json root{{"format", format},
              {"page", state.page},
              {"furthest", state.furthest},
              {"data", dataToJson(state.data)},
              {"leftOut", state.leftOut},
              {"card", state.card},
              {"changes", state.changes},
              {"previewSeed", state.previewSeed},
              {"runName", state.runName.toStdString()},
              {"note", state.note.toStdString()}};
    if (state.shares) root["shares"] = *state.shares;
    return QByteArray::fromStdString(root.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

Result<WizardState> wizardStateFromJson(const QByteArray& text, const QString& subject)
{
    try {
        const auto root = json::parse(text.begin(), text.end());
        WizardState state;
        if (root.at("format").get<int>() != format) return Failure{FailureKind::CorruptFile, subject.toStdString(), "another format"};
        root.at("page").get_to(state.page);
        root.at("furthest").get_to(state.furthest);
        state.data = dataFromJson(root.at("data"));
        root.at("leftOut").get_to(state.leftOut);
        root.at("card").get_to(state.card);
        root.at("changes").get_to(state.changes);
        root.at("previewSeed").get_to(state.previewSeed);
        state.runName = QString::fromStdString(root.at("runName").get<std::string>());
        state.note = QString::fromStdString(root.at("note").get<std::string>());
        if (root.contains("shares")) state.shares = root.at("shares").get<std::array<double, 2>>();
        return state;
    } catch (const json::exception& error) {
        return Failure{FailureKind::CorruptFile, subject.toStdString(), error.what()};
    }
}

Result<std::optional<WizardState>> readWizardState(const QString& file)
{
    QFile saved(file);
    if (!saved.exists()) return std::optional<WizardState>();
    if (!saved.open(QIODevice::ReadOnly)) return Failure{FailureKind::Unreadable, file.toStdString(), saved.errorString().toStdString()};
    auto state = wizardStateFromJson(saved.readAll(), file);
    if (!state) return state.error();
    return std::optional(*std::move(state));
}

Done writeWizardState(const QString& file, const QByteArray& json)
{
    const std::filesystem::path path(file.toStdString());
    std::error_code failed;
    std::filesystem::create_directories(path.parent_path(), failed);
    if (failed) return Failure{FailureKind::CannotWrite, path.parent_path().string(), failed.message()};
    return model::replaceFile(path, json.toStdString());
}

} // namespace lucency::app
