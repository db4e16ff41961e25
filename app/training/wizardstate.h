#pragma once

#include "app/training/datachoice.h"
#include "imaging/result.h"

#include <QString>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace lucency::app {

/// Everything that a person has chosen in the training wizard, so that it can be found again as it was.
struct WizardState {
    int page = 0;     ///< that is shown
    int furthest = 0; ///< that was reached
    DataChoice data;
    LeftOut leftOut;
    std::string card; ///< name of the recipe; empty for the one that is recommended
    /// By card: keys of the recipe that were changed ("training.epochs") and their values as JSON. So that trying another card loses
    /// nothing.
    std::map<std::string, std::map<std::string, std::string>> changes;
    std::optional<std::array<double, 2>> shares; ///< of validation and test; nothing for those of the card
    std::uint64_t previewSeed = 1;
    QString runName, note;

    bool operator==(const WizardState&) const = default;
    /// Whether nothing was chosen yet.
    bool isFresh() const { return data.given.empty(); }
};

QByteArray toJson(const WizardState& state);
/// Fails with CorruptFile naming the subject.
Result<WizardState> wizardStateFromJson(const QByteArray& json, const QString& subject);

/// Nothing where there is no such file. Fails with Unreadable or CorruptFile naming it.
Result<std::optional<WizardState>> readWizardState(const QString& file);

/// Writes the file in one step, so that a kill leaves the old one or the new one. Makes the folder. Fails with CannotWrite or DiskFull.
Done writeWizardState(const QString& file, const QByteArray& json);

} // namespace lucency::app
