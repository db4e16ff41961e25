#include "model/traininglist.h"

#include "imaging/regularfile.h"
#include "model/celltext.h"
#include "model/labelledrows.h"
#include "model/numbered.h"
#include "model/textencoding.h"
#include "model/writtennames.h"

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;

/// A text with the byte order mark of UTF-8 or UTF-16, or without any, as bytes of which every line is UTF-8 or Windows-1252.
std::string decoded(const std::string& bytes)
{
    const auto mark = byteOrderMarkOf(bytes);
    return mark.utf16 ? Utf16Text(mark.bigEndian).next(std::string_view(bytes).substr(mark.bytes)) : bytes.substr(mark.bytes);
}

Result<WrittenNames> readNames(const fs::path& file)
{
    if (auto regular = imaging::checkRegularFile(file); !regular) return regular.error();
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad()) return Failure{FailureKind::Unreadable, file.string(), ""};
    WrittenNames names;
    std::istringstream lines(decoded(bytes));
    for (std::string line; std::getline(lines, line);) {
        auto name = trimmed(asUtf8(line));
        if (name.size() > 1 && name.front() == '"' && name.back() == '"') name = trimmed(name.substr(1, name.size() - 2));
        if (!name.empty()) names.add(name);
    }
    return names;
}

} // namespace

Done honourTrainingList(const fs::path& file, const fs::path& dataFolder, Cohort& cohort, const std::stop_token& stop)
{
    const auto names = readNames(file);
    if (!names) return names.error();
    std::vector<std::vector<std::string>> namesOfEach;
    std::unordered_map<std::string, int> ofOneName;
    for (const auto& image : cohort.images) {
        namesOfEach.push_back(namesOfImage(dataFolder / image.path, dataFolder));
        ++ofOneName[lowerCase(namesOfEach.back().front())];
    }
    std::vector<bool> listed;
    std::set<int> sources;
    for (std::size_t i = 0; i < cohort.images.size(); ++i) {
        if (stop.stop_requested()) return Failure{FailureKind::Cancelled, file.string(), ""};
        listed.push_back(names->of(namesOfEach[i], ofOneName[lowerCase(namesOfEach[i].front())] == 1) != nullptr);
        if (listed.back()) sources.insert(cohort.images[i].source);
    }
    if (sources.empty())
        return Failure{FailureKind::NoLabelledImages, file.string(),
                       "it names none of the images. It has to be text with the name of an image in each line, such as " +
                           (namesOfEach.empty() ? std::string("00000001_000.png") : namesOfEach.front().front())};
    std::unordered_set<std::string> tested;
    for (std::size_t i = 0; i < cohort.images.size(); ++i)
        if (sources.contains(cohort.images[i].source) && !listed[i]) tested.insert(cohort.images[i].patient);
    const auto name = file.filename().string();
    if (tested.empty()) {
        cohort.remarks.push_back(name +
                                 ": it names all images, so that no test part is given; it is taken out of the training part, by patient");
        return done();
    }
    long count = 0;
    for (auto& image : cohort.images) {
        if (!tested.contains(image.patient)) continue;
        image.keptPart = Part::Test;
        ++count;
    }
    cohort.remarks.push_back(name + ": " + numbered(count, "image", "images") + " of " +
                             numbered(static_cast<long>(tested.size()), "patient", "patients") +
                             (count == 1 ? " is not in it and is the test part" : " are not in it and are the test part"));
    return done();
}

} // namespace lucency::model
