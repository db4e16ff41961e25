#pragma once

#include "imaging/result.h"
#include "model/recipe.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lucency::model {

class Network;
struct NetworkOptions;

/// What the recipe's network is to makeNetwork(): with softmax it has one output more than findings, the first.
NetworkOptions networkOptions(const Recipe& recipe);

/// Copies weights from any file that readWeights() takes: ours, or a state dict of torchvision's names, also those of DataParallel and of
/// old DenseNet files. The head stays as it is where the file has none or one for other outputs, and so do layers over the backbone that
/// the file lacks; colour filters are added up for one channel, grey ones shared out among three. Returns a sentence for each such change.
/// Fails as readWeights() and copyIntoModule() do, or with ModelMismatch for a file of another architecture; the network is then as it was.
Result<std::vector<std::string>> beginWith(const std::filesystem::path& file, const Recipe& recipe, Network& network);

} // namespace lucency::model
