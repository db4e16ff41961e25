#pragma once

#include "model/classifier.h"

#include <QString>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace lucency::app {

/// What --model, --device, --precision, --batch and the options of foreign weights say.
struct ModelArguments {
    std::string model, device = "auto", precision = "auto";
    int batch = 4;
    std::string architecture;
    std::vector<std::string> findings; ///< as they were given: A,B,...
    std::optional<int> inputSize;
    std::optional<std::string> normalisation;
};

/// Adds the options to a subcommand; the arguments have to outlive its parsing.
void addModelOptions(CLI::App& command, ModelArguments& arguments);

/// What is wrong with them as they stand together, in words for people; nothing when all is well. Looks at the first bytes of the model.
std::optional<QString> misuse(const ModelArguments& arguments);

/// How that model will want its input, as far as its file says so before it is loaded.
std::optional<imaging::Preprocessing> expectedPreprocessing(const ModelArguments& arguments);

/// From now on the megabytes of an image that is done with stay with the process for the next one, instead of going back to the system,
/// which would have to clear them.
void keepImageMemory();

/// The file that the arguments name; the shipped model where they name none.
std::filesystem::path modelFile(const ModelArguments& arguments);

/// Sets the compute threads and loads modelFile(). What it took for weights made elsewhere without being told stands on stderr.
Result<model::Classifier> loadClassifier(const ModelArguments& arguments);

} // namespace lucency::app
