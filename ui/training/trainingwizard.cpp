#include "ui/training/trainingwizard.h"

#include "app/resources.h"
#include "app/store/store.h"
#include "app/training/latesttask.h"
#include "app/training/storesource.h"
#include "app/training/trainingdraft.h"
#include "app/training/trainingqueue.h"
#include "ui/failuretext.h"
#include "ui/statepage.h"
#include "ui/theme.h"
#include "ui/training/notice.h"
#include "ui/training/wizardaugmentationpage.h"
#include "ui/training/wizardcheckpage.h"
#include "ui/training/wizarddatapage.h"
#include "ui/training/wizardrecipepage.h"
#include "ui/training/wizardsettingspage.h"
#include "ui/training/wizardsplitpage.h"
#include "ui/training/wizardstartpage.h"

#include <QAction>
#include <QCloseEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>

namespace lucency::ui {

TrainingWizardPlaces TrainingWizardPlaces::usual()
{
    const auto data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return {data + QStringLiteral("/training-wizard.json"),
            app::Store::defaultPath(),
            app::resourceFolder(),
            app::runsFolder(),
            app::cacheFolder(),
            std::max(1, QThread::idealThreadCount())};
}

TrainingWizard::TrainingWizard(TrainingWizardPlaces places, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_places(std::move(places))
    , m_steps(new QListWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_why(new QLabel(this))
    , m_back(new QPushButton(tr("&Back"), this))
    , m_next(new QPushButton(this))
    , m_close(new QPushButton(tr("&Close, and go on later"), this))
    , m_saving(new Notice(this))
    , m_collecting(new app::LatestTask(this))
{
    setWindowTitle(tr("Train a model"));
    makeWindow();
    auto cards = app::recipeCards(m_places.resources);
    if (!cards || cards->empty()) {
        auto* broken = new StatePage(this);
        broken->setState(QStringLiteral("refused"), tr("The recipes cannot be read"),
                         failureText(cards ? Failure{FailureKind::NotFound, (m_places.resources / "recipes").string(), ""} : cards.error()),
                         {}, StatePage::Tone::Error);
        m_stack->addWidget(broken);
        m_next->setEnabled(false);
        m_back->setEnabled(false);
        return;
    }
    m_draft = std::make_unique<app::TrainingDraft>(m_places.stateFile, *std::move(cards));
    connect(m_draft.get(), &app::TrainingDraft::cannotSave, this, [this](const Failure& failure) {
        m_saving->setNotice(Notice::Tone::Warning, tr("What you choose cannot be kept for later: %1").arg(failureText(failure)));
        m_saving->show();
    });
    makePages();
}

TrainingWizard::~TrainingWizard()
{
    // Pages before the draft that they work on.
    delete m_stack;
}

void TrainingWizard::makeWindow()
{
    m_steps->setFixedWidth(190);
    m_steps->setAccessibleName(tr("Steps"));
    m_steps->setStyleSheet(QStringLiteral("QListWidget { background: %1; border: 0; padding-top: 12px; } QListWidget::item { padding: 9px "
                                          "10px; border-left: 3px solid transparent; }"
                                          "QListWidget::item:selected { background: #24405c; border-left: 3px solid %2; color: white; }")
                               .arg(theme::raised().name(), theme::accent().name()));
    connect(m_steps, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row != page()) goTo(row);
    });
    m_saving->hide();
    m_why->setWordWrap(true);
    m_why->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    QPalette muted = m_why->palette();
    muted.setColor(QPalette::WindowText, theme::mutedText());
    m_why->setPalette(muted);
    m_next->setProperty("primary", true);
    m_next->setDefault(true);
    connect(m_back, &QPushButton::clicked, this, [this] {
        if (m_settings && m_stack->currentWidget() == m_settings)
            goTo(page());
        else
            goTo(page() - 1);
    });
    connect(m_next, &QPushButton::clicked, this, &TrainingWizard::forward);
    connect(m_close, &QPushButton::clicked, this, &QWidget::close);
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Left), this), &QShortcut::activated, m_back, &QPushButton::click);
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Right), this), &QShortcut::activated, m_next, &QPushButton::click);
    m_back->setToolTip(tr("Alt+Left. Nothing is lost by going back."));
    m_next->setToolTip(tr("Alt+Right"));
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(22, 8, 22, 14);
    buttons->setSpacing(8);
    m_next->setMinimumWidth(130);
    buttons->addWidget(m_close);
    buttons->addWidget(m_why, 1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto* right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->addWidget(m_saving);
    right->addWidget(m_stack, 1);
    right->addLayout(buttons);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_steps);
    row->addLayout(right, 1);
}

void TrainingWizard::makePages()
{
    m_data = new WizardDataPage(*m_draft, m_places.cacheFolder, m_places.readingThreads);
    auto* recipe = new WizardRecipePage(*m_draft);
    m_start = new WizardStartPage(*m_draft, m_places.runsFolder);
    addPage(m_data);
    addPage(new WizardSplitPage(*m_draft));
    addPage(recipe);
    addPage(new WizardAugmentationPage(*m_draft));
    addPage(new WizardCheckPage(*m_draft, m_places.runsFolder, m_places.cacheFolder, m_places.readingThreads));
    addPage(m_start);
    connect(m_data, &WizardDataPage::storeAsked, this, &TrainingWizard::takeStudies);
    connect(recipe, &WizardRecipePage::settingsAsked, this, &TrainingWizard::showSettings);
    connect(m_start, &WizardStartPage::ordered, this, [this](const app::TrainingOrder& order) {
        Q_EMIT trainingAsked(order);
        m_draft->startAnew();
        goTo(0);
        close();
    });
}

void TrainingWizard::addPage(WizardPage* page)
{
    m_pages.push_back(page);
    m_stack->addWidget(page);
    m_steps->addItem(tr("%1  %2").arg(m_pages.size()).arg(page->title()));
    connect(page, &WizardPage::hindranceChanged, this, &TrainingWizard::showStep);
}

void TrainingWizard::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_draft) return;
    if (!m_opened)
        openState();
    else if (const int here = page(); here >= 0 && !event->spontaneous())
        m_pages[static_cast<std::size_t>(here)]->enter();
}

/// What runs for nobody to see stops; what was chosen is kept already.
void TrainingWizard::closeEvent(QCloseEvent* event)
{
    for (auto* page : m_pages)
        page->leave();
    QWidget::closeEvent(event);
}

void TrainingWizard::openState()
{
    m_opened = true;
    auto saved = app::readWizardState(m_places.stateFile);
    if (!saved) {
        // What cannot be read is kept aside, so that nothing is written over.
        QFile::rename(m_places.stateFile, m_places.stateFile + QStringLiteral(".damaged"));
        m_saving->setNotice(Notice::Tone::Warning,
                            tr("What was chosen before cannot be read, and was put aside: %1").arg(failureText(saved.error())));
        m_saving->show();
        return goTo(0);
    }
    if (!*saved || (*saved)->isFresh()) return goTo(0);
    m_draft->setState(**saved);
    QStringList given;
    for (const auto& path : (*saved)->data.given)
        given << QString::fromStdString(path.string());
    askToGoOn(given.join(QLatin1Char('\n')));
}

void TrainingWizard::askToGoOn(const QString& given)
{
    auto* question = new StatePage;
    auto* goOn = new QAction(tr("Continue where you left off"), question);
    auto* anew = new QAction(tr("Start anew"), question);
    question->setState(QStringLiteral("reset"), tr("There is a training run that was not started yet"), given, {goOn, anew});
    const auto leave = [this, question](int page) {
        m_stack->removeWidget(question);
        question->deleteLater();
        goTo(page);
    };
    connect(goOn, &QAction::triggered, this, [this, leave] {
        // The pages behind need what the data page finds: it comes first, and leads on when it is through.
        const int wanted = std::clamp(m_draft->state().page, 0, static_cast<int>(m_pages.size()) - 1);
        leave(0);
        if (wanted > 0) {
            auto* once = new QObject(this);
            connect(
                m_draft.get(), &app::TrainingDraft::surveyed, once,
                [this, once, wanted] {
                    once->deleteLater();
                    if (m_draft->survey() && page() == 0) goTo(wanted);
                },
                Qt::QueuedConnection);
        }
    });
    connect(anew, &QAction::triggered, this, [this, leave] {
        m_draft->startAnew();
        leave(0);
    });
    m_stack->addWidget(question);
    m_stack->setCurrentWidget(question);
    if (auto* first = question->findChild<QPushButton*>()) first->setFocus();
    m_next->setText(tr("&Next"));
    m_steps->setEnabled(false);
    m_back->setEnabled(false);
    m_next->setEnabled(false);
}

int TrainingWizard::page() const
{
    if (m_settings && m_stack->currentWidget() == m_settings) return 2;
    const auto place = std::find(m_pages.begin(), m_pages.end(), m_stack->currentWidget());
    return place == m_pages.end() ? -1 : static_cast<int>(place - m_pages.begin());
}

void TrainingWizard::goTo(int number)
{
    if (number < 0 || number >= static_cast<int>(m_pages.size())) return;
    const int before = page();
    if (before >= 0 && before != number) m_pages[static_cast<std::size_t>(before)]->leave();
    auto* const shown = m_pages[static_cast<std::size_t>(number)];
    m_stack->setCurrentWidget(shown);
    // Whether and what was given before matters when one comes back: the page is a choice like the others.
    auto state = m_draft->state();
    if (!state.isFresh()) {
        state.page = number;
        state.furthest = std::max(state.furthest, number);
        m_draft->setState(std::move(state));
    }
    shown->enter();
    shown->setFocus();
    showStep();
}

void TrainingWizard::forward()
{
    const int here = page();
    if (m_settings && m_stack->currentWidget() == m_settings) return goTo(here);
    if (m_pages[static_cast<std::size_t>(here)] == m_start) return m_start->order();
    goTo(here + 1);
}

/// Buttons and steps by what the page says.
void TrainingWizard::showStep()
{
    const int here = page();
    if (here < 0) return;
    const auto why = m_pages[static_cast<std::size_t>(here)]->hindrance();
    const bool last = m_pages[static_cast<std::size_t>(here)] == m_start;
    const bool settings = m_settings && m_stack->currentWidget() == m_settings;
    m_next->setText(settings ? tr("&Done") : last ? tr("&Start training") : tr("&Next"));
    m_next->setEnabled(why.isEmpty());
    m_back->setEnabled(here > 0);
    m_why->setText(why);
    m_steps->setEnabled(true);
    const QSignalBlocker quiet(m_steps);
    QPixmap blank(16, 16);
    blank.fill(Qt::transparent);
    bool reachable = true;
    for (int i = 0; i < m_steps->count(); ++i) {
        // Every step whose predecessors are done can be gone to, back and forth.
        auto* item = m_steps->item(i);
        item->setFlags(reachable || i <= here ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags);
        const bool seen = i < std::max(here, m_draft->state().furthest) && reachable;
        item->setIcon(seen && i != here ? QIcon(theme::pixmap(QStringLiteral("done"), 16, theme::fine(), devicePixelRatioF()))
                                        : QIcon(blank));
        if (i == here) reachable = reachable && why.isEmpty();
        if (i == 0 && !m_draft->survey()) reachable = false;
        if (i > here && i >= m_draft->state().furthest) reachable = false;
    }
    m_steps->setCurrentRow(here);
}

void TrainingWizard::give(const QStringList& paths)
{
    if (!m_data) return;
    if (page() != 0) goTo(0);
    m_data->give(paths);
}

void TrainingWizard::showSettings()
{
    if (!m_settings) {
        m_settings = new WizardSettingsPage(*m_draft);
        m_stack->addWidget(m_settings);
    }
    m_stack->setCurrentWidget(m_settings);
    m_settings->enter();
    showStep();
}

void TrainingWizard::takeStudies(bool sentOnly)
{
    m_saving->setNotice(Notice::Tone::Neutral, tr("Collecting the studies of the worklist…"));
    m_saving->show();
    const auto store = m_places.store;
    const auto sets = m_places.runsFolder.parent_path() / "training-sets";
    const auto choice = sentOnly ? app::StoreChoice::Sent : app::StoreChoice::Labelled;
    m_collecting->start([this, store, sets, choice](const std::stop_token& stop, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        const auto set = app::writeStoreSet(store, sets, choice, stop);
        return [this, set] { showStudies(set); };
    });
}

void TrainingWizard::showStudies(const Result<app::StoreSet>& set)
{
    if (!set) {
        m_saving->setNotice(Notice::Tone::Error, failureText(set.error()));
        return;
    }
    QStringList words{tr("%Ln images of the worklist are taken", nullptr, static_cast<int>(set->images))};
    const auto add = [&words](long number, const QString& text) {
        if (number > 0) words << text;
    };
    add(set->corrected, tr("%Ln with labels that readers have corrected", nullptr, static_cast<int>(set->corrected)));
    add(set->excluded, tr("%Ln excluded by readers are left out", nullptr, static_cast<int>(set->excluded)));
    add(set->unlabelled, tr("%Ln without a label are left out", nullptr, static_cast<int>(set->unlabelled)));
    add(set->missing, tr("%Ln whose file is gone are left out", nullptr, static_cast<int>(set->missing)));
    m_saving->setNotice(Notice::Tone::Neutral, words.join(QStringLiteral("; ")) + QLatin1Char('.'));
    m_data->give({QString::fromStdString(set->folder.string())});
}

} // namespace lucency::ui
