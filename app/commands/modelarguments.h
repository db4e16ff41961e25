#pragma once

#include "model/classifier.h"

#include <memory>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace lucency::app {

/// What --model, --device, --precision, --batch and the options of foreign weights say.
struct ModelArguments {
    std::string model, device = "auto", precision = "auto", normalisation = "minmax";
    int batch = 4;
    model::ForeignWeights foreign;
};

/// Adds the options to a subcommand; the arguments have to outlive its parsing.
void addModelOptions(CLI::App& command, ModelArguments& arguments);

/// How that model will want its input, as far as its file says so before it is loaded.
std::optional<imaging::Preprocessing> expectedPreprocessing(const ModelArguments& arguments);

/// From now on the megabytes of an image that is done with stay with the process for the next one, instead of going back to the system,
/// which would have to clear them.
void keepImageMemory();

/// Sets the compute threads and loads the model that the arguments name; the shipped one where they name none.
Result<model::Classifier> loadClassifier(const ModelArguments& arguments);

} // namespace lucency::app
