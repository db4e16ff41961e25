#include "tests/support/window/trainingjourney.h"

#include "app/training/runcatalogue.h"
#include "app/training/trainingqueue.h"
#include "tests/support/window/readingstation.h"
#include "ui/evaluation/intousedialog.h"
#include "ui/evaluation/operatingpointrow.h"
#include "ui/evaluation/workbench.h"
#include "ui/modelmenu.h"
#include "ui/training/trainingroom.h"
#include "ui/training/trainingwizard.h"
#include "ui/training/wizardpage.h"
#include "ui/trainingmenu.h"

#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QStatusBar>
#include <QTabWidget>
#include <QTest>

namespace lucency::test {

namespace {

constexpr int patience = 600'000;

/// The words of a class as the window says them.
QString said(const char* of, const char* words)
{
    return QCoreApplication::translate(of, words).remove(QLatin1Char('&'));
}

QString nextWords()
{
    return said("lucency::ui::TrainingWizard", "&Next");
}

QString startWords()
{
    return said("lucency::ui::TrainingWizard", "&Start training");
}

QString resultWords()
{
    return said("lucency::ui::RunControls", "Show result");
}

bool waitUntil(const std::function<bool()>& isSo)
{
    return QTest::qWaitFor(isSo, patience);
}

QPushButton* buttonOf(QWidget* window, const QString& text)
{
    for (auto* each : window->findChildren<QPushButton*>())
        if (each->text().remove(QLatin1Char('&')).startsWith(text) && each->isVisible()) return each;
    return nullptr;
}

bool isReady(QWidget* window, const QString& text)
{
    const auto* button = buttonOf(window, text);
    return button && button->isEnabled();
}

} // namespace

TrainingJourney::TrainingJourney(ui::MainWindow& window, Look look)
    : m_window(window)
    , m_look(look ? std::move(look) : [](const char*, QWidget&) {})
{
}

QString TrainingJourney::dropImages(const QString& folder)
{
    m_wizard = m_window.trainingMenu()->newRun();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(folder)});
    QWidget* page = m_wizard->pages().front();
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page, &enter);
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page, &drop);
    if (!waitUntil([this] { return isReady(m_wizard, nextWords()); })) return QStringLiteral("the data page never gets ready");
    m_look("training-1-data", *m_wizard);
    return {};
}

QString TrainingJourney::next(const char* name)
{
    QTest::mouseClick(buttonOf(m_wizard, nextWords()), Qt::LeftButton);
    if (!waitUntil([this] { return isReady(m_wizard, nextWords()) || isReady(m_wizard, startWords()); }))
        return QStringLiteral("the page before %1 never gets ready").arg(QLatin1String(name));
    m_look(name, *m_wizard);
    return {};
}

QString TrainingJourney::goThroughTheWizard(const QString& recipe)
{
    if (const auto wrong = next("training-2-split"); !wrong.isEmpty()) return wrong;
    if (const auto wrong = next("training-3-recipe"); !wrong.isEmpty()) return wrong;
    if (!recipe.isEmpty()) {
        QRadioButton* card = nullptr;
        for (auto* each : m_wizard->findChildren<QRadioButton*>())
            if (each->text().contains(recipe)) card = each;
        if (!card) return QStringLiteral("there is no recipe %1").arg(recipe);
        card->click();
        if (!waitUntil([this] { return isReady(m_wizard, nextWords()); })) return QStringLiteral("the recipe cannot be taken");
    }
    if (const auto wrong = next("training-4-variation"); !wrong.isEmpty()) return wrong;
    QTest::mouseClick(buttonOf(m_wizard, nextWords()), Qt::LeftButton);
    // The trial may be left out, but here its outcome is wanted.
    if (!waitUntil([this] { return !buttonOf(m_wizard, said("lucency::ui::WizardCheckPage", "&Stop")) && isReady(m_wizard, nextWords()); }))
        return QStringLiteral("the check never ends");
    m_look("training-5-check", *m_wizard);
    return next("training-6-start");
}

QString TrainingJourney::trainToTheEnd()
{
    auto* queue = m_window.trainingMenu()->queue();
    QString failure;
    QObject context;
    bool finished = false;
    int epochs = 0;
    QObject::connect(m_wizard, &ui::TrainingWizard::trainingAsked, &context,
                     [this](const app::TrainingOrder& order) { m_run = QString::fromStdString(order.runFolder.string()); });
    QObject::connect(queue, &app::TrainingQueue::finished, &context, [&] { finished = true; });
    const auto fail = [&](const QString&, const Failure& why) { failure = QString::fromStdString(why.subject + " " + why.detail); };
    QObject::connect(queue, &app::TrainingQueue::failed, &context, fail);
    QObject::connect(queue, &app::TrainingQueue::addingFailed, &context, fail);
    QObject::connect(queue, &app::TrainingQueue::epochEnded, &context, [&] { ++epochs; });
    QTest::mouseClick(buttonOf(m_wizard, startWords()), Qt::LeftButton);
    if (!waitUntil([&] { return finished || !failure.isEmpty() || epochs >= 6; })) return QStringLiteral("nothing is trained");
    if (failure.isEmpty()) m_look("training-run", *m_window.trainingMenu()->showRuns());
    if (!waitUntil([&] { return finished || !failure.isEmpty(); })) return QStringLiteral("the training never ends");
    return failure;
}

QString TrainingJourney::openTheResult()
{
    auto* room = m_window.trainingMenu()->showRuns();
    room->showRun(m_run);
    if (!waitUntil([&] { return isReady(room, resultWords()); })) return QStringLiteral("the run shows no result");
    QTest::mouseClick(buttonOf(room, resultWords()), Qt::LeftButton);
    for (QWidget* window : QApplication::topLevelWidgets())
        if (auto* found = qobject_cast<ui::Workbench*>(window)) m_workbench = found;
    if (!m_workbench) return QStringLiteral("no workbench opens");
    if (!waitUntil([this] { return !m_workbench->isBusy() && m_workbench->runFolder() == m_run; }))
        return QStringLiteral("the run does not open: ") + m_workbench->messageText();
    m_look("result-figures", *m_workbench);
    auto* pages = m_workbench->pages();
    const std::pair<const char*, const char*> looks[] = {
        {"Numbers", "result-numbers"}, {"Groups and places", "result-groups"}, {"Images", "result-images"}};
    for (const auto& [title, name] : looks)
        for (int page = 0; page < pages->count(); ++page)
            if (pages->tabText(page).startsWith(said("lucency::ui::Workbench", title))) {
                pages->setCurrentIndex(page);
                m_look(name, *m_workbench);
            }
    return {};
}

QString TrainingJourney::compareWithTheModelInUse()
{
    QTest::mouseClick(buttonOf(m_workbench, said("lucency::ui::Workbench", "Into use …")), Qt::LeftButton);
    m_page = m_window.findChild<ui::IntoUseDialog*>();
    if (!m_page) return QStringLiteral("the page of the new model does not open");
    if (!waitUntil([this] { return !m_page->isComparing(); })) return QStringLiteral("the comparison never ends");
    return m_page->operatingPoints().isEmpty() ? visibleText(*m_page) : QString();
}

QString TrainingJourney::putIntoUse(const QString& aim, const QString& name)
{
    for (auto* row : m_page->operatingPoints()) {
        auto* kind = row->findChild<QComboBox*>();
        const int place = kind->findText(aim, Qt::MatchContains);
        if (place < 0) return QStringLiteral("there is no aim %1").arg(aim);
        kind->setCurrentIndex(place);
    }
    m_page->findChild<QLineEdit*>(QStringLiteral("name"))->setText(name);
    m_look("into-use", *m_page);
    if (!m_page->acceptButton()->isEnabled()) return QStringLiteral("it may not go into use: ") + visibleText(*m_page);
    QTest::mouseClick(m_page->acceptButton(), Qt::LeftButton);
    const auto isInUse = [&] { return visibleText(*m_window.statusBar()).contains(name); };
    return waitUntil(isInUse) ? QString() : QStringLiteral("the new model is not loaded: ") + visibleText(*m_window.statusBar());
}

} // namespace lucency::test
