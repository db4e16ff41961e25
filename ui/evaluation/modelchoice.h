#pragma once

#include "app/training/latesttask.h"
#include "imaging/result.h"
#include "model/classifier.h"

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace lucency::ui {

/// Chooses a model to be tried: the one in use, or any file. What a file made elsewhere does not say of itself is asked for: its findings,
/// its network, and how it sees an image. Reads files on a thread of its own.
class ModelChoice : public QWidget {
    Q_OBJECT

public:
    explicit ModelChoice(const QString& fileInUse, QWidget* parent = nullptr);

    void setFile(const QString& file);
    const QString& file() const { return m_file; }
    bool isReading() const { return m_reader.isRunning(); }
    /// Of the model; of one made elsewhere those that were named. Empty while they are not known.
    std::vector<model::FindingEntry> findings() const;
    model::ClassifierOptions options() const;
    QString name() const; ///< for people
    /// Why it cannot be tried.
    const std::optional<Failure>& failure() const { return m_failure; }

Q_SIGNALS:
    void changed();

private:
    void makeForeign();
    void ask();
    void read();
    void take(const Result<model::ModelManifest>& manifest);

    QString m_file;
    std::optional<model::ModelManifest> m_manifest;
    std::optional<Failure> m_failure;
    bool m_isForeign = false;
    QLabel* m_words;
    QWidget* m_foreign;
    QLineEdit* m_findings;
    QComboBox *m_network, *m_brightness;
    QSpinBox* m_size;
    app::LatestTask m_reader; ///< last: it is joined before what it answers to goes
};

} // namespace lucency::ui
