#include "model/recipesource.h"

#include "model/recipewords.h"

#include <algorithm>
#include <regex>

namespace lucency::model {

namespace {

using nlohmann::json;

/// One number, or the first epoch's and the last one's.
void readShare(JsonObject& object, DataSource& source)
{
    constexpr double most = 100;
    if (!object.has("share")) return;
    const auto& given = object.take("share");
    std::vector<double> shares;
    const auto fits = [](const json& each) { return each.is_number() && each.get<double>() >= 0 && each.get<double>() <= most; };
    if (fits(given)) shares = {given.get<double>()};
    if (given.is_array() && given.size() == 2 && std::all_of(given.begin(), given.end(), fits)) shares = given.get<std::vector<double>>();
    if (shares.empty()) return object.fail("share", "a number from 0 to 100, or [first epoch, last epoch], is needed");
    source.share = shares.front();
    if (shares.size() == 2) source.lastShare = shares.back();
}

void readClasses(JsonObject& object, DataSource& source)
{
    if (!object.has("classes")) return;
    const auto& classes = object.take("classes");
    if (classes.is_null()) return;
    if (!classes.is_object()) return object.fail("classes", "an object of name: [findings] is needed");
    for (const auto& [name, present] : classes.items()) {
        if (!present.is_array() || std::any_of(present.begin(), present.end(), [](const json& each) { return !each.is_string(); }))
            return object.fail("classes." + name, "a list of findings is needed");
        source.classes[name] = present.get<std::vector<std::string>>();
    }
}

void checkPatterns(JsonObject& object, const DataSource& source)
{
    for (const auto& pattern : source.patientPatterns) {
        try {
            if (std::regex(pattern).mark_count() < 1)
                object.fail("patientPatterns", "a group that holds the patient is needed: " + pattern);
        } catch (const std::regex_error&) {
            object.fail("patientPatterns", "not a regular expression: " + pattern);
        }
    }
}

void checkKind(JsonObject& object, const DataSource& source)
{
    if (source.knows.empty() && source.kind != SourceKind::Found) object.fail("knows", "the findings that these labels tell are needed");
    switch (source.kind) {
    case SourceKind::Folders:
        if (source.folders.size() != 1 || source.classes.empty()) object.fail("folders", "one folder and its classes are needed");
        return;
    case SourceKind::Table:
        if (source.folders.empty() || source.table.empty()) object.fail("table", "folders and a table are needed");
        return;
    case SourceKind::Phantoms:
        if (source.count < 1) object.fail("count", "how many phantoms is needed");
        return;
    case SourceKind::Found:
        return;
    }
}

} // namespace

void readSource(JsonObject object, DataSource& source)
{
    object.text("name", source.name);
    choice(object, "kind", sourceKinds, source.kind);
    object.texts("folders", source.folders);
    object.texts("knows", source.knows);
    readClasses(object, source);
    object.text("table", source.table);
    object.text("imageColumn", source.imageColumn);
    object.text("labelColumn", source.labelColumn);
    object.text("ageColumn", source.ageColumn);
    object.text("sexColumn", source.sexColumn);
    object.text("viewColumn", source.viewColumn);
    object.text("patientColumn", source.patientColumn);
    object.texts("patientPatterns", source.patientPatterns);
    object.flag("patientFromDicom", source.patientFromDicom);
    object.number("minimumAge", source.minimumAge, 0, oldest);
    object.number("maximumAge", source.maximumAge, 0, oldest);
    if (source.minimumAge && source.maximumAge && *source.maximumAge < *source.minimumAge)
        object.fail("maximumAge", "must not lie below minimumAge");
    choice(object, "noFinding", noFindingImages, source.noFinding);
    object.flag("skipUnknownFindings", source.skipUnknownFindings);
    object.integer("minimumCases", source.minimumCases, 0, 1'000'000'000);
    object.integer("count", source.count, 0, 1'000'000);
    readShare(object, source);
    object.number("foreignSurroundings", source.foreignSurroundings, 0, 1);
    if (source.name.empty()) object.fail("name", "a name is needed");
    checkPatterns(object, source);
    checkKind(object, source);
    object.finish();
}

nlohmann::ordered_json sourceToJson(const DataSource& source)
{
    nlohmann::ordered_json each;
    each["name"] = source.name;
    each["kind"] = word(sourceKinds, source.kind);
    each["folders"] = source.folders;
    each["knows"] = source.knows;
    each["classes"] = source.classes;
    each["table"] = source.table;
    each["imageColumn"] = source.imageColumn;
    each["labelColumn"] = source.labelColumn;
    each["ageColumn"] = source.ageColumn;
    each["sexColumn"] = source.sexColumn;
    each["viewColumn"] = source.viewColumn;
    each["patientColumn"] = source.patientColumn;
    each["patientPatterns"] = source.patientPatterns;
    each["patientFromDicom"] = source.patientFromDicom;
    each["minimumAge"] = jsonOf(source.minimumAge);
    each["maximumAge"] = jsonOf(source.maximumAge);
    each["noFinding"] = word(noFindingImages, source.noFinding);
    each["skipUnknownFindings"] = source.skipUnknownFindings;
    each["minimumCases"] = source.minimumCases;
    each["count"] = source.count;
    each["share"] = source.lastShare ? json{source.share, *source.lastShare} : json(source.share);
    each["foreignSurroundings"] = source.foreignSurroundings;
    return each;
}

} // namespace lucency::model
