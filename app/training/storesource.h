#pragma once

#include "imaging/result.h"

#include <QString>

#include <filesystem>
#include <stop_token>

namespace lucency::app {

/// Which images of the worklist become a training set.
enum class StoreChoice {
    Labelled, ///< all of which anything is stated
    Sent,     ///< of those, the ones that people have sent to the next training set
};

/// A training set out of the store.
struct StoreSet {
    std::filesystem::path folder; ///< holds labels.csv and, below images, a link to each file
    long images = 0;
    long corrected = 0;  ///< whose labels readers have corrected
    long excluded = 0;   ///< left out because readers have excluded them
    long unlabelled = 0; ///< left out because nothing is stated of them
    long missing = 0;    ///< left out because their file is not there any more
};

/// Makes a folder of links and a label table of the images that lie in the store, as a recipe's source of the kind `found` reads them: a
/// column a finding with 1, 0 or nothing for unknown, what readers have corrected in place of what the source said, and the patient as a
/// number, never by name. The files stay where they are. A new folder below the given one for every set. On a worker, with a connection of
/// its own. Fails as Store::open() does, with NoLabelledImages where no image is left, CannotWrite, DiskFull or Cancelled.
Result<StoreSet> writeStoreSet(const QString& store, const std::filesystem::path& sets, StoreChoice choice, const std::stop_token& stop);

} // namespace lucency::app
