// The reading room with a reader and a model that the test holds up: what is on screen at every moment, and whose.
#include "tests/support/window/heldreading.h"
#include "tests/support/window/readingstation.h"
#include "ui/reading/findingrow.h"
#include "ui/reading/readingroom.h"

#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::ui;
using test::NumberScorer;
using test::Shelf;

namespace {

constexpr int patience = 15'000;

} // namespace

class TestReadingRoom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theImageIsLoadingUntilItIsThere();
    void anImageThatComesTooLateIsNotShown();
    void aDamagedImageIsNamedAndTheNextIsShown();
    void aStudyWithoutImagesLeavesNothingOnScreen();
    void nothingOfTheStudyBeforeStaysUnderAnotherName();
    void findingsAreScoringUntilTheyAreThere();
    void aRefusalStandsWhereFiguresWould();
    void withoutAModelThatIsSaid();
    void choosingAFindingShowsItsMap();
    void whatIsUnderItsOperatingPointShowsNoMapUnasked();
    void switchesHideBoxesAndMapEachForItself();
    void opacityAndThresholdChangeThePicture();
    void referenceBoxesStandBesideThoseOfTheModel();
    void theStripShowsTheStudyThenItsPriors();
    void aLaterStudyIsNoPrior();
    void theCornerSaysWhatTheStoreKnowsOfAFileWithoutAHeader();

private:
    qint64 addStudy(const QString& patient, const QString& date, const QList<int>& images);
    qint64 imageOf(int number) const { return m_images[number]; }
    void openRoom(bool modelOpens = true, bool hasModel = true);
    int greyShown() const { return m_room->view()->image() ? m_room->view()->image()->lowestStored : -1; }
    QImage picture() const { return m_room->view()->grab().toImage(); }
    FindingRow* row(const QString& finding) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::optional<app::Store> m_store;
    QHash<int, qint64> m_images;
    std::shared_ptr<Shelf> m_shelf;
    std::unique_ptr<app::InferenceQueue> m_queue;
    std::unique_ptr<ReadingRoom> m_room;
};

void TestReadingRoom::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(QStringLiteral("store.sqlite"));
    auto store = app::Store::open(m_file);
    QVERIFY(store);
    m_store.emplace(*std::move(store));
    m_shelf = std::make_shared<Shelf>();
    m_images.clear();
}

void TestReadingRoom::cleanup()
{
    m_shelf->openAll();
    m_room.reset();
    m_queue.reset();
    m_store.reset();
}

/// Images are named by numbers, which are their grey and a hundred times their probability.
qint64 TestReadingRoom::addStudy(const QString& patient, const QString& date, const QList<int>& images)
{
    app::PatientRow person;
    person.patientId = person.name = patient;
    app::StudyRow study;
    study.studyUid = patient + date;
    study.date = date;
    const auto added = m_store->addStudy(person, study);
    if (!added) return 0;
    for (const int number : images) {
        app::ImageRow image;
        image.study = added->study;
        image.path = QString::number(number);
        image.sopInstanceUid = study.studyUid + image.path;
        image.instanceNumber = number;
        image.rows = 80;
        image.columns = 100;
        m_images[number] = *m_store->addImage(image);
    }
    return added->study;
}

void TestReadingRoom::openRoom(bool modelOpens, bool hasModel)
{
    m_queue = std::make_unique<app::InferenceQueue>(
        m_file, [modelOpens, hasModel](const std::string& file) -> Result<std::unique_ptr<app::Scorer>> {
            if (!hasModel) return Failure{FailureKind::ModelDamaged, file, {}};
            return std::unique_ptr<app::Scorer>(std::make_unique<NumberScorer>(modelOpens));
        });
    m_room = std::make_unique<ReadingRoom>(*m_store, m_queue.get(), [shelf = m_shelf](const ImageFile& file) { return shelf->read(file); });
    m_room->resize(1100, 700);
    m_room->show();
    QSignalSpy loaded(m_queue.get(), &app::InferenceQueue::modelLoaded), failed(m_queue.get(), &app::InferenceQueue::modelFailed);
    m_queue->setModel(QStringLiteral("/models/numbers.safetensors"));
    QTRY_COMPARE_WITH_TIMEOUT(loaded.count() + failed.count(), 1, patience);
}

FindingRow* TestReadingRoom::row(const QString& finding) const
{
    for (FindingRow* row : m_room->findings()->findChildren<FindingRow*>())
        if (row->line().finding == finding) return row;
    return nullptr;
}

void TestReadingRoom::theImageIsLoadingUntilItIsThere()
{
    const qint64 study = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {7});
    m_shelf->hold(QStringLiteral("7"), true);
    openRoom();
    QSignalSpy shown(m_room.get(), &ReadingRoom::imageShown);
    m_room->openStudy(study);
    QCOMPARE(m_room->stateTitle(), QStringLiteral("Loading ..."));
    QVERIFY(!m_room->view()->isVisible());
    m_shelf->hold(QStringLiteral("7"), false);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, patience);
    QCOMPARE(shown[0][0].toLongLong(), imageOf(7));
    QVERIFY(m_room->stateTitle().isEmpty());
    QVERIFY(m_room->view()->isVisible());
    QCOMPARE(greyShown(), 7);
}

void TestReadingRoom::anImageThatComesTooLateIsNotShown()
{
    const qint64 first = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {7});
    const qint64 second = addStudy(QStringLiteral("B"), QStringLiteral("20240101"), {9});
    m_shelf->hold(QStringLiteral("7"), true);
    openRoom();
    QSignalSpy shown(m_room.get(), &ReadingRoom::imageShown);
    m_room->openStudy(first);
    m_room->openStudy(second);
    m_shelf->hold(QStringLiteral("7"), false);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, patience);
    QCOMPARE(shown[0][0].toLongLong(), imageOf(9));
    QCOMPARE(greyShown(), 9);
}

void TestReadingRoom::aDamagedImageIsNamedAndTheNextIsShown()
{
    const qint64 study = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {7, 9});
    m_shelf->damage(QStringLiteral("7"));
    openRoom();
    m_room->openStudy(study);
    QTRY_COMPARE_WITH_TIMEOUT(m_room->stateTitle(), QStringLiteral("Incomplete image"), patience);
    QVERIFY(!m_room->view()->image());
    QVERIFY(test::visibleText(*m_room).contains(QStringLiteral("7 ends before its image is complete")));
    m_room->stepImage(1);
    QTRY_COMPARE_WITH_TIMEOUT(greyShown(), 9, patience);
    QVERIFY(m_room->stateTitle().isEmpty());
    // Its sign is in the strip.
    const auto* strip = m_room->strip()->model();
    QTRY_VERIFY_WITH_TIMEOUT(strip->index(0, 0).data(ThumbnailModel::FailedRole).toBool(), patience);
    QVERIFY(!strip->index(1, 0).data(ThumbnailModel::FailedRole).toBool());
}

void TestReadingRoom::aStudyWithoutImagesLeavesNothingOnScreen()
{
    const qint64 full = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {70});
    const qint64 empty = addStudy(QStringLiteral("B"), QStringLiteral("20240101"), {});
    openRoom();
    m_room->openStudy(full);
    QTRY_VERIFY_WITH_TIMEOUT(greyShown() == 70 && m_room->findings()->selected(), patience);
    m_room->openStudy(empty);
    QCOMPARE(m_room->stateTitle(), QStringLiteral("No image"));
    QCOMPARE(greyShown(), -1);
    QVERIFY(!m_room->findings()->selected());
    QCOMPARE(m_room->findings()->stateTitle(), QStringLiteral("No image"));
}

void TestReadingRoom::nothingOfTheStudyBeforeStaysUnderAnotherName()
{
    const qint64 first = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {70});
    const qint64 second = addStudy(QStringLiteral("B"), QStringLiteral("20240101"), {9});
    openRoom();
    m_room->openStudy(first);
    QTRY_VERIFY_WITH_TIMEOUT(greyShown() == 70 && !m_room->view()->overlays().activation.empty(), patience);
    m_shelf->hold(QStringLiteral("9"), true);
    m_room->openStudy(second);
    // At once, before anything else is known of it.
    QCOMPARE(greyShown(), -1);
    QVERIFY(m_room->findings()->lines().empty());
    QVERIFY(m_room->view()->overlays().activation.empty());
    QVERIFY(m_room->view()->overlays().boxes.empty());
}

void TestReadingRoom::findingsAreScoringUntilTheyAreThere()
{
    const qint64 study = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {7});
    openRoom(false);
    m_room->openStudy(study);
    QTRY_COMPARE_WITH_TIMEOUT(greyShown(), 7, patience); // the image waits for no score
    QCOMPARE(m_room->findings()->stateTitle(), QStringLiteral("Scoring ..."));
    openRoom(true);
    m_room->openStudy(study);
    QTRY_VERIFY_WITH_TIMEOUT(m_room->findings()->selected(), patience);
}

void TestReadingRoom::aRefusalStandsWhereFiguresWould()
{
    const qint64 study = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {13, 70});
    openRoom();
    m_room->openStudy(study);
    QTRY_COMPARE_WITH_TIMEOUT(m_room->findings()->stateTitle(), QStringLiteral("Not a frontal view"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(greyShown(), 13, patience);
    m_room->stepImage(1);
    QTRY_VERIFY_WITH_TIMEOUT(m_room->findings()->selected() && greyShown() == 70, patience);
    m_room->stepImage(-1); // what is known is not asked again
    QCOMPARE(m_room->findings()->stateTitle(), QStringLiteral("Not a frontal view"));
}

void TestReadingRoom::withoutAModelThatIsSaid()
{
    const qint64 study = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {7});
    openRoom(true, false);
    m_room->openStudy(study);
    QCOMPARE(m_room->findings()->stateTitle(), QStringLiteral("No model"));
    QVERIFY(test::visibleText(*m_room->findings()).contains(QStringLiteral("numbers.safetensors")));
    QTRY_COMPARE_WITH_TIMEOUT(greyShown(), 7, patience);
}

void TestReadingRoom::choosingAFindingShowsItsMap()
{
    const qint64 study = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {70});
    openRoom();
    m_room->openStudy(study);
    QTRY_VERIFY_WITH_TIMEOUT(greyShown() == 70 && m_room->findings()->selected(), patience);
    QCOMPARE(m_room->findings()->selected()->finding, QStringLiteral("Effusion"));
    QCOMPARE(m_room->view()->overlays().activation.at<float>(4, 1), 1.0f);
    QCOMPARE(m_room->view()->overlays().boxes.size(), std::size_t(1));
    const QImage effusion = picture();
    QTest::keyClick(row(QStringLiteral("Mass")), Qt::Key_Space);
    QCOMPARE(m_room->view()->overlays().activation.at<float>(4, 6), 1.0f);
    QVERIFY2(m_room->view()->overlays().boxes.empty(), "it is under its operating point: no box is drawn for it");
    QVERIFY(picture() != effusion);
}

void TestReadingRoom::whatIsUnderItsOperatingPointShowsNoMapUnasked()
{
    const qint64 study = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {20});
    openRoom();
    m_room->openStudy(study);
    QTRY_VERIFY_WITH_TIMEOUT(greyShown() == 20 && m_room->findings()->selected(), patience);
    QVERIFY(m_room->view()->overlays().activation.empty());
    QVERIFY(m_room->view()->overlays().boxes.empty());
    const QImage plain = picture();
    QTest::keyClick(row(QStringLiteral("Effusion")), Qt::Key_Space);
    QVERIFY(!m_room->view()->overlays().activation.empty());
    QVERIFY(picture() != plain);
}

void TestReadingRoom::switchesHideBoxesAndMapEachForItself()
{
    const qint64 study = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {70});
    openRoom();
    ViewActions& actions = *m_room->actions();
    m_room->openStudy(study);
    QTRY_VERIFY_WITH_TIMEOUT(greyShown() == 70 && m_room->findings()->selected(), patience);
    const QImage both = picture();
    actions.showBoxes->setChecked(false);
    const QImage map = picture();
    actions.showHeatMap->setChecked(false);
    const QImage plain = picture();
    actions.showBoxes->setChecked(true);
    const QImage boxes = picture();
    QVERIFY(both != map && both != boxes && map != plain && boxes != plain && map != boxes);
    actions.showHeatMap->setChecked(true);
    QCOMPARE(picture(), both);
    actions.showAi->setChecked(false);
    QCOMPARE(picture(), plain);
    QVERIFY(!row(QStringLiteral("Effusion"))->isVisible());
}

void TestReadingRoom::opacityAndThresholdChangeThePicture()
{
    const qint64 study = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {70});
    openRoom();
    m_room->openStudy(study);
    QTRY_VERIFY_WITH_TIMEOUT(greyShown() == 70 && m_room->findings()->selected(), patience);
    m_room->actions()->showBoxes->setChecked(false);
    for (const char* name : {"Opacity of the heat map", "Threshold of the heat map"}) {
        QSlider* slider = nullptr;
        for (QSlider* candidate : m_room->findings()->findChildren<QSlider*>())
            if (candidate->accessibleName() == QLatin1String(name)) slider = candidate;
        QVERIFY2(slider, name);
        const QImage before = picture();
        const int value = slider->value();
        QTest::keyClick(slider, Qt::Key_PageUp);
        QCOMPARE(slider->value(), value + 10);
        QVERIFY2(picture() != before, name);
        QVERIFY2(test::visibleText(*m_room->findings()).contains(QStringLiteral("%1 %").arg(value + 10)), name);
        QTest::keyClick(slider, Qt::Key_PageDown);
        QCOMPARE(picture(), before);
    }
    const imaging::HeatMapStyle style = m_room->view()->switches().style;
    QVERIFY(style.opacity > 0 && style.threshold > 0);
}

void TestReadingRoom::referenceBoxesStandBesideThoseOfTheModel()
{
    const qint64 study = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {70});
    app::ReferenceBox box;
    box.image = imageOf(70);
    box.finding = QStringLiteral("Effusion");
    box.box = QRectF(60, 50, 30, 20);
    QVERIFY(m_store->setBoxes(QStringLiteral("BBox.csv"), std::span(&box, 1)));
    openRoom();
    m_room->openStudy(study);
    QTRY_COMPARE_WITH_TIMEOUT(m_room->view()->overlays().boxes.size(), std::size_t(2), patience);
    const auto& boxes = m_room->view()->overlays().boxes;
    QVERIFY(boxes[0].source == OverlayBox::Source::Reference && boxes[1].source == OverlayBox::Source::Model);
    QCOMPARE(boxes[0].box, box.box);
    QVERIFY(boxes[0].label.contains(QStringLiteral("reference")) && boxes[1].label.contains(QStringLiteral("model")));
    QTRY_COMPARE_WITH_TIMEOUT(greyShown(), 70, patience);
    // What a person drew stays when the AI is hidden, and goes with the boxes.
    const QImage both = picture();
    m_room->actions()->showAi->setChecked(false);
    const QImage drawn = picture();
    QVERIFY(drawn != both);
    m_room->actions()->showBoxes->setChecked(false);
    QVERIFY(picture() != drawn);
}

void TestReadingRoom::theStripShowsTheStudyThenItsPriors()
{
    addStudy(QStringLiteral("A"), QStringLiteral("20220101"), {1});
    const qint64 now = addStudy(QStringLiteral("A"), QStringLiteral("20240101"), {7, 9});
    addStudy(QStringLiteral("A"), QStringLiteral("20230101"), {3});
    addStudy(QStringLiteral("B"), QStringLiteral("20240101"), {5});
    openRoom();
    m_room->openStudy(now);
    QStringList captions;
    QList<qint64> images;
    const auto* strip = m_room->strip()->model();
    for (int index = 0; index < strip->rowCount(); ++index) {
        captions << strip->index(index, 0).data().toString();
        images << strip->index(index, 0).data(ThumbnailModel::ImageRole).toLongLong();
        QCOMPARE(strip->index(index, 0).data(ThumbnailModel::StandingRole).toInt(),
                 static_cast<int>(index > 1 ? StudyStanding::Prior : StudyStanding::Current));
    }
    QCOMPARE(images, (QList<qint64>{imageOf(7), imageOf(9), imageOf(3), imageOf(1)}));
    QVERIFY2(captions[3].contains(QStringLiteral("2022-01-01")), qPrintable(captions[3]));
    const auto standing = [this] { return m_room->view()->cornerTexts().bottomRight.join(QLatin1Char(' ')); };
    QTRY_VERIFY_WITH_TIMEOUT(greyShown() == 7 && standing().contains(QStringLiteral("CURRENT")), patience);
    m_room->strip()->setCurrentIndex(strip->index(3, 0));
    QTRY_VERIFY_WITH_TIMEOUT(greyShown() == 1 && standing().contains(QStringLiteral("PRIOR")), patience);
    QCOMPARE(m_room->study(), now);
    m_room->stepImage(1); // a prior of one image
    QCOMPARE(m_room->image(), imageOf(1));
}

void TestReadingRoom::aLaterStudyIsNoPrior()
{
    const qint64 open = addStudy(QStringLiteral("A"), QStringLiteral("20200101"), {7});
    addStudy(QStringLiteral("A"), QStringLiteral("20241201"), {9});
    openRoom();
    m_room->openStudy(open);
    const auto* strip = m_room->strip()->model();
    QCOMPARE(strip->rowCount(), 2);
    m_room->strip()->setCurrentIndex(strip->index(1, 0));
    QTRY_COMPARE_WITH_TIMEOUT(greyShown(), 9, patience);
    const QStringList corner = m_room->view()->cornerTexts().bottomRight;
    QVERIFY2(corner.contains(QStringLiteral("LATER")) && !corner.contains(QStringLiteral("PRIOR")), qPrintable(corner.join(u'|')));
    QCOMPARE(strip->index(1, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("later, 2024-12-01"));
}

void TestReadingRoom::theCornerSaysWhatTheStoreKnowsOfAFileWithoutAHeader()
{
    const qint64 study = addStudy(QStringLiteral("00000150"), {}, {7});
    app::ImageDescription said;
    said.age = QStringLiteral("055Y");
    said.sex = QStringLiteral("F");
    said.viewPosition = QStringLiteral("AP");
    QVERIFY(m_store->describe(imageOf(7), said));
    openRoom();
    m_room->openStudy(study);
    QTRY_COMPARE_WITH_TIMEOUT(greyShown(), 7, patience);
    const CornerTexts texts = m_room->view()->cornerTexts();
    QCOMPARE(texts.topLeft, (QStringList{QStringLiteral("00000150"), QStringLiteral("female  55 y")}));
    QCOMPARE(texts.topRight, QStringList{QStringLiteral("AP")});
    QVERIFY(m_room->view()->accessibleDescription().contains(QStringLiteral("00000150")));
    // A table that comes later is believed at once.
    said.age = QStringLiteral("056Y");
    QVERIFY(m_store->describe(imageOf(7), said));
    m_room->refreshImages();
    QVERIFY(m_room->view()->cornerTexts().topLeft.last().contains(QStringLiteral("56 y")));
}

QTEST_MAIN(TestReadingRoom)
#include "tst_readingroom.moc"
