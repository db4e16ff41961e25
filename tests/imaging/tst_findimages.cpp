#include "imaging/read.h"

#include "tests/support/dicommaker.h"

#include <QtTest>

using namespace lucency;
using namespace lucency::imaging;
using lucency::test::DicomMaker;
using lucency::test::DicomSet;
using lucency::test::dicomTag;
using lucency::test::writeFile;

namespace {

DicomSet record(const char* type, const QByteArray& file, unsigned inUse = 0xFFFF)
{
    DicomSet set;
    set.words(dicomTag(0x0004, 0x1410), "US", {inUse});
    set.text(dicomTag(0x0004, 0x1430), "CS", type);
    if (!file.isEmpty()) set.text(dicomTag(0x0004, 0x1500), "CS", file);
    return set;
}

QByteArray dicomdir(const std::vector<DicomSet>& records)
{
    DicomMaker maker;
    maker.text(dicomTag(0x0004, 0x1130), "CS", "PHANTOMS");
    maker.words(dicomTag(0x0004, 0x1200), "UL", {0});
    maker.words(dicomTag(0x0004, 0x1212), "US", {0});
    maker.sequence(dicomTag(0x0004, 0x1220), records);
    return maker.bytes();
}

} // namespace

class FindImagesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    std::filesystem::path at(const char* name) const { return std::filesystem::path(m_folder->path().toStdString()) / name; }
    void put(const char* name, const QByteArray& bytes = "x") const { writeFile(m_folder->path(), QString::fromUtf8(name), bytes); }

    /// The found paths below the folder of the test, or the slug of the failure.
    QByteArrayList found(const std::vector<std::filesystem::path>& paths, std::stop_token stop = {}) const
    {
        const auto images = findImages(paths, std::move(stop));
        if (!images) return {QByteArray::fromStdString(std::string(slug(images.error().kind)))};
        QByteArrayList names;
        for (const auto& path : *images)
            names << QByteArray::fromStdString(path.lexically_relative(m_folder->path().toStdString()).string());
        return names;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aFolderGivesItsImagesInOrderWithoutTheirCompanions()
    {
        for (const char* name : {"b.png", "a.dcm", "deeper/still/IM0001", "deeper/c.JPG", "Data_Entry_2017.csv", "labels.txt",
                                 "report.json", "README.md", "weights.safetensors", ".hidden.png", ".cache/thumb.png"}) {
            put(name);
        }
        QCOMPARE(found({at("")}), (QByteArrayList{"a.dcm", "b.png", "deeper/c.JPG", "deeper/still/IM0001"}));
    }

    void whatIsNamedIsNeverLeftOut()
    {
        put("labels.csv");
        put(".hidden.png");
        QCOMPARE(found({at("labels.csv"), at(".hidden.png")}), (QByteArrayList{".hidden.png", "labels.csv"}));
    }

    void linksToFoldersAreFollowedButNotInCircles()
    {
        put("study/a.png");
        put("study/deeper/b.png");
        put("elsewhere/c.png");
        put("elsewhere/.hidden/d.png");
        std::filesystem::create_directory_symlink(at("elsewhere"), at("study/linked"));
        std::filesystem::create_directory_symlink(at("elsewhere"), at("study/twice"));
        std::filesystem::create_directory_symlink(at("study"), at("study/itself"));
        std::filesystem::create_directory_symlink(at(""), at("study/above"));
        std::filesystem::create_directory_symlink(at("study"), at("elsewhere/back"));
        std::filesystem::create_directory_symlink(at("study/deeper"), at("study/beside"));
        QCOMPARE(found({at("study")}), (QByteArrayList{"study/a.png", "study/deeper/b.png", "study/linked/c.png"}));
        QCOMPARE(found({at("study"), at("elsewhere")}), (QByteArrayList{"elsewhere/c.png", "study/a.png", "study/deeper/b.png"}));
    }

    void aLinkToNothingIsInTheList()
    {
        put("a.png");
        std::filesystem::create_symlink(at("gone.png"), at("link.png"));
        std::filesystem::create_symlink(at("gone.csv"), at("link.csv"));
        std::filesystem::create_symlink(at("loop"), at("loop"));
        QCOMPARE(found({at("")}), (QByteArrayList{"a.png", "link.png", "loop"}));
        const auto image = read(at("link.png"));
        QVERIFY(!image);
        QCOMPARE(image.error().kind, FailureKind::NotFound);
    }

    void eachFileIsFoundOnce()
    {
        put("a.png");
        put("deeper/b.png");
        std::filesystem::create_symlink(at("a.png"), at("same.png"));
        QCOMPARE(found({at(""), at("a.png"), at("deeper"), at("deeper/../deeper/b.png")}), (QByteArrayList{"a.png", "deeper/b.png"}));
    }

    void nothingToFindIsAFailure()
    {
        QCOMPARE(found({at("")}), QByteArrayList{"empty-folder"});
        put("only.csv");
        QCOMPARE(found({at("")}), QByteArrayList{"empty-folder"});
        QCOMPARE(found({at("nowhere")}), QByteArrayList{"not-found"});
        const auto failure = findImages({at("nowhere")});
        QVERIFY(!failure);
        QCOMPARE(failure.error().subject, at("nowhere").string());
    }

    void aSearchCanBeStopped()
    {
        put("a.png");
        std::stop_source source;
        source.request_stop();
        QCOMPARE(found({at("")}, source.get_token()), QByteArrayList{"cancelled"});
    }

    void aDicomdirGivesTheImagesThatItReferences()
    {
        put("disc/IMAGES/IM1");
        put("disc/images2/im2.;1");
        put("disc/IMAGES/unreferenced");
        put("secret");
        put("disc/DICOMDIR",
            dicomdir({record("PATIENT", {}), record("STUDY", {}), record("SERIES", {}), record("IMAGE", "IMAGES\\IM1"),
                      record("IMAGE", "IMAGES2\\IM2"), record("IMAGE", "IMAGES\\GONE"), record("IMAGE", "IMAGES\\INACTIVE", 0),
                      record("SR DOCUMENT", "REPORTS\\SR1"), record("IMAGE", "..\\secret"), record("IMAGE", "/etc/passwd")}));
        // An image that is referenced but gone stays in the list: reading it says so.
        QCOMPARE(found({at("disc/DICOMDIR")}), (QByteArrayList{"disc/IMAGES/GONE", "disc/IMAGES/IM1", "disc/images2/im2.;1"}));
        // Found in a folder, it adds to what lies there, and nothing twice.
        QCOMPARE(found({at("disc")}),
                 (QByteArrayList{"disc/IMAGES/GONE", "disc/IMAGES/IM1", "disc/IMAGES/unreferenced", "disc/images2/im2.;1"}));
    }

    void aDamagedDicomdirIsAnErrorOnlyWhenNamed()
    {
        put("DICOMDIR", "no directory");
        put("a.png");
        QCOMPARE(found({at("DICOMDIR")}), QByteArrayList{"not-an-image"});
        QCOMPARE(found({at("")}), QByteArrayList{"a.png"});
        put("DICOMDIR", DicomMaker::chest().bytes());
        QCOMPARE(found({at("DICOMDIR")}), QByteArrayList{"not-an-image"});
        QByteArray deep = dicomdir({});
        deep = deep + test::nestedSequences(10000, true);
        put("DICOMDIR", deep);
        QCOMPARE(found({at("DICOMDIR")}), QByteArrayList{"nested-too-deep"});
    }

    void theDicomdirsOfPydicom_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("images");
        QTest::newRow("explicit") << QStringLiteral("DICOMDIR") << 31;
        QTest::newRow("big endian") << QStringLiteral("DICOMDIR-bigEnd") << 31;
        QTest::newRow("implicit") << QStringLiteral("DICOMDIR-implicit") << 31;
        QTest::newRow("reordered") << QStringLiteral("DICOMDIR-reordered") << 31;
        QTest::newRow("without offsets") << QStringLiteral("DICOMDIR-nooffset") << 31;
    }
    void theDicomdirsOfPydicom()
    {
        QFETCH(QString, name);
        QFETCH(int, images);
        const QString source = QStringLiteral("/usr/lib/python3/dist-packages/pydicom/data/test_files/dicomdirtests/") + name;
        if (!QFile::exists(source)) QSKIP("python3-pydicom is not installed");
        QVERIFY(QFile::copy(source, m_folder->filePath(QStringLiteral("DICOMDIR"))));
        const auto found = findImages({at("DICOMDIR")});
        QVERIFY(found.has_value());
        QCOMPARE(static_cast<int>(found->size()), images);
    }
};

QTEST_APPLESS_MAIN(FindImagesTest)
#include "tst_findimages.moc"
