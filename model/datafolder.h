#pragma once

#include "model/cohort.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lucency::model {

/// A folder or file that a recipe names, found below the data folder: as it is named, or without its first folders, because the data folder
/// may be one of them ("nih/images_64" below nih). An absolute path stands for itself.
std::optional<std::filesystem::path> findBelow(const std::filesystem::path& dataFolder, const std::string& named);

/// Whether a written label or folder name says that there is nothing: "NORMAL", "No Finding", "negative", ..., in any case.
bool meansNoFinding(const std::string& written);

/// Lower case, without blanks at the ends, and with underscores and hyphens (but for a minus sign) as blanks: how names are
/// compared.
std::string plainName(const std::string& written);

/// The part that a folder or cell called "train", "val", "valid", "validation" or "test" names, in any case.
std::optional<Part> partCalled(const std::string& written);

/// An image of a folder, by what its place says.
struct PlacedImage {
    std::filesystem::path file;
    std::string folder; ///< name of the class folder that it lies in, empty for none
    std::optional<Part> part;
};

/// The images of a folder in which folders may stand for classes and, above them, for parts. Folders that hold all of the images say
/// nothing, unless they are among the names that mean a class.
struct PlacedImages {
    std::vector<PlacedImage> images;
    std::set<std::string> folders; ///< class folders
    int outsideParts = 0;          ///< images beside the folders of the parts, left out
};
PlacedImages placeImages(const std::filesystem::path& root, const std::vector<std::filesystem::path>& files,
                         const std::set<std::string>& plainClassNames);

} // namespace lucency::model
