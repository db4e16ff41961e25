#pragma once

#include "app/training/runsummary.h"

#include <QWidget>

#include <array>
#include <optional>

class QLabel;

namespace lucency::ui {

/// The figures of a run as a row of numbers, each with its name and a line on how to read it.
class RunFacts : public QWidget {
    Q_OBJECT

public:
    enum Fact { Epoch, Best, TimeLeft, Speed, Waiting, FactCount };

    explicit RunFacts(QWidget* parent = nullptr);

    /// Progress is that of a run that is being trained; without it the numbers are those of its last epoch.
    void setRun(const app::RunSummary& run, const std::optional<model::TrainingProgress>& progress);

    QString valueOf(Fact fact) const;
    QString readingOf(Fact fact) const;

private:
    struct Tile {
        QLabel *name = nullptr, *value = nullptr, *reading = nullptr;
    };
    void set(Fact fact, const QString& value, const QString& reading);

    std::array<Tile, FactCount> m_tiles{};
};

} // namespace lucency::ui
