#pragma once

#include <QWidget>

#include <filesystem>
#include <span>
#include <vector>

class QHBoxLayout;
class QListWidget;
class QMimeData;
class QPushButton;

namespace lucency::ui {

/// The folders of radiographs and label tables that a person has given, with buttons to add some and to take one out (Delete does, too).
/// It only shows and asks: whoever owns the choice answers `given` and `takenOut` with setPaths.
class GivenImages : public QWidget {
    Q_OBJECT

public:
    /// The filter of the file dialog for tables, such as "Tables (*.csv)".
    explicit GivenImages(const QString& tableFilter, QWidget* parent = nullptr);

    void setPaths(std::span<const std::filesystem::path> paths);
    /// Puts a further button behind those that add, or before the one that takes out.
    void addButton(QPushButton* button, bool beforeTakeOut = false);
    QListWidget* list() const { return m_list; }

    /// The files and folders of this machine that are dragged; empty where there are none.
    static QStringList localPaths(const QMimeData* data);
    /// The choice with these paths added, each once.
    static std::vector<std::filesystem::path> with(std::vector<std::filesystem::path> given, const QStringList& added);

Q_SIGNALS:
    void given(const QStringList& paths);
    void takenOut(const QString& path);

private:
    void offerToTakeOut();

    QListWidget* m_list;
    QPushButton* m_takeOut;
    QHBoxLayout* m_buttons;
    int m_adding = 2; ///< buttons that add
};

} // namespace lucency::ui
