#include "model/dataset.h"
#include "model/twinmemo.h"
#include "model/twinsearch.h"
#include "tests/support/model/imagecopies.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/imgcodecs.hpp>

#include <filesystem>

using namespace lucency;
using namespace lucency::model;

namespace {

namespace fs = std::filesystem;

/// Four people, of whom the last is the first one turned by two degrees.
class TwinFolder {
public:
    TwinFolder()
    {
        m_cohort.findings = {"Effusion"};
        for (std::size_t i = 0; i < 4; ++i) {
            CohortImage image;
            image.path = std::to_string(i) + ".png";
            image.labels = {Label::Absent};
            m_cohort.images.push_back(image);
            m_all.push_back(i);
            write(i, i < 3 ? test::person(i) : test::turned(test::person(0), 2));
        }
    }

    void write(std::size_t index, const cv::Mat& image) const
    {
        QVERIFY(cv::imwrite((fs::path(m_data.path().toStdString()) / m_cohort.images[index].path).string(), image));
    }

    Result<Twins> twins(int side = 160) const
    {
        const auto pixels = decodeForTraining({m_cohort, m_all, m_data.path().toStdString(), {folder()}, 2, {}}, side, {});
        if (!pixels) return pixels.error();
        return findTwins(*pixels, m_cohort, folder(), 2);
    }

    /// The same, but the image has vanished since it was decoded, and so have the pixels that were kept.
    Result<Twins> twinsWithout(std::size_t index) const
    {
        const auto file = fs::path(m_data.path().toStdString()) / m_cohort.images[index].path;
        const auto pixels = decodeForTraining({m_cohort, m_all, m_data.path().toStdString(), {folder()}, 2, {}}, 160, {});
        if (!pixels) return pixels.error();
        const auto kept = m_cache.filePath(QString::fromStdString(pixels->kind()) + QStringLiteral(".pixels"));
        if (!QFile::resize(kept, 0)) qFatal("the pixels are kept elsewhere");
        fs::rename(file, file.string() + ".away");
        auto found = findTwins(*pixels, m_cohort, folder(), 2);
        fs::rename(file.string() + ".away", file);
        return found;
    }

    Result<Twins> twinsForScoring() const
    {
        const auto pixels = decodeForScoring({m_cohort, m_all, m_data.path().toStdString(), {folder()}, 2, {}}, 160, {});
        if (!pixels) return pixels.error();
        return findTwins(*pixels, m_cohort, folder(), 2);
    }

    fs::path folder() const { return m_cache.path().toStdString(); }
    QStringList answers() const { return QDir(m_cache.path()).entryList({QStringLiteral("*.copies")}); }

private:
    Cohort m_cohort;
    std::vector<std::size_t> m_all;
    QTemporaryDir m_data, m_cache;
};

const Twins pair = {{0, 3}};

} // namespace

/// What was found when images were compared with each other.
class TestTwinMemo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasKeptIsRecalled_data()
    {
        QTest::addColumn<Twins>("twins");
        QTest::newRow("nothing was found") << Twins{};
        QTest::newRow("a pair") << pair;
        QTest::newRow("pairs of a large cohort") << Twins{{0, 3}, {3, 112'119}, {5, 6'000'000'000}};
    }

    void whatWasKeptIsRecalled()
    {
        QFETCH(Twins, twins);
        const QTemporaryDir folder;
        TwinMemo(folder.path().toStdString()).keep("one", twins);
        const TwinMemo memo(folder.path().toStdString());
        QCOMPARE(memo.recall("one"), std::optional(twins));
        QCOMPARE(memo.recall("other"), std::nullopt);
    }

    void damagedAnswerIsNone_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<bool>("cut");
        QTest::newRow("a bit of a pair") << 9 << false;
        QTest::newRow("a bit of the checksum") << 0 << false;
        QTest::newRow("cut off") << 8 << true;
        QTest::newRow("empty") << 0 << true;
    }

    void damagedAnswerIsNone()
    {
        QFETCH(int, at);
        QFETCH(bool, cut);
        const QTemporaryDir folder;
        const TwinMemo memo(folder.path().toStdString());
        memo.keep("one", pair);
        QFile file(folder.filePath(QStringLiteral("one.copies")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        if (cut) bytes.truncate(at);
        QVERIFY(file.resize(0) && file.seek(0));
        QCOMPARE(file.write(bytes), static_cast<qint64>(bytes.size()));
        file.close();
        QCOMPARE(memo.recall("one"), std::nullopt);
    }

    void whatIsNoAnswerIsNone_data()
    {
        QTest::addColumn<bool>("folder");
        QTest::newRow("a folder of that name") << true;
        QTest::newRow("a file that is longer than any answer") << false;
    }

    void whatIsNoAnswerIsNone()
    {
        QFETCH(bool, folder);
        const QTemporaryDir place;
        const auto name = place.filePath(QStringLiteral("one.copies"));
        if (folder) {
            QVERIFY(QDir().mkdir(name));
        } else {
            QFile file(name);
            QVERIFY(file.open(QIODevice::WriteOnly));
            QVERIFY(file.resize(8 + (qint64{1} << 40))); // it takes no room: nothing is written
        }
        const TwinMemo memo(place.path().toStdString());
        QCOMPARE(memo.recall("one"), std::nullopt);
        memo.keep("other", pair);
        QCOMPARE(memo.recall("other"), std::optional(pair));
    }

    void answerUnderAnotherNameIsNone()
    {
        const QTemporaryDir folder;
        const TwinMemo memo(folder.path().toStdString());
        memo.keep("one", pair);
        QVERIFY(QFile::copy(folder.filePath(QStringLiteral("one.copies")), folder.filePath(QStringLiteral("other.copies"))));
        QCOMPARE(memo.recall("other"), std::nullopt);
    }

    void onlyTheLatestAnswersStay()
    {
        const QTemporaryDir folder;
        const TwinMemo memo(folder.path().toStdString());
        for (int i = 0; i < 30; ++i)
            memo.keep(std::to_string(i), pair);
        QVERIFY(QDir(folder.path()).entryList(QDir::Files).size() <= 16);
        QCOMPARE(memo.recall("29"), std::optional(pair));
    }

    void withoutAFolderNothingIsKept()
    {
        const TwinMemo memo{fs::path()};
        memo.keep("one", pair);
        QCOMPARE(memo.recall("one"), std::nullopt);
    }

    void sameImagesAreNotComparedAgain()
    {
        const TwinFolder images;
        const auto first = images.twins();
        QVERIFY(first);
        QCOMPARE(*first, pair);
        QCOMPARE(images.answers().size(), 1);
        // An answer that no search would give shows that it was taken from the folder.
        TwinMemo(images.folder()).keep(QFileInfo(images.answers().first()).completeBaseName().toStdString(), {{1, 2}});
        QCOMPARE(*images.twins(), (Twins{{1, 2}}));
    }

    void searchThatCouldNotReadAllIsDoneAgain()
    {
        const TwinFolder images;
        const auto without = images.twinsWithout(3);
        QVERIFY(without);
        QCOMPARE(*without, Twins{});
        QVERIFY(images.answers().isEmpty());
        QCOMPARE(*images.twins(), pair);
        QCOMPARE(images.answers().size(), 1);
    }

    void imagesOfAnotherKindAreCompared()
    {
        const TwinFolder images;
        QVERIFY(images.twins() && images.twinsForScoring());
        QCOMPARE(images.answers().size(), 2);
    }

    void otherImagesAreCompared_data()
    {
        QTest::addColumn<bool>("changed");
        QTest::newRow("an image was replaced") << true;
        QTest::newRow("kept in another size") << false;
    }

    void otherImagesAreCompared()
    {
        QFETCH(bool, changed);
        const TwinFolder images;
        QCOMPARE(*images.twins(), pair);
        if (changed) images.write(3, test::turned(test::person(1), 2));
        QCOMPARE(*images.twins(changed ? 160 : 176), changed ? (Twins{{1, 3}}) : pair);
        QCOMPARE(images.answers().size(), 2);
    }
};

QTEST_APPLESS_MAIN(TestTwinMemo)
#include "tst_twinmemo.moc"
