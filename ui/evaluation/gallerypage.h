#pragma once

#include "app/training/latesttask.h"
#include "app/workbench/askedimages.h"
#include "app/workbench/correctionlog.h"
#include "app/workbench/resultinview.h"

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace lucency::ui {

class GalleryModel;
class GalleryView;
class ImagePanel;

/// The images behind a number, the most wrong first, and what to do about them: look, correct the label with a reason, exclude, note, mark
/// for training; all of it by single keys. What is said goes to the log of corrections at once, and the source's label stays.
class GalleryPage : public QWidget {
    Q_OBJECT

public:
    GalleryPage(app::ResultInView* view, app::CorrectionLog* log, QWidget* parent = nullptr);

    /// Shows these images of the finding in view, and follows its operating point.
    void showAsked(const app::AskedImages& asked);
    /// Shows images of the table whichever operating point, such as those that two runs call differently.
    void showImages(std::vector<std::uint32_t> images, const QString& title);
    /// All images of the finding in view, the most wrong first.
    void showAll();
    void refresh(); ///< after a move of the operating point, or another result

    void setCorrections(app::CorrectionsByImage corrections);
    /// All that was ever said: what Ctrl+Z takes back is found in it.
    void setHistory(std::vector<app::Correction> history) { m_history = std::move(history); }
    GalleryModel* model() const { return m_model; }
    GalleryView* view() const { return m_list; }
    ImagePanel* panel() const { return m_panel; }
    QString title() const;
    QString reason() const;
    void setReason(const QString& reason);
    /// What a review key does to the images that are selected; false for a key that does nothing.
    bool review(int key);
    std::vector<std::uint32_t> selectedImages() const;

Q_SIGNALS:
    void imageAsked(const QString& path);
    void exportAsked(const std::vector<std::uint32_t>& images);
    /// To be shown to the person for a moment.
    void said(const QString& words);

private:
    void makeControls(QWidget* side);
    void showCurrent();
    void fill(std::vector<std::uint32_t> images);
    void record(app::CorrectionKind kind, app::LabelCall to, const QString& reason);
    void note();
    void undo();
    void advance();
    QStringList footerKeys() const;

    app::ResultInView* m_view;
    app::CorrectionLog* m_log;
    GalleryModel* m_model;
    GalleryView* m_list;
    ImagePanel* m_panel;
    QLabel *m_title, *m_footer;
    QComboBox* m_reason;
    std::optional<app::AskedImages> m_asked;
    std::string m_askedFinding;
    std::vector<std::vector<app::Correction>> m_mine; ///< made in this session, the newest last: what Ctrl+Z takes back
    std::vector<app::Correction> m_history;
};

} // namespace lucency::ui
