#include "app/resources.h"
#include "app/training/trainingorder.h"
#include "tests/support/app/trainingfolder.h"
#include "tests/support/data.h"
#include "tests/support/resources.h"
#include "ui/statepage.h"
#include "ui/theme.h"
#include "ui/training/trainingwizard.h"
#include "ui/training/wizardpage.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <memory>

using namespace lucency;
using namespace lucency::ui;

Q_DECLARE_METATYPE(lucency::app::TrainingOrder)

namespace {

constexpr int longWait = 60'000;

/// A wizard with folders of its own, as one person finds it.
class Desk {
public:
    Desk() { open(); }

    void open()
    {
        wizard.reset();
        TrainingWizardPlaces places;
        places.stateFile = path(QStringLiteral("state/wizard.json"));
        places.resources = test::resourceFolder();
        places.runsFolder = path(QStringLiteral("runs")).toStdString();
        places.cacheFolder = path(QStringLiteral("cache")).toStdString();
        wizard = std::make_unique<TrainingWizard>(places);
        wizard->resize(1120, 760);
        wizard->show();
    }

    QString path(const QString& name) const { return m_folder.filePath(name); }

    void drop(const QStringList& paths)
    {
        QList<QUrl> urls;
        for (const auto& each : paths)
            urls << QUrl::fromLocalFile(each);
        QMimeData data;
        data.setUrls(urls);
        auto* page = wizard->pages().front();
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent dropped(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(page, &dropped);
    }

    QPushButton* button(const QString& text) const
    {
        for (auto* each : wizard->findChildren<QPushButton*>())
            if (each->text().remove(QLatin1Char('&')).startsWith(text) && each->isVisible()) return each;
        return nullptr;
    }
    bool canGoOn() const
    {
        const auto* next = button(QStringLiteral("Next")) ? button(QStringLiteral("Next")) : button(QStringLiteral("Start training"));
        return next && next->isEnabled();
    }
    void click(const QString& text) const
    {
        auto* found = button(text);
        QVERIFY2(found, qPrintable(text));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    bool says(const QString& words) const
    {
        for (const auto* label : wizard->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words)) return true;
        return false;
    }
    /// Keeps a picture of the window where LUCENCY_PICTURES names a folder, for people to look at.
    void picture(const char* name) const
    {
        const auto folder = qEnvironmentVariable("LUCENCY_PICTURES");
        if (folder.isEmpty()) return;
        QTest::qWait(150); // a picture shows what is laid out
        wizard->grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png"));
    }

    std::unique_ptr<TrainingWizard> wizard;

private:
    QTemporaryDir m_folder;
};

class TrainingWizardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void leadsFromDropToOrder();
    void findsRealRadiographs();
};

void TrainingWizardTest::initTestCase()
{
    qRegisterMetaType<app::TrainingOrder>();
    theme::apply(*qApp);
}

void TrainingWizardTest::leadsFromDropToOrder()
{
    Desk desk;
    test::drawTwoClasses(desk.path(QStringLiteral("data")), 30);
    QVERIFY(!desk.canGoOn());
    desk.picture("phantoms-0-empty");
    desk.drop({desk.path(QStringLiteral("data"))});
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
    QVERIFY(desk.says(QStringLiteral("76 radiographs of 60 people, with 1 finding")));
    desk.picture("phantoms-1-data");

    desk.click(QStringLiteral("Next"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
    QTRY_VERIFY(desk.says(QStringLiteral("Nobody stands in two parts")));
    QVERIFY(desk.says(QStringLiteral("The interval of the AUC will be about")));
    desk.picture("phantoms-2-split");
    desk.click(QStringLiteral("Next"));
    QTRY_VERIFY(desk.canGoOn());
    desk.picture("phantoms-3-recipe");
    while (!desk.button(QStringLiteral("Start training"))) {
        desk.click(QStringLiteral("Next"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
    }
    QTRY_VERIFY(desk.says(QStringLiteral("The model learns to find: EFFUSION.")));
    desk.picture("phantoms-6-start");

    QSignalSpy asked(desk.wizard.get(), &TrainingWizard::trainingAsked);
    desk.click(QStringLiteral("Start training"));
    QTRY_COMPARE(asked.size(), 1);
    const auto order = asked.first().first().value<app::TrainingOrder>();
    QCOMPARE(order.recipe.findings.size(), std::size_t{1});
    QCOMPARE(order.recipe.findings.front().name, std::string("EFFUSION"));
    QCOMPARE(order.dataFolder.string(), desk.path(QStringLiteral("data")).toStdString());
    QVERIFY(!desk.wizard->isVisible());
    // The recipe alone reads the same data again.
    const auto again = model::recipeFromJson(model::toJson(order.recipe), "order");
    QVERIFY(again);
    const auto cohort = model::gatherCohort(*again, order.dataFolder);
    QVERIFY2(cohort, cohort ? "" : cohort.error().detail.c_str());
    QCOMPARE(cohort->images.size(), std::size_t{76});
}

void TrainingWizardTest::findsRealRadiographs()
{
    LUCENCY_NEEDS_DATA;
    Desk desk;
    desk.drop({test::dataFolder() + QStringLiteral("/kermany/train")});
    QTRY_VERIFY_WITH_TIMEOUT(desk.says(QStringLiteral("5,216 radiographs of")), longWait);
    desk.picture("kermany-1-busy");
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), 4 * longWait);
    desk.picture("kermany-1-data");
    for (const char* page : {"kermany-2-split", "kermany-3-recipe", "kermany-4", "kermany-5", "kermany-6"}) {
        if (desk.button(QStringLiteral("Start training"))) break;
        desk.click(QStringLiteral("Next"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn(), longWait);
        desk.picture(page);
    }
}

} // namespace

QTEST_MAIN(TrainingWizardTest)
#include "tst_trainingwizard.moc"
