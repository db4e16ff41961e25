#include "ui/evaluation/gallerypage.h"

#include "app/report/figures.h"
#include "ui/evaluation/gallerymodel.h"
#include "ui/evaluation/galleryview.h"
#include "ui/evaluation/imagepanel.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QDateTime>
#include <QGridLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace lucency::ui {

using app::Correction;
using app::CorrectionKind;
using app::LabelCall;

GalleryPage::GalleryPage(app::ResultInView* view, app::CorrectionLog* log, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_log(log)
    , m_model(new GalleryModel(this))
    , m_list(new GalleryView(m_model, this))
    , m_panel(new ImagePanel(this))
    , m_title(new QLabel(this))
    , m_footer(new QLabel(this))
    , m_reason(new QComboBox(this))
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setWordWrap(true);
    auto* all = new QPushButton(tr("All images"), this);
    all->setToolTip(tr("All images of the finding in view, the most wrong first"));
    connect(all, &QPushButton::clicked, this, &GalleryPage::showAll);
    auto* exporting = new QPushButton(tr("Export these …"), this);
    exporting->setToolTip(tr("Copies the images that are selected, or all of these, into folders by label, for other programs"));
    connect(exporting, &QPushButton::clicked, this, [this] {
        auto images = selectedImages();
        Q_EMIT exportAsked(images.size() > 1 ? images : m_model->images());
    });
    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(all);
    top->addWidget(exporting);

    auto* splitter = new QSplitter(this);
    splitter->addWidget(m_list);
    auto* side = new QWidget(splitter);
    makeControls(side);
    splitter->addWidget(side);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setCollapsible(1, false);
    splitter->setSizes({640, 400});
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme::mutedText());
    m_footer->setPalette(muted);
    m_footer->setWordWrap(true);
    m_footer->setText(footerKeys().join(QStringLiteral("   ")));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 4);
    column->addLayout(top);
    column->addWidget(splitter, 1);
    column->addWidget(m_footer);

    connect(m_list, &GalleryView::currentImageChanged, this, &GalleryPage::showCurrent);
    connect(m_list, &GalleryView::reviewKey, this, &GalleryPage::review);
    connect(m_list, &GalleryView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT imageAsked(index.data(GalleryModel::PathRole).toString()); });
    auto* undoing = new QShortcut(QKeySequence::Undo, this);
    undoing->setContext(Qt::WidgetWithChildrenShortcut);
    connect(undoing, &QShortcut::activated, this, &GalleryPage::undo);
}

void GalleryPage::makeControls(QWidget* side)
{
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(6, 0, 0, 0);
    column->addWidget(m_panel, 1);
    auto* reasonRow = new QHBoxLayout;
    auto* reasonLabel = new QLabel(tr("Reason:"), side);
    reasonLabel->setBuddy(m_reason);
    m_reason->setEditable(true);
    m_reason->addItems({tr("seen on re-reading"), tr("the label comes from another image of the patient"),
                        tr("confirmed by a later examination"), tr("not a frontal radiograph"), tr("poor quality")});
    m_reason->setToolTip(tr("Kept with each correction, until it is changed"));
    m_reason->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    reasonRow->addWidget(reasonLabel);
    reasonRow->addWidget(m_reason, 1);
    column->addLayout(reasonRow);
    auto* grid = new QGridLayout;
    const auto add = [&](int row, int place, const QString& text, const QString& tip, int key) {
        auto* button = new QPushButton(text, side);
        button->setToolTip(tip);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QPushButton::clicked, this, [this, key] { review(key); });
        grid->addWidget(button, row, place);
    };
    add(0, 0, tr("Present (P)"), tr("The finding is there, whatever the label says"), Qt::Key_P);
    add(0, 1, tr("Absent (A)"), tr("The finding is not there, whatever the label says"), Qt::Key_A);
    add(0, 2, tr("Unsure (U)"), tr("It cannot be told: the image takes no part where corrected labels are used"), Qt::Key_U);
    add(1, 0, tr("Exclude (X)"), tr("The image is to take no part in figures with corrected labels, nor in training"), Qt::Key_X);
    add(1, 1, tr("Note (N) …"), tr("A remark on the image"), Qt::Key_N);
    add(1, 2, tr("To training (T)"), tr("The image is to be in the next training set"), Qt::Key_T);
    column->addLayout(grid);
    side->setMinimumWidth(300);
}

QStringList GalleryPage::footerKeys() const
{
    return {tr("Arrows: move"),  tr("P present"), tr("A absent"),   tr("U unsure"),           tr("X exclude"),        tr("N note"),
            tr("T to training"), tr("S skip"),    tr("H heat map"), tr("Return: the viewer"), tr("Ctrl+Z: take back")};
}

QString GalleryPage::title() const
{
    return m_title->text();
}

QString GalleryPage::reason() const
{
    return m_reason->currentText().trimmed();
}

void GalleryPage::setReason(const QString& reason)
{
    m_reason->setEditText(reason);
}

void GalleryPage::showAsked(const app::AskedImages& asked)
{
    m_asked = asked;
    m_askedFinding = m_view->isMovable() ? m_view->findingName(m_view->finding()) : std::string();
    refresh();
    if (m_model->rowCount() > 0) m_list->setCurrentIndex(m_model->index(0));
    m_list->setFocus();
}

void GalleryPage::showAll()
{
    if (!m_view->isMovable()) return;
    app::AskedImages asked;
    asked.title = tr("%1: all images, the most wrong first").arg(app::report::findingTitle(m_view->findingName(m_view->finding())));
    showAsked(asked);
}

void GalleryPage::showImages(std::vector<std::uint32_t> images, const QString& title)
{
    m_asked.reset();
    m_askedFinding = m_view->findingName(m_view->finding());
    m_title->setText(tr("%1 (%2 images)").arg(title, QLocale().toString(static_cast<qulonglong>(images.size()))));
    fill(std::move(images));
    if (m_model->rowCount() > 0) m_list->setCurrentIndex(m_model->index(0));
}

void GalleryPage::refresh()
{
    if (!m_view->isMovable()) {
        m_model->setImages({}, -1, {}, 0.5);
        m_panel->showNothing();
        m_title->setText(tr("The images behind a number can be shown where the predictions can be read."));
        return;
    }
    if (!m_asked) {
        // Images that were named one by one stay, with the badges of the operating point as it is now.
        const int at = m_view->shown().indexOf(m_askedFinding);
        if (m_model->result() && at >= 0 && !m_model->images().empty()) return m_model->setThreshold(m_view->point(at).threshold);
        return showAll();
    }
    int at = m_view->shown().indexOf(m_askedFinding);
    if (at < 0) {
        at = m_view->finding();
        m_askedFinding = m_view->findingName(at);
    }
    const auto& ranked = m_view->shown().findings[static_cast<std::size_t>(at)];
    auto filter = m_asked->filter;
    // One operating point drives everything; around a point of a curve that was clicked, its own place stays.
    if (!filter.nearest) filter.threshold = m_view->point(at).threshold;
    std::vector<std::uint32_t> images;
    for (const auto chosen : ranked.select(filter))
        images.push_back(static_cast<std::uint32_t>(ranked.imageOf(chosen)));
    m_title->setText(images.empty() ? tr("%1: there are none at this operating point.").arg(m_asked->title)
                                    : tr("%1 (%2 images)").arg(m_asked->title, QLocale().toString(static_cast<qulonglong>(images.size()))));
    fill(std::move(images));
}

void GalleryPage::fill(std::vector<std::uint32_t> images)
{
    const int at = m_view->shown().indexOf(m_askedFinding);
    const double threshold = at >= 0 ? m_view->point(at).threshold : 0.5;
    const int tableFinding = m_view->shown().table.indexOf(m_askedFinding);
    const bool same = m_model->result() == m_view->shownPointer() && m_model->tableFinding() == tableFinding && m_model->images() == images;
    if (same) return m_model->setThreshold(threshold);
    const auto current = m_list->currentIndex();
    const std::size_t kept = current.isValid() && m_model->result() ? m_model->imageAt(current.row()) : 0;
    const bool hadCurrent = current.isValid();
    m_model->setImages(m_view->shownPointer(), tableFinding, std::move(images), threshold);
    if (hadCurrent) {
        const auto& now = m_model->images();
        const auto found = std::ranges::find(now, kept);
        if (found != now.end()) m_list->setCurrentIndex(m_model->index(static_cast<int>(found - now.begin())));
    }
    showCurrent();
}

void GalleryPage::setCorrections(app::CorrectionsByImage corrections)
{
    m_model->setCorrections(std::move(corrections));
    showCurrent();
}

void GalleryPage::showCurrent()
{
    const auto current = m_list->currentIndex();
    if (!current.isValid() || !m_model->result()) return m_panel->showNothing();
    const auto image = m_model->imageAt(current.row());
    m_panel->showImage(m_model->result(), image, m_askedFinding, m_model->threshold(), m_model->correction(image));
}

std::vector<std::uint32_t> GalleryPage::selectedImages() const
{
    std::vector<std::uint32_t> images;
    const auto selected = m_list->selectionModel()->selectedIndexes();
    for (const auto& index : selected)
        images.push_back(static_cast<std::uint32_t>(m_model->imageAt(index.row())));
    return images;
}

bool GalleryPage::review(int key)
{
    const auto current = m_list->currentIndex();
    if (!current.isValid()) return false;
    switch (key) {
    case Qt::Key_P:
        record(CorrectionKind::Label, LabelCall::Present, reason());
        break;
    case Qt::Key_A:
        record(CorrectionKind::Label, LabelCall::Absent, reason());
        break;
    case Qt::Key_U:
        record(CorrectionKind::Label, LabelCall::Unsure, reason());
        break;
    case Qt::Key_X:
        record(CorrectionKind::Exclusion, LabelCall::Unknown, reason());
        break;
    case Qt::Key_T:
        record(CorrectionKind::ForTraining, LabelCall::Unknown, reason());
        break;
    case Qt::Key_N:
        note();
        return true;
    case Qt::Key_S:
        break;
    case Qt::Key_H:
        m_panel->setHeatMapShown(!m_panel->isHeatMapShown());
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT imageAsked(current.data(GalleryModel::PathRole).toString());
        return true;
    default:
        return false;
    }
    advance();
    return true;
}

/// The next image, so that a review goes on by single keys.
void GalleryPage::advance()
{
    const int next = m_list->currentIndex().row() + 1;
    if (next >= m_model->rowCount()) {
        showCurrent();
        Q_EMIT said(tr("That was the last of these images."));
        return;
    }
    m_list->setCurrentIndex(m_model->index(next));
}

void GalleryPage::record(CorrectionKind kind, LabelCall to, const QString& reason)
{
    if (reason.isEmpty()) {
        Q_EMIT said(tr("A correction needs a reason: type one in the field “Reason”."));
        m_reason->setFocus();
        return;
    }
    std::vector<Correction> entries;
    const auto selected = m_list->selectionModel()->selectedIndexes();
    for (const auto& index : selected) {
        Correction entry;
        entry.path = index.data(GalleryModel::PathRole).toString();
        // Without a data folder the name in the table is all that is known of the image.
        if (entry.path.isEmpty()) entry.path = QString::fromStdString(m_model->result()->table.images[m_model->imageAt(index.row())].path);
        entry.kind = kind;
        entry.reason = reason;
        entry.who = app::CorrectionLog::who();
        entry.when = QDateTime::currentMSecsSinceEpoch();
        if (kind == CorrectionKind::Label) {
            entry.finding = QString::fromStdString(m_askedFinding);
            entry.from = static_cast<LabelCall>(index.data(GalleryModel::LabelRole).toInt());
            entry.to = to;
        }
        m_model->anticipate(m_model->imageAt(index.row()), entry);
        entries.push_back(std::move(entry));
    }
    m_mine.push_back(entries);
    m_log->add(std::move(entries));
}

void GalleryPage::note()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Note"));
    dialog->setLabelText(tr("What is to be remembered of this image?"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        if (!text.trimmed().isEmpty()) record(CorrectionKind::Note, LabelCall::Unknown, text.trimmed());
        showCurrent();
        m_list->setFocus();
    });
    dialog->open();
}

/// Takes back what was said last in this window; it stays in the history.
void GalleryPage::undo()
{
    if (m_mine.empty()) return Q_EMIT said(tr("Nothing was said in this window that could be taken back."));
    std::vector<Correction> undos;
    for (const auto& mine : m_mine.back()) {
        const auto found = std::find_if(m_history.rbegin(), m_history.rend(), [&](const Correction& entry) {
            return entry.when == mine.when && entry.path == mine.path && entry.kind == mine.kind && entry.finding == mine.finding;
        });
        if (found == m_history.rend()) return Q_EMIT said(tr("It is still being stored; try again in a moment."));
        Correction undo = mine;
        undo.kind = CorrectionKind::Undo;
        undo.undoes = found->id;
        undo.when = 0;
        undo.who = app::CorrectionLog::who();
        undo.reason = tr("taken back");
        undos.push_back(std::move(undo));
    }
    m_mine.pop_back();
    m_log->add(std::move(undos));
    Q_EMIT said(tr("Taken back."));
}

} // namespace lucency::ui
