#include "model/recipeaugmentation.h"

#include <array>

namespace lucency::model {

namespace {

using Ranges = imaging::AugmentationRanges;

/// A range's key, its place, and the bounds of the schema.
struct Entry {
    const char* key;
    imaging::AugmentationRange Ranges::*range;
    double lowest, highest;
};

constexpr std::array<Entry, 13> entries{{{"rotation", &Ranges::rotation, -45, 45},
                                         {"zoom", &Ranges::zoom, 0.25, 4},
                                         {"stretch", &Ranges::stretch, 0.25, 4},
                                         {"shiftX", &Ranges::shiftX, -0.5, 0.5},
                                         {"shiftY", &Ranges::shiftY, -0.5, 0.5},
                                         {"shear", &Ranges::shear, -45, 45},
                                         {"crop", &Ranges::crop, 0.25, 1},
                                         {"brightness", &Ranges::brightness, -1, 1},
                                         {"contrast", &Ranges::contrast, 0.1, 10},
                                         {"gamma", &Ranges::gamma, 0.1, 10},
                                         {"noise", &Ranges::noise, 0, 1},
                                         {"blur", &Ranges::blur, 0, 20},
                                         {"cutOut", &Ranges::cutOut, 0, 0.9}}};

void readRange(JsonObject& object, const Entry& entry, imaging::AugmentationRange& range)
{
    if (!object.has(entry.key)) return;
    const auto& given = object.take(entry.key);
    const bool shaped = given.is_array() && (given.size() == 2 || given.size() == 3) &&
                        std::all_of(given.begin(), given.end(), [](const nlohmann::json& each) { return each.is_number(); });
    if (!shaped) return object.fail(entry.key, "[lowest, highest] or [lowest, highest, probability] is needed");
    range.low = given[0].get<double>();
    range.high = given[1].get<double>();
    range.probability = given.size() == 3 ? given[2].get<double>() : 1;
    if (!(range.low <= range.high) || range.low < entry.lowest || range.high > entry.highest)
        return object.fail(entry.key, "must rise and lie between " + nlohmann::json(entry.lowest).dump() + " and " +
                                          nlohmann::json(entry.highest).dump());
    if (!(range.probability >= 0 && range.probability <= 1)) object.fail(entry.key, "the probability must lie between 0 and 1");
}

} // namespace

void readAugmentation(JsonObject object, imaging::AugmentationRanges& ranges)
{
    for (const auto& entry : entries)
        readRange(object, entry, ranges.*entry.range);
    object.number("horizontalFlip", ranges.horizontalFlip, 0, 1);
    for (const char* key : {"verticalFlip", "flipVertical", "vertical_flip"})
        if (object.has(key)) object.fail(key, "there is no vertical flip: no radiograph is read upside down");
    object.finish();
}

nlohmann::ordered_json augmentationToJson(const imaging::AugmentationRanges& ranges)
{
    nlohmann::ordered_json object;
    for (const auto& entry : entries) {
        const auto& range = ranges.*entry.range;
        object[entry.key] = {range.low, range.high, range.probability};
    }
    object["horizontalFlip"] = ranges.horizontalFlip;
    return object;
}

} // namespace lucency::model
