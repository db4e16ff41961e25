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
#include <QDir>
#include <QMenu>
#include <QRegularExpression>
#include <QSet>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

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

/// Radiographs of so many people of each class, in the folders that name it. False where there are not so many.
bool copyRadiographs(const QString& source, const QString& to, int people)
{
    for (const auto& [name, person] : {std::pair{"NORMAL", "^(IM-\\d+)"}, std::pair{"PNEUMONIA", "^(person\\d+)"}}) {
        const QDir from(source + QLatin1Char('/') + QLatin1String(name));
        const QString place = to + QLatin1Char('/') + QLatin1String(name) + QLatin1Char('/');
        QDir().mkpath(place);
        const QRegularExpression whose{QLatin1String(person)};
        QSet<QString> taken;
        for (const auto& file : from.entryList(QDir::Files, QDir::Name)) {
            const auto match = whose.match(file);
            if (!match.hasMatch() || (taken.size() == people && !taken.contains(match.captured(1)))) continue;
            taken.insert(match.captured(1));
            if (!QFile::copy(from.filePath(file), place + file)) return false;
        }
        if (taken.size() < people) return false;
    }
    return true;
}

} // namespace

class TrainingJourneyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void from_a_dropped_folder_to_the_model_in_use_and_back_data();
    void from_a_dropped_folder_to_the_model_in_use_and_back();

private:
    QTranslator m_translator;
};

void TrainingJourneyTest::initTestCase()
{
    ui::theme::apply(*qApp);
    // For people who look at the pictures in another language: LUCENCY_PICTURES_LANGUAGE=de. English too has its plural forms there.
    const auto language = qEnvironmentVariable("LUCENCY_PICTURES_LANGUAGE", QStringLiteral("en"));
    QLocale::setDefault(QLocale(language));
    QVERIFY(m_translator.load(QStringLiteral("lucency_") + language, QCoreApplication::applicationDirPath() + QStringLiteral("/..")));
    QCoreApplication::installTranslator(&m_translator);
}

void TrainingJourneyTest::from_a_dropped_folder_to_the_model_in_use_and_back_data()
{
    QTest::addColumn<bool>("real");
    QTest::addColumn<QString>("inUseKnows");
    QTest::addColumn<QString>("recipe");
    QTest::newRow("phantoms, going on from the model of the program") << false << "Effusion"
                                                                      << "Go on from Lucency's own model";
    QTest::newRow("radiographs of children, a small network from nothing") << true << "Pneumonia"
                                                                           << "A small, quick network";
}

void TrainingJourneyTest::from_a_dropped_folder_to_the_model_in_use_and_back()
{
    QFETCH(bool, real);
    QFETCH(QString, inUseKnows);
    QFETCH(QString, recipe);
    constexpr int patience = 120'000;
    test::ReadingStation station;
    const QString data = station.path(QStringLiteral("data"));
    if (real) {
        LUCENCY_NEEDS_DATA;
        QVERIFY(copyRadiographs(test::dataFolder() + QStringLiteral("/kermany/train"), data, 80));
    } else {
        test::drawTwoClasses(data, 70, 160);
    }
    const QString shipped = station.path(QStringLiteral("shipped.safetensors"));
    const QString image = station.draw(QStringLiteral("one.png"));
    auto manifest = test::seededManifest();
    manifest.findings.front().name = inUseKnows.toStdString();
    QVERIFY(test::writeSeededModel(shipped.toStdString(), manifest));
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

    // No picture of a patient is kept.
    test::TrainingJourney journey(window, real ? test::TrainingJourney::Look{} : keepPicture);
    QCOMPARE(journey.dropImages(data), QString());
    QCOMPARE(journey.goThroughTheWizard(QCoreApplication::translate("RecipeWords", recipe.toUtf8())), QString());
    QCOMPARE(journey.trainToTheEnd(), QString());
    QCOMPARE(journey.openTheResult(), QString());
    QCOMPARE(journey.compareWithTheModelInUse(), QString());
    QCOMPARE(journey.putIntoUse(QCoreApplication::translate("lucency::ui::OperatingPointRow", "Balanced: find many, alarm seldom (Youden)"),
                                QStringLiteral("Ours")),
             QString());
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
