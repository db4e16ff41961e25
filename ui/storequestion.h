#pragma once

#include "app/store/backup.h"
#include "imaging/result.h"

#include <optional>

namespace lucency::ui {

/// What is to be done where the store cannot be opened.
enum class StoreAnswer { Quit, ReadWithoutIt, UseBackup };

/// Says why the store cannot be opened, and asks whether to read on without it, when nothing of what is done then is kept, or with the
/// backup where there is one. Closing the question is Quit. It waits for the answer, so it belongs before the event loop of the window.
StoreAnswer askAboutStore(const Failure& failure, const std::optional<app::Backup>& backup = {});

} // namespace lucency::ui
