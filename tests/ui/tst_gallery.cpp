#include "app/evaluationcases.h"
#include "tests/support/app/workbenchcases.h"
#include "ui/evaluation/correctionspage.h"
#include "ui/evaluation/gallerymodel.h"
#include "ui/evaluation/gallerypage.h"
#include "ui/evaluation/galleryview.h"
#include "ui/evaluation/imagepanel.h"

#include "app/store/store.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <numeric>

using namespace lucency;
using namespace lucency::test;
using namespace lucency::ui;

/// The images behind a number, and what is said of them by single keys.
class GalleryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void a_model_tells_what_is_known_of_each_image();
    void pictures_arrive_and_what_is_gone_says_so();
    void memory_of_pictures_is_bounded();
    void a_review_is_stored_and_goes_on_data();
    void a_review_is_stored_and_goes_on();
    void several_selected_images_are_corrected_at_once();
    void a_correction_needs_a_reason();
    void what_was_said_is_taken_back_by_another_entry();
    void return_asks_for_the_viewer();
    void a_move_of_the_operating_point_moves_the_selection();
    void a_store_that_cannot_be_written_is_told();
    void the_list_of_corrections_is_a_sound_model();
    void without_a_model_or_a_folder_the_panel_says_why();
    void the_reader_s_name_can_be_changed();

private:
    std::vector<app::Correction> stored() const;
    QString storePath() const { return m_folder->filePath(QStringLiteral("store/lucency.sqlite")); }
    void makePage();

    std::unique_ptr<QTemporaryDir> m_folder;
    app::PredictionTable m_table;
    app::OpenedResultPointer m_result;
    std::unique_ptr<app::ResultInView> m_view;
    std::unique_ptr<app::CorrectionLog> m_log;
    std::unique_ptr<GalleryPage> m_page;
};

void GalleryTest::init()
{
    QSettings().remove(QStringLiteral("reader/name"));
    m_folder = std::make_unique<QTemporaryDir>();
    m_table = drawnPredictions(40);
    writeText(m_folder->filePath(QStringLiteral("p.csv")), csvWithPeople(m_table));
    drawImages(m_table, m_folder->path());
    m_result = app::openPredictions(m_folder->filePath(QStringLiteral("p.csv")).toStdString()).value();
}

void GalleryTest::cleanup()
{
    m_page.reset();
    m_log.reset();
    m_view.reset();
}

void GalleryTest::makePage()
{
    m_view = std::make_unique<app::ResultInView>();
    m_log = std::make_unique<app::CorrectionLog>(storePath());
    m_page = std::make_unique<GalleryPage>(m_view.get(), m_log.get());
    m_view->setResult(m_result);
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->showAll();
}

std::vector<app::Correction> GalleryTest::stored() const
{
    const auto store = app::Store::open(storePath());
    return store ? store->corrections().value() : std::vector<app::Correction>();
}

void GalleryTest::a_model_tells_what_is_known_of_each_image()
{
    GalleryModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.rowCount(), 0);
    model.setImages(m_result, 0, {3, 1, 2}, 0.45);
    QCOMPARE(model.rowCount(), 3);
    for (int row = 0; row < 3; ++row) {
        const auto index = model.index(row);
        const auto image = model.imageAt(row);
        QCOMPARE(index.data(GalleryModel::ImageRole).toULongLong(), image);
        QCOMPARE(index.data(GalleryModel::ProbabilityRole).toDouble(), m_table.findings[0].probabilities[image]);
        const bool present = m_table.findings[0].labels[image] == 1, called = m_table.findings[0].probabilities[image] >= 0.45;
        QCOMPARE(index.data(GalleryModel::LabelRole).toInt(), static_cast<int>(present ? app::LabelCall::Present : app::LabelCall::Absent));
        const auto call =
            present ? (called ? app::Call::Found : app::Call::Missed) : (called ? app::Call::FalseAlarm : app::Call::LeftAlone);
        QCOMPARE(index.data(GalleryModel::CallRole).toInt(), static_cast<int>(call));
        QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(QString::fromStdString(m_table.images[image].path)));
        QVERIFY(!index.data(GalleryModel::CorrectedRole).isValid());
    }
    app::CorrectedImage said;
    said.labels[QStringLiteral("Effusion")] = app::LabelCall::Unsure;
    said.labels[QStringLiteral("Mass")] = app::LabelCall::Present;
    said.notes << QStringLiteral("a note");
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setCorrections({{1, said}});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.index(1).data(GalleryModel::CorrectedRole).toInt(), static_cast<int>(app::LabelCall::Unsure));
    QCOMPARE(model.index(1).data(GalleryModel::NotesRole).toStringList(), QStringList{QStringLiteral("a note")});
    QVERIFY(!model.index(0).data(GalleryModel::CorrectedRole).isValid());
    model.setThreshold(0);
    for (int row = 0; row < 3; ++row) {
        const auto call = static_cast<app::Call>(model.index(row).data(GalleryModel::CallRole).toInt());
        QVERIFY(call == app::Call::Found || call == app::Call::FalseAlarm);
    }
    model.setImages({}, -1, {}, 0.5);
    QCOMPARE(model.rowCount(), 0);
}

void GalleryTest::pictures_arrive_and_what_is_gone_says_so()
{
    QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("images/1.bmp"))));
    writeText(m_folder->filePath(QStringLiteral("images/2.bmp")), "no image");
    GalleryModel model;
    model.setImages(m_result, 0, {0, 1, 2}, 0.5);
    QVERIFY(model.index(0).data(GalleryModel::WaitingRole).toBool());
    for (int row = 0; row < 3; ++row)
        (void)model.index(row).data(Qt::DecorationRole);
    QTRY_VERIFY(model.index(0).data(Qt::DecorationRole).isValid());
    QTRY_VERIFY(model.index(1).data(GalleryModel::FailureRole).isValid());
    QTRY_VERIFY(model.index(2).data(GalleryModel::FailureRole).isValid());
    QCOMPARE(model.index(1).data(GalleryModel::FailureRole).toString(), QStringLiteral("Not found"));
    QCOMPARE(model.index(2).data(GalleryModel::FailureRole).toString(), QStringLiteral("Not an image"));
    QVERIFY(!model.index(0).data(GalleryModel::FailureRole).isValid());
    QVERIFY(!model.index(1).data(GalleryModel::WaitingRole).toBool());
    const auto picture = model.index(0).data(Qt::DecorationRole).value<QImage>();
    QCOMPARE(std::max(picture.width(), picture.height()), ThumbnailCache::side);
}

void GalleryTest::memory_of_pictures_is_bounded()
{
    // The same picture many times: what counts is how many are kept.
    app::PredictionTable many;
    many.findingOf("Mass");
    for (int i = 0; i < 6000; ++i) {
        const auto image = many.imageOf("images/0.bmp#" + std::to_string(i));
        many.images[image].path = "images/0.bmp";
        many.findings[0].labels[image] = 0;
        many.findings[0].probabilities[image] = 0.5;
    }
    auto result = std::make_shared<app::OpenedResult>(*m_result);
    result->table = many;
    ThumbnailCache cache;
    cache.setSource(result);
    std::size_t arrived = 0;
    connect(&cache, &ThumbnailCache::ready, this, [&](const std::vector<std::size_t>& images) { arrived += images.size(); });
    for (std::size_t next = 0; next < 6000; next += ThumbnailCache::mostWaiting) {
        for (std::size_t i = next; i < std::min<std::size_t>(6000, next + ThumbnailCache::mostWaiting); ++i)
            (void)cache.picture(i);
        QTRY_VERIFY(arrived >= std::min<std::size_t>(6000, next + ThumbnailCache::mostWaiting));
        QVERIFY(cache.bytesInUse() <= ThumbnailCache::bytesKept);
    }
    QVERIFY(cache.picture(5999) != nullptr);
    // What was scrolled past before it was made is forgotten, and made when it is looked at again.
    for (std::size_t i = 0; i < 1000; ++i)
        (void)cache.picture(i);
    QTRY_VERIFY(cache.picture(999) != nullptr);
    QTRY_VERIFY(cache.picture(0) != nullptr);
}

void GalleryTest::a_review_is_stored_and_goes_on_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<app::CorrectionKind>("kind");
    QTest::addColumn<app::LabelCall>("to");
    QTest::addColumn<int>("badge");
    QTest::newRow("present") << int(Qt::Key_P) << app::CorrectionKind::Label << app::LabelCall::Present << int(GalleryModel::CorrectedRole);
    QTest::newRow("absent") << int(Qt::Key_A) << app::CorrectionKind::Label << app::LabelCall::Absent << int(GalleryModel::CorrectedRole);
    QTest::newRow("unsure") << int(Qt::Key_U) << app::CorrectionKind::Label << app::LabelCall::Unsure << int(GalleryModel::CorrectedRole);
    QTest::newRow("excluded") << int(Qt::Key_X) << app::CorrectionKind::Exclusion << app::LabelCall::Unknown
                              << int(GalleryModel::ExcludedRole);
    QTest::newRow("to training") << int(Qt::Key_T) << app::CorrectionKind::ForTraining << app::LabelCall::Unknown
                                 << int(GalleryModel::ForTrainingRole);
}

void GalleryTest::a_review_is_stored_and_goes_on()
{
    QFETCH(int, key);
    QFETCH(app::CorrectionKind, kind);
    QFETCH(app::LabelCall, to);
    QFETCH(int, badge);
    makePage();
    QCOMPARE(m_page->view()->currentIndex().row(), 0);
    const auto image = m_page->model()->imageAt(0);
    m_page->setReason(QStringLiteral("seen again"));
    QSignalSpy changed(m_log.get(), &app::CorrectionLog::changed);
    QTest::keyClick(m_page->view(), static_cast<Qt::Key>(key));
    // At once in the gallery, and soon on the disk.
    QCOMPARE(m_page->view()->currentIndex().row(), 1);
    QVERIFY(m_page->model()->index(0).data(badge).toBool() || m_page->model()->index(0).data(badge).isValid());
    QTRY_COMPARE(changed.size(), 1);
    const auto history = stored();
    QCOMPARE(history.size(), 1u);
    QCOMPARE(history[0].kind, kind);
    QCOMPARE(history[0].to, to);
    QCOMPARE(history[0].reason, QStringLiteral("seen again"));
    QCOMPARE(history[0].who, app::CorrectionLog::who());
    QVERIFY(!history[0].who.isEmpty());
    QVERIFY(history[0].when > 0);
    QCOMPARE(history[0].path, QString::fromStdString(m_result->fileOf(image).string()));
    QCOMPARE(history[0].contentHash, app::contentHashOf(history[0].path).value());
    if (kind == app::CorrectionKind::Label) {
        QCOMPARE(history[0].finding, QStringLiteral("Effusion"));
        QCOMPARE(history[0].from, m_table.findings[0].labels[image] == 1 ? app::LabelCall::Present : app::LabelCall::Absent);
    }
    // The source's label is what it was.
    QCOMPARE(m_result->table.findings[0].labels[image], m_table.findings[0].labels[image]);
}

void GalleryTest::several_selected_images_are_corrected_at_once()
{
    makePage();
    m_page->view()->selectionModel()->select(QItemSelection(m_page->model()->index(0), m_page->model()->index(4)),
                                             QItemSelectionModel::ClearAndSelect);
    QSignalSpy changed(m_log.get(), &app::CorrectionLog::changed);
    QVERIFY(m_page->review(Qt::Key_X));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(stored().size(), 5u);
}

void GalleryTest::a_correction_needs_a_reason()
{
    makePage();
    m_page->setReason({});
    QSignalSpy said(m_page.get(), &GalleryPage::said);
    QVERIFY(m_page->review(Qt::Key_A));
    QCOMPARE(said.size(), 1);
    QVERIFY(!m_page->model()->index(0).data(GalleryModel::CorrectedRole).isValid());
    QVERIFY(stored().empty());
    QVERIFY(!m_page->review(Qt::Key_Z));
}

void GalleryTest::what_was_said_is_taken_back_by_another_entry()
{
    makePage();
    QSignalSpy changed(m_log.get(), &app::CorrectionLog::changed), said(m_page.get(), &GalleryPage::said);
    connect(m_log.get(), &app::CorrectionLog::changed, m_page.get(), [this](const auto& history) { m_page->setHistory(history); });
    QTest::keySequence(m_page->view(), QKeySequence::Undo);
    QTRY_COMPARE(said.size(), 1); // nothing to take back yet
    QTest::keyClick(m_page->view(), Qt::Key_A);
    QTRY_COMPARE(changed.size(), 1);
    QTest::keySequence(m_page->view(), QKeySequence::Undo);
    QTRY_COMPARE(changed.size(), 2);
    const auto history = stored();
    QCOMPARE(history.size(), 2u);
    QCOMPARE(history[1].kind, app::CorrectionKind::Undo);
    QCOMPARE(history[1].undoes, history[0].id);
    QVERIFY(app::Store::open(storePath())->correctedImages()->empty());
}

void GalleryTest::return_asks_for_the_viewer()
{
    makePage();
    QSignalSpy asked(m_page.get(), &GalleryPage::imageAsked);
    QTest::keyClick(m_page->view(), Qt::Key_Right);
    QTest::keyClick(m_page->view(), Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), QString::fromStdString(m_result->fileOf(m_page->model()->imageAt(1)).string()));
}

void GalleryTest::a_move_of_the_operating_point_moves_the_selection()
{
    makePage();
    m_view->setThreshold(0, 0.3);
    const auto asked = app::imagesOfSpot(m_view->shown().findings[0], QStringLiteral("fp"), 0.3);
    m_page->showAsked(*asked);
    QCOMPARE(m_page->model()->rowCount(), static_cast<int>(m_view->report(0).atThreshold.counts.falsePositives));
    m_view->setThreshold(0, 0.5);
    m_page->refresh();
    QCOMPARE(m_page->model()->rowCount(), static_cast<int>(m_view->report(0).atThreshold.counts.falsePositives));
    m_view->setThreshold(0, 1);
    m_page->refresh();
    QCOMPARE(m_page->model()->rowCount(), 0);
    QVERIFY(m_page->title().contains(QLatin1String("none")));
}

void GalleryTest::a_store_that_cannot_be_written_is_told()
{
    m_view = std::make_unique<app::ResultInView>();
    m_log = std::make_unique<app::CorrectionLog>(QStringLiteral("/proc/none/lucency.sqlite"));
    QSignalSpy failed(m_log.get(), &app::CorrectionLog::failed);
    app::Correction entry;
    entry.path = QStringLiteral("/a");
    m_log->add({entry});
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][1].value<std::vector<app::Correction>>().size(), 1u);
}

void GalleryTest::the_list_of_corrections_is_a_sound_model()
{
    CorrectionsPage page;
    QAbstractItemModelTester tester(page.model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(page.model()->rowCount(), 0);
    std::vector<app::Correction> history(3);
    for (std::size_t i = 0; i < 3; ++i) {
        history[i].id = static_cast<qint64>(i) + 1;
        history[i].path = QStringLiteral("/x/a.png");
        history[i].who = QStringLiteral("reader");
    }
    history[0].kind = app::CorrectionKind::Label;
    history[0].finding = QStringLiteral("Mass");
    history[0].from = app::LabelCall::Present;
    history[0].to = app::LabelCall::Absent;
    history[1].kind = app::CorrectionKind::Note;
    history[2].kind = app::CorrectionKind::Undo;
    history[2].undoes = 1;
    page.setHistory(history);
    auto* model = page.model();
    QCOMPARE(model->rowCount(), 3);
    QCOMPARE(model->index(0, CorrectionsModel::State).data().toString(), QStringLiteral("holds")); // the undo
    QCOMPARE(model->index(2, CorrectionsModel::State).data().toString(), QStringLiteral("taken back"));
    QCOMPARE(model->index(2, CorrectionsModel::What).data().toString(), QStringLiteral("Mass"));
    QCOMPARE(model->index(2, CorrectionsModel::From).data().toString(), QStringLiteral("has it"));
    QCOMPARE(model->index(1, CorrectionsModel::From).data().toString(), QString());
    QSignalSpy asked(&page, &CorrectionsPage::undoAsked);
    auto* button = page.findChild<QPushButton*>();
    QVERIFY(!button->isEnabled());
    page.table()->setCurrentIndex(model->index(1, 0));
    button->click();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].value<app::Correction>().id, 2);
    // To bring back what was taken back is to take back the undo.
    page.table()->setCurrentIndex(model->index(2, 0));
    button->click();
    QCOMPARE(asked[1][0].value<app::Correction>().id, 3);
}

void GalleryTest::without_a_model_or_a_folder_the_panel_says_why()
{
    ImagePanel panel;
    QSignalSpy shown(&panel, &ImagePanel::pictureShown);
    panel.showImage(m_result, 0, "Effusion", 0.5, nullptr);
    QTRY_COMPARE(shown.size(), 1);
    QVERIFY(panel.hasPicture());
    panel.setHeatMapShown(true);
    QTRY_COMPARE(shown.size(), 2);
    QVERIFY(panel.hasPicture());
    QVERIFY(panel.stateWords().contains(QLatin1String("model")));
    panel.setHeatMapShown(false);
    QTRY_COMPARE(shown.size(), 3);
    auto nowhere = std::make_shared<app::OpenedResult>(*m_result);
    nowhere->ofRun = true;
    panel.showImage(nowhere, 1, "Effusion", 0.5, nullptr);
    QTRY_COMPARE(shown.size(), 4);
    QVERIFY(!panel.hasPicture());
    QVERIFY(panel.stateWords().contains(QLatin1String("folder")));
}

void GalleryTest::the_reader_s_name_can_be_changed()
{
    const QString login = app::CorrectionLog::who();
    QVERIFY(!login.isEmpty());
    CorrectionsPage page;
    auto* name = page.findChild<QLineEdit*>();
    QCOMPARE(name->placeholderText(), login);
    name->setText(QStringLiteral("Dr Jane Roe"));
    Q_EMIT name->editingFinished();
    QCOMPARE(app::CorrectionLog::who(), QStringLiteral("Dr Jane Roe"));
    QSettings().remove(QStringLiteral("reader/name"));
    QCOMPARE(app::CorrectionLog::who(), login);
}

QTEST_MAIN(GalleryTest)
#include "tst_gallery.moc"
