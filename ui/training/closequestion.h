#pragma once

#include <QString>

class QWidget;

namespace lucency::app {
class TrainingQueue;
}

namespace lucency::ui {

/// Whether the program may end now: at once where nothing trains; otherwise the person is asked, and told that the training stops after the
/// batch in hand with everything saved, and can go on at the next start.
bool mayEndWhileTraining(const app::TrainingQueue& queue, QWidget* parent);

} // namespace lucency::ui
