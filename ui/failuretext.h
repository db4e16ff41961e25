#pragma once

#include "imaging/remark.h"
#include "imaging/result.h"

#include <QString>

namespace lucency::ui {

/// A failure in one or two sentences for people: what is wrong, with which file or key, and what to do about it.
QString failureText(const Failure& failure);

/// The few words that stand in a table cell or over an empty view.
QString failureTitle(FailureKind kind);

/// A remark in a short sentence.
QString remarkText(imaging::Remark remark);

/// Loads Lucency's and Qt's own translations for the system's language into the running application, and beneath them the plural forms of
/// English, in which everything else is shown that has no translation.
void installTranslations();

} // namespace lucency::ui
