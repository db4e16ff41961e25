#pragma once

#include "model/recipe.h"

#include <filesystem>
#include <optional>
#include <regex>
#include <string>
#include <vector>

namespace lucency::model {

/// Whom an image shows.
struct WhoIsShown {
    std::string patient;                 ///< unique within the source
    bool own = false;                    ///< nothing tells the patient: the image is one of its own
    std::string age, sex, view, scanner; ///< of a DICOM header; empty elsewhere
};

/// Finds the patients of a source's images: by the table's column, by a pattern on the base name, by the header of a DICOM file, and else
/// one an image.
class PatientFinder {
public:
    explicit PatientFinder(const DataSource& source);

    /// Named is the patient of the source's own column, guessed that of a column that looks like one; empty where there is none. Reads the
    /// header of a DICOM file; one that cannot be read tells nothing.
    WhoIsShown of(const std::filesystem::path& file, const std::filesystem::path& root, const std::string& named,
                  const std::string& guessed) const;

private:
    std::vector<std::regex> m_patterns;
    bool m_fromDicom;
};

} // namespace lucency::model
