#include "ui/evaluation/workbench.h"

#include "app/report/sections.h"
#include "ui/evaluation/blocksview.h"
#include "ui/evaluation/correctionspage.h"
#include "ui/evaluation/figurespage.h"
#include "ui/evaluation/gallerymodel.h"
#include "ui/evaluation/gallerypage.h"
#include "ui/failuretext.h"
#include "ui/statepage.h"
#include "ui/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>

namespace lucency::ui {

namespace {

using namespace app::report;

constexpr int messageMilliseconds = 8000;

QString whole(std::size_t number)
{
    return QLocale().toString(static_cast<qulonglong>(number));
}

} // namespace

QString Workbench::runFolder() const
{
    return m_view->isOpen() && m_view->shown().ofRun ? QString::fromStdString(m_view->shown().source.string()) : QString();
}

QString Workbench::messageText() const
{
    return m_message->text();
}

QString Workbench::faultsText() const
{
    return m_faults->text();
}

QString Workbench::measuredText() const
{
    return m_measured->text();
}

void Workbench::say(const QString& words)
{
    m_message->setText(words);
    m_message->show();
    m_messageTime.start(messageMilliseconds);
}

void Workbench::openRun(const QString& runFolder)
{
    m_opening = true;
    m_state->setState(QStringLiteral("waiting"), tr("Being opened …"), runFolder);
    m_stack->setCurrentIndex(0);
    m_opener.start([this, runFolder](const std::stop_token& stop, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, runFolder, opened = app::openRun(runFolder.toStdString(), {}, stop)] { take(opened, runFolder, false); };
    });
}

void Workbench::openPredictions(const QString& csv, const QString& labels)
{
    m_opening = true;
    m_state->setState(QStringLiteral("waiting"), tr("Being opened …"), csv);
    m_stack->setCurrentIndex(0);
    m_opener.start([this, csv, labels](const std::stop_token& stop, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, csv, opened = app::openPredictions(csv.toStdString(), labels.toStdString(), {}, stop)] { take(opened, csv, true); };
    });
}

void Workbench::take(const Result<app::OpenedResultPointer>& opened, const QString& source, bool isTable)
{
    m_opening = false;
    if (!opened) {
        if (opened.error().kind == FailureKind::Cancelled) return;
        showFailure(opened.error(), source, isTable);
        Q_EMIT openingFailed(opened.error());
        return;
    }
    rememberPoints();
    const auto same = std::ranges::find_if(m_all, [&](const Opened& each) { return each.result->source == (*opened)->source; });
    const auto at = static_cast<std::size_t>(same - m_all.begin());
    if (same == m_all.end())
        m_all.push_back({*opened, (*opened)->points});
    else
        *same = {*opened, (*opened)->points};
    m_showing = false;
    showOpened(at);
    Q_EMIT this->opened(source);
}

void Workbench::showFailure(const Failure& failure, const QString& source, bool isTable)
{
    const bool labels = isTable && (failure.kind == FailureKind::NoLabelledImages || failure.kind == FailureKind::MissingColumn);
    QString text = failureText(failure);
    if (failure.kind == FailureKind::MissingColumn && isTable)
        text = tr("%1 has no column “%2”. Predictions need the columns path, patient_id, finding, label and probability; labels may come "
                  "from a table of their own.")
                   .arg(source, QString::fromStdString(failure.detail));
    else if (failure.kind == FailureKind::NoLabelledImages)
        text = tr("%1: no image has a label, so nothing can be measured. A table of labels can be added.").arg(source);
    else if (!failure.detail.empty())
        text += QStringLiteral(" (%1)").arg(QString::fromStdString(failure.detail));
    m_labelsFor = source;
    QList<QAction*> actions{m_openRun, m_openPredictions};
    if (labels) actions.prepend(m_chooseLabels);
    // What is open stays open; the failure is told beside it.
    if (!m_all.empty()) {
        m_stack->setCurrentIndex(1);
        if (labels) m_state->setState(QStringLiteral("warning"), tr("It cannot be measured yet"), text, actions, StatePage::Tone::Warning);
        if (labels) m_stack->setCurrentIndex(0);
        return say(tr("Not opened: %1").arg(text));
    }
    m_state->setState(QStringLiteral("warning"), tr("It cannot be opened"), text, actions, StatePage::Tone::Error);
    m_stack->setCurrentIndex(0);
}

void Workbench::rememberPoints()
{
    if (m_showing && !m_view->isCorrected() && m_current < m_all.size() && m_view->isMovable()) m_all[m_current].points = m_view->points();
}

void Workbench::showOpened(std::size_t which)
{
    rememberPoints();
    m_current = which;
    m_showing = true;
    m_said.clear();
    m_gallery->setCorrections({});
    const QSignalBlocker quiet(m_corrected);
    m_corrected->setChecked(false);
    m_view->setResult(m_all[which].result, m_all[which].points);
    m_results->clear();
    std::vector<ComparePage::Other> others;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        m_results->addItem(QString::fromStdString(m_all[i].result->name));
        m_results->setItemData(static_cast<int>(i), QString::fromStdString(m_all[i].result->source.string()), Qt::ToolTipRole);
        if (i != which && !m_all[i].result->findings.empty()) others.push_back({m_all[i].result, m_all[i].points});
    }
    m_results->setCurrentIndex(static_cast<int>(which));
    m_compare->setOthers(std::move(others));
    m_gallery->showAll();
    m_stack->setCurrentIndex(1);
    matchCorrections();
}

void Workbench::refreshHeader()
{
    const bool open = m_view->isOpen();
    m_results->setVisible(open);
    for (QWidget* control : std::initializer_list<QWidget*>{m_corrected, m_folderButton, m_reportButton, m_useButton})
        control->setVisible(open);
    m_measured->setVisible(open);
    m_faults->setVisible(false);
    if (!open) return;
    const auto& shown = m_view->shown();
    m_useButton->setVisible(shown.ofRun && !shown.modelFile.empty());
    m_corrected->setEnabled(m_view->isMovable());
    m_boxesButton->setVisible(m_view->isMovable() && !shown.modelFile.empty());
    const auto& material = shown.material;
    QString text = QStringLiteral("<b>%1</b> · ").arg(QString::fromStdString(shown.name).toHtmlEscaped());
    if (!material.model.empty()) text += QString::fromStdString(material.model).toHtmlEscaped() + QStringLiteral(" · ");
    text += shown.part == "test"
                ? tr("measured on the test part: %1 images of %2 people whom the model never saw.")
                      .arg(whole(static_cast<std::size_t>(material.images)), whole(static_cast<std::size_t>(material.patients)))
            : shown.ofRun ? tr("measured on all %1 predicted images of %2 people: which of them were trained on is not known.")
                                .arg(whole(static_cast<std::size_t>(material.images)), whole(static_cast<std::size_t>(material.patients)))
                          : tr("measured on all %1 images of %2 people in the file.")
                                .arg(whole(static_cast<std::size_t>(material.images)), whole(static_cast<std::size_t>(material.patients)));
    if (m_view->isCorrected())
        text += QStringLiteral(" <b>") +
                tr("With corrected labels: %1 labels changed, %2 images excluded; not the source's figures.")
                    .arg(whole(shown.correctedLabels), whole(shown.excludedImages)) +
                QStringLiteral("</b>");
    text += QStringLiteral(" <b style=\"color:%1\">%2</b>").arg(theme::warning().name(), tr("Not for primary diagnosis."));
    m_measured->setText(text);
    QStringList faults;
    for (const auto& fault : shown.faults)
        faults << failureText(fault);
    if (!shown.faults.empty()) faults << tr("What could be read without these is shown.");
    for (const auto& finding : shown.reportOfOthers)
        faults << tr("%1: report.json counts other images than predictions.csv does; the figures here are those of predictions.csv.")
                      .arg(findingTitle(finding));
    if (shown.ofRun && shown.dataFolder.empty())
        faults << tr("Where the images of this run lie is not known: choose “Folder of the images …” to see them.");
    // What was corrected is said beside what is measured.
    auto plain = material;
    plain.correctedLabels = plain.excludedByPeople = 0;
    faults << cautions(plain);
    m_faults->setText(faults.join(QLatin1Char(' ')));
    m_faults->setVisible(!faults.isEmpty());
    m_pages->setTabVisible(m_pages->indexOf(m_overall), m_view->findingCount() > 1);
    m_pages->setTabVisible(m_pages->indexOf(m_training), !material.history.empty() && material.recipe.has_value());
    m_pages->setTabVisible(m_pages->indexOf(m_data), shown.ofRun && material.split.has_value());
}

void Workbench::staleAll()
{
    m_stale = {m_figures, m_numbers, m_groups, m_overall, m_training, m_data, m_compare, m_gallery};
    refreshPage();
}

/// Only the page that is looked at follows at once.
void Workbench::refreshPage()
{
    QWidget* page = m_pages->currentWidget();
    if (page && page->isAncestorOf(m_groups)) page = m_groups;
    const auto stale = std::ranges::find(m_stale, page);
    if (!m_view->isOpen() || stale == m_stale.end()) return;
    m_stale.erase(stale);
    // Chapters are made of the whole material; the figures beside need none of it.
    const bool isChapter = page == m_numbers || page == m_groups || page == m_overall;
    const Material material = isChapter ? m_view->material() : Material();
    const auto at = static_cast<std::size_t>(m_view->finding());
    const ReportedFinding* shown = at < material.findings.size() ? &material.findings[at] : nullptr;
    Blocks blocks;
    if (page == m_figures) {
        m_figures->refresh();
    } else if (page == m_numbers) {
        if (shown) addNumbers(blocks, material, *shown);
        if (shown && !m_view->hasAllIntervals(m_view->finding()))
            blocks.push_back(Paragraph{tr("Intervals that need resampling of patients are being computed …"), Paragraph::Kind::Note});
        else
            blocks.push_back(Paragraph{QString(), Paragraph::Kind::Note});
        m_numbers->setBlocks(blocks);
    } else if (page == m_groups) {
        if (shown) addGroupsAndPlaces(blocks, *shown);
        if (shown && !shown->localisation)
            blocks.push_back(
                Paragraph{tr("Whether the heat maps point at the right place was not measured: no boxes drawn by people were given."),
                          Paragraph::Kind::Note});
        m_groups->setBlocks(blocks);
    } else if (page == m_overall) {
        addOverall(blocks, material);
        m_overall->setBlocks(blocks);
    } else if (page == m_training) {
        addTraining(blocks, m_view->shown().material);
        m_training->setBlocks(blocks);
    } else if (page == m_data) {
        addData(blocks, m_view->shown().material);
        m_data->setBlocks(blocks);
    } else if (page == m_compare) {
        m_compare->refresh();
    } else if (page == m_gallery) {
        m_gallery->refresh();
    }
}

void Workbench::chooseSpot(const QString& key)
{
    if (key.startsWith(QLatin1String("finding="))) {
        const int finding = m_view->isMovable() ? m_view->shown().indexOf(key.mid(8).toStdString()) : -1;
        if (finding < 0) return;
        m_view->setFinding(finding);
        m_pages->setCurrentWidget(m_figures);
        return;
    }
    if (!m_view->isMovable()) return say(tr("The predictions of this run cannot be read, so the images behind a number are not known."));
    const auto& ranked = m_view->shown().findings[static_cast<std::size_t>(m_view->finding())];
    const auto asked = app::imagesOfSpot(ranked, key, m_view->point(m_view->finding()).threshold);
    if (!asked) return;
    if (!asked->filter.groupKind.empty() && !ranked.knowsGroups(asked->filter.groupKind))
        return say(tr("Which images belong to this group is known to the run's report alone: the predictions do not tell it."));
    m_pages->setCurrentWidget(m_gallery);
    m_gallery->showAsked(*asked);
}

void Workbench::historyChanged(const std::vector<app::Correction>& history)
{
    m_history = history;
    m_gallery->setHistory(history);
    m_corrections->setHistory(history);
    matchCorrections();
}

void Workbench::matchCorrections()
{
    if (!m_view->isOpen()) return;
    m_matcher.start([this, result = m_view->source(), history = m_history](const std::stop_token& stop,
                                                                           const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, said = app::correctionsOf(*result, app::effectOf(history), stop)] {
            m_said = said;
            m_gallery->setCorrections(said);
            if (m_corrected->isChecked()) remakeCorrected();
        };
    });
}

void Workbench::setCorrectedShown(bool shown)
{
    m_corrected->setChecked(shown);
}

void Workbench::remakeCorrected()
{
    if (!m_view->isOpen()) return;
    if (!m_corrected->isChecked()) {
        m_corrector.stop();
        return m_view->setCorrected(nullptr);
    }
    rememberPoints();
    m_corrector.start([this, result = m_view->source(), said = m_said](const std::stop_token& stop,
                                                                       const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, made = app::withCorrections(*result, said, stop)] {
            if (made && !(*made)->findings.empty()) return m_view->setCorrected(*made);
            m_corrected->setChecked(false);
            say(made ? tr("With the corrections no image has a label any more.") : failureText(made.error()));
        };
    });
}

void Workbench::setDataFolder(const QString& folder)
{
    if (!m_view->isOpen()) return;
    m_placer.stop();
    m_opener.start(
        [this, result = m_view->source(), folder](const std::stop_token&, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
            return [this, source = result->source, placed = app::withDataFolder(*result, folder.toStdString())] {
                const auto same = std::ranges::find_if(m_all, [&](const Opened& each) { return each.result->source == source; });
                if (same == m_all.end()) return;
                rememberPoints();
                same->result = placed;
                showOpened(static_cast<std::size_t>(same - m_all.begin()));
            };
        });
}

void Workbench::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void Workbench::dropEvent(QDropEvent* event)
{
    const auto urls = event->mimeData()->urls();
    for (const auto& url : urls) {
        const QFileInfo file(url.toLocalFile());
        if (file.isDir())
            openRun(file.absoluteFilePath());
        else if (file.isFile())
            openPredictions(file.absoluteFilePath());
    }
}

} // namespace lucency::ui
