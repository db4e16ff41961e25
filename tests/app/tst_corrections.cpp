#include "app/store/corrections.h"
#include "app/store/schema.h"
#include "app/store/store.h"
#include "tests/support/app/storedrows.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <memory>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

namespace {

Correction entry(CorrectionKind kind, const QString& path, const QByteArray& hash = QByteArray("h1"))
{
    Correction made;
    made.kind = kind;
    made.path = path;
    made.contentHash = hash;
    made.reason = QStringLiteral("seen again");
    made.who = QStringLiteral("reader");
    return made;
}

Correction label(const QString& path, const QString& finding, LabelCall from, LabelCall to, const QByteArray& hash = QByteArray("h1"))
{
    Correction made = entry(CorrectionKind::Label, path, hash);
    made.finding = finding;
    made.from = from;
    made.to = to;
    return made;
}

const QString effusion = QStringLiteral("Effusion");

} // namespace

class CorrectionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void what_was_said_is_kept_with_who_when_and_why();
    void the_last_word_holds_and_the_earlier_ones_stay();
    void an_undo_is_an_entry_and_can_be_undone();
    void an_image_is_known_again_where_it_lies_data();
    void an_image_is_known_again_where_it_lies();
    void a_label_of_the_source_is_not_touched();
    void several_entries_are_written_together_or_not_at_all();
    void what_a_store_of_the_third_schema_holds_outlives_migration();
    void the_hash_is_that_of_the_content();

private:
    QString file() const { return m_folder->filePath(QStringLiteral("folder/lucency.sqlite")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void CorrectionsTest::what_was_said_is_kept_with_who_when_and_why()
{
    {
        auto store = Store::open(file());
        QVERIFY(store);
        QCOMPARE(store->corrections()->size(), 0u);
        auto said = label(QStringLiteral("/a.png"), effusion, LabelCall::Present, LabelCall::Absent);
        said.when = 1234567890123;
        const auto ids = store->addCorrections(std::array{said});
        QVERIFY(ids);
        QCOMPARE(ids->size(), 1u);
    }
    const auto store = Store::open(file());
    QVERIFY(store);
    const auto history = store->corrections();
    QVERIFY(history);
    QCOMPARE(history->size(), 1u);
    const auto& kept = history->front();
    QVERIFY(kept.id > 0);
    QCOMPARE(kept.path, QStringLiteral("/a.png"));
    QCOMPARE(kept.contentHash, QByteArray("h1"));
    QCOMPARE(kept.kind, CorrectionKind::Label);
    QCOMPARE(kept.finding, effusion);
    QCOMPARE(kept.from, LabelCall::Present);
    QCOMPARE(kept.to, LabelCall::Absent);
    QCOMPARE(kept.reason, QStringLiteral("seen again"));
    QCOMPARE(kept.who, QStringLiteral("reader"));
    QCOMPARE(kept.when, 1234567890123);
    QCOMPARE(kept.undoes, 0);
}

void CorrectionsTest::the_last_word_holds_and_the_earlier_ones_stay()
{
    auto store = Store::open(file());
    QVERIFY(store);
    QVERIFY(store->addCorrections(std::array{label(QStringLiteral("/a"), effusion, LabelCall::Present, LabelCall::Unsure),
                                             label(QStringLiteral("/a"), effusion, LabelCall::Present, LabelCall::Absent),
                                             entry(CorrectionKind::Note, QStringLiteral("/a")),
                                             entry(CorrectionKind::ForTraining, QStringLiteral("/a"))}));
    QCOMPARE(store->corrections()->size(), 4u);
    const auto images = store->correctedImages();
    QVERIFY(images);
    QCOMPARE(images->size(), 1u);
    const auto& image = images->front();
    QCOMPARE(image.labels.at(effusion), LabelCall::Absent);
    QVERIFY(image.forTraining);
    QVERIFY(!image.excluded);
    QCOMPARE(image.notes, QStringList{QStringLiteral("seen again")});
    QCOMPARE(image.entries.size(), 4u);
}

void CorrectionsTest::an_undo_is_an_entry_and_can_be_undone()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto first = store->addCorrections(std::array{label(QStringLiteral("/a"), effusion, LabelCall::Present, LabelCall::Absent),
                                                        entry(CorrectionKind::Exclusion, QStringLiteral("/a"))});
    QVERIFY(first);
    auto undo = entry(CorrectionKind::Undo, QStringLiteral("/a"));
    undo.undoes = first->at(1);
    const auto second = store->addCorrections(std::array{undo});
    QVERIFY(second);
    QVERIFY(!store->correctedImages()->front().excluded);
    QCOMPARE(store->correctedImages()->front().labels.at(effusion), LabelCall::Absent);
    auto redo = entry(CorrectionKind::Undo, QStringLiteral("/a"));
    redo.undoes = second->front();
    QVERIFY(store->addCorrections(std::array{redo}));
    QVERIFY(store->correctedImages()->front().excluded);
    QCOMPARE(store->corrections()->size(), 4u);
    undo.undoes = first->at(0);
    auto both = undo;
    both.undoes = first->at(1);
    QVERIFY(store->addCorrections(std::array{undo, both}));
    QCOMPARE(store->correctedImages()->size(), 0u);
    // An undo of what never was is refused, and says so.
    undo.undoes = 4711;
    QVERIFY(!store->addCorrections(std::array{undo}));
}

void CorrectionsTest::an_image_is_known_again_where_it_lies_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("hash");
    QTest::addColumn<bool>("same");
    QTest::newRow("the same file") << "/a.png" << QByteArray("h1") << true;
    QTest::newRow("moved") << "/elsewhere/b.png" << QByteArray("h1") << true;
    QTest::newRow("its file could not be read then") << "/a.png" << QByteArray() << true;
    QTest::newRow("another image of that name") << "/a.png" << QByteArray("h2") << false;
    QTest::newRow("another image") << "/b.png" << QByteArray("h2") << false;
}

void CorrectionsTest::an_image_is_known_again_where_it_lies()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, hash);
    QFETCH(bool, same);
    auto store = Store::open(file());
    QVERIFY(store);
    QVERIFY(store->addCorrections(std::array{entry(CorrectionKind::Exclusion, QStringLiteral("/a.png"))}));
    QVERIFY(store->addCorrections(std::array{entry(CorrectionKind::ForTraining, path, hash)}));
    const auto images = store->correctedImages();
    QVERIFY(images);
    QCOMPARE(images->size(), same ? 1u : 2u);
    QCOMPARE(images->front().forTraining, same);
    if (same) QCOMPARE(images->front().path, path);
}

void CorrectionsTest::a_label_of_the_source_is_not_touched()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto [study, image] = addOne(*store, QStringLiteral("1"));
    const LabelRow row{image, effusion, QStringLiteral("labels.csv")};
    QVERIFY(store->setLabels(QStringLiteral("labels.csv"), std::array{row}));
    QVERIFY(store->addCorrections(std::array{label(store->image(image)->path, effusion, LabelCall::Present, LabelCall::Absent)}));
    const auto labels = store->labels(image);
    QVERIFY(labels);
    QCOMPARE(labels->size(), 1u);
    QCOMPARE(labels->front().finding, effusion);
}

void CorrectionsTest::several_entries_are_written_together_or_not_at_all()
{
    auto store = Store::open(file());
    QVERIFY(store);
    auto undo = entry(CorrectionKind::Undo, QStringLiteral("/a"));
    undo.undoes = 99; // is not there
    QVERIFY(!store->addCorrections(std::array{entry(CorrectionKind::Note, QStringLiteral("/a")), undo}));
    QCOMPARE(store->corrections()->size(), 0u);
}

void CorrectionsTest::what_a_store_of_the_third_schema_holds_outlives_migration()
{
    QVERIFY(QDir().mkpath(QFileInfo(file()).path()));
    {
        const Raw raw(file());
        auto database = raw.database();
        QVERIFY(migrateSchema(database, 3));
        QVERIFY(!raw.ask(QStringLiteral("SELECT 1 FROM sqlite_schema WHERE name = 'corrections'")).isValid());
        raw.ask(QStringLiteral("INSERT INTO patients VALUES (1, 'OLD', 'Old^Patient', '', '')"));
        raw.ask(QStringLiteral("INSERT INTO studies VALUES (1, 1, '1.2', '20200101', '', '', 'kept', '', '', -1)"));
    }
    auto store = Store::open(file());
    QVERIFY(store);
    QCOMPARE(Raw(file()).ask(QStringLiteral("PRAGMA user_version")).toInt(), currentSchemaVersion());
    QVERIFY(currentSchemaVersion() >= 4);
    QCOMPARE(rowOf(*store, 1).description, QStringLiteral("kept"));
    QVERIFY(store->addCorrections(std::array{entry(CorrectionKind::Note, QStringLiteral("/a"))}));
}

void CorrectionsTest::the_hash_is_that_of_the_content()
{
    const auto write = [this](const char* name, const char* text) {
        QFile made(m_folder->filePath(QLatin1String(name)));
        if (made.open(QIODevice::WriteOnly)) made.write(text);
        return made.fileName();
    };
    const auto a = contentHashOf(write("a", "pixels")), copy = contentHashOf(write("b", "pixels")),
               other = contentHashOf(write("c", "more"));
    QVERIFY(a && copy && other);
    QCOMPARE(*a, *copy);
    QVERIFY(*a != *other);
    QCOMPARE(contentHashOf(m_folder->filePath(QStringLiteral("gone"))).error().kind, FailureKind::NotFound);
}

QTEST_GUILESS_MAIN(CorrectionsTest)
#include "tst_corrections.moc"
