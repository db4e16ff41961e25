#pragma once

#include "app/scorer.h"
#include "ui/mainwindow.h"

#include <QTemporaryDir>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace lucency::test {

/// What the trial model says, and how it is held up; shared between a test and the threads of the window.
class Trial {
public:
    /// The probability of Effusion for files of this base name, 0.1 for all others. Its operating point is 0.5.
    void say(const QString& name, double probability);
    /// false holds every batch until it is true again.
    void setOpen(bool open);
    /// Base names of the images that the network took.
    QStringList scored() const;

private:
    friend class TrialScorer;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<std::string, double> m_sayings;
    std::vector<std::string> m_names; ///< as they were prepared
    std::vector<std::string> m_scored;
    bool m_open = true;
};

/// A model that reads, refuses and preprocesses as the program does, and says what the trial tells it to: Effusion with a map of 8 x 8
/// cells that glows at the lower right, Mass at 5 % with one that glows at the upper left. A model file named "bad" is damaged.
app::ScorerFactory trialModel(std::shared_ptr<Trial> trial);

/// The place of one reader in a temporary folder: images, store, settings, and the window over them.
class ReadingStation {
public:
    ReadingStation();
    ~ReadingStation();

    QString path(const QString& name) const; ///< of an image or folder
    QString storeFile() const;

    /// Opens the window with the trial's model, or another one, and shows it. The window before is closed.
    ui::MainWindow& open();
    ui::MainWindow& open(const QString& modelFile, app::ScorerFactory scorers);
    /// What the next window says of its store.
    void setStoreWarning(const QString& warning) { m_storeWarning = warning; }
    /// As a reader does: the settings are kept.
    void close();
    ui::MainWindow& window() const { return *m_window; }
    Trial& trial() const { return *m_trial; }

    /// Draws a phantom of 64 x 64 pixels, as PNG or DICOM by its name, into the images' folder: one exposure of one study of one person.
    QString draw(const QString& name, int patient = 1, int study = 0, int exposure = 0) const;
    /// Writes so many DICOM files, four studies a person, of a few drawings in turn.
    void drawMany(int count, int size = 64) const;

private:
    QTemporaryDir m_folder;
    std::shared_ptr<Trial> m_trial;
    QString m_storeWarning;
    std::unique_ptr<ui::MainWindow> m_window;
};

/// Every word that can be read on a widget: of the labels, buttons and lists in it that are visible.
QString visibleText(const QWidget& widget);

} // namespace lucency::test
