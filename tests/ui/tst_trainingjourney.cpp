#include "app/modelshelf.h"
#include "app/store/store.h"
#include "model/modelfile.h"
#include "tests/support/app/trainingfolder.h"
#include "tests/support/data.h"
#include "tests/support/model/seededmodel.h"
#include "tests/support/window/readingstation.h"
#include "tests/support/window/trainingjourney.h"
#include "ui/evaluation/intousedialog.h"
#include "ui/evaluation/workbench.h"
#include "ui/modelmenu.h"
#include "ui/theme.h"

#include <QApplication>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace lucency;

namespace {

/// Keeps a picture of each page where LUCENCY_PICTURES names a folder, for people to look at.
void keepPicture(const char* name, QWidget& window)
{
    const auto folder = qEnvironmentVariable("LUCENCY_PICTURES");
    if (folder.isEmpty()) return;
    QTest::qWait(1500);
    window.grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png"));
}

} // namespace

class TrainingJourneyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::theme::apply(*qApp); }
    void from_a_dropped_folder_to_the_model_in_use_and_back();
};

void TrainingJourneyTest::from_a_dropped_folder_to_the_model_in_use_and_back()
{
    constexpr int patience = 120'000;
    test::ReadingStation station;
    const QString shipped = station.path(QStringLiteral("shipped.safetensors"));
    const QString image = station.draw(QStringLiteral("one.png"));
    QVERIFY(test::writeSeededModel(shipped.toStdString(), test::seededManifest()));
    ui::MainWindow& window = station.open(shipped, app::classifierFactory());
    window.openPaths({image});
    const auto scoredBy = [&]() -> QString {
        const auto store = app::Store::open(station.storeFile(), {.checkIntegrity = false});
        if (!store) return {};
        const auto images = store->imagesOfFile(image);
        if (!images || images->empty()) return {};
        const auto said = store->prediction(images->front().id, false);
        return said && *said ? QString::fromStdString((*said)->prediction.modelName) : QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(scoredBy(), QStringLiteral("seeded"), patience);

    const QString data = station.path(QStringLiteral("data"));
    test::drawTwoClasses(data, 70, 160);
    test::TrainingJourney journey(window, keepPicture);
    QCOMPARE(journey.dropImages(data), QString());
    QCOMPARE(journey.goThroughTheWizard(QStringLiteral("Go on from")), QString());
    QCOMPARE(journey.trainToTheEnd(), QString());
    QCOMPARE(journey.openTheResult(), QString());
    QCOMPARE(journey.compareWithTheModelInUse(), QString());
    QCOMPARE(journey.putIntoUse(QStringLiteral("Balanced"), QStringLiteral("Ours")), QString());
    QTRY_COMPARE_WITH_TIMEOUT(scoredBy(), QStringLiteral("Ours"), patience); // scored anew in the background

    const app::ModelShelf shelf(station.storeFile());
    QCOMPARE(shelf.uses().size(), 2);
    QCOMPARE(QSettings().value(QStringLiteral("model")).toString(), shelf.uses()[0].file);
    QCOMPARE(QString::fromStdString(model::readManifest(shelf.uses()[0].file.toStdString())->name), QStringLiteral("Ours"));

    auto* former = window.modelMenu()->findChild<QMenu*>(QStringLiteral("former-models"));
    Q_EMIT former->aboutToShow();
    QCOMPARE(former->actions().size(), 1);
    former->actions()[0]->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(scoredBy(), QStringLiteral("seeded"), patience); // known from before
}

QTEST_MAIN(TrainingJourneyTest)
#include "tst_trainingjourney.moc"
