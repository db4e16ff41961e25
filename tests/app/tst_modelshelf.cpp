#include "app/modelshelf.h"
#include "model/modelfile.h"
#include "tests/support/model/seededmodel.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using app::ModelShelf;
using app::ModelUse;

class ModelShelfTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    ModelShelf shelf() const { return ModelShelf(path("lucency.sqlite")); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(test::writeSeededModel(path("best.safetensors").toStdString(), test::seededManifest()));
    }

    void a_model_on_the_shelf_is_a_copy_with_its_own_name_and_points()
    {
        auto manifest = *model::readManifest(path("best.safetensors").toStdString());
        manifest.name = "../Our clinic's, children";
        manifest.version = "2026/11";
        manifest.findings[0].operatingPoint.threshold = 0.25;
        const auto use = shelf().add(path("best.safetensors").toStdString(), manifest);
        QVERIFY(use);
        QCOMPARE(QFileInfo(use->file).absolutePath(), shelf().folder()); // whatever its name is, it lies in the folder
        QCOMPARE(use->comesFrom, path("best.safetensors"));
        const auto read = model::readManifest(use->file.toStdString());
        QVERIFY(read);
        QCOMPARE(read->name, manifest.name);
        QCOMPARE(read->findings[0].operatingPoint.threshold, 0.25);
        QCOMPARE(QString::fromStdString(read->fileSha256), use->sha256);

        QCOMPARE(shelf().add(path("best.safetensors").toStdString(), manifest)->file, use->file); // the same again is the same
        manifest.findings[0].operatingPoint.threshold = 0.5;
        const auto other = shelf().add(path("best.safetensors").toStdString(), manifest);
        QVERIFY(other && other->file != use->file); // same name and version, other content
        QCOMPARE(QDir(shelf().folder()).entryList(QDir::Files).size(), 2);
    }

    void every_use_is_written_down_and_one_can_go_back_to_each_that_is_still_there()
    {
        QVERIFY(shelf().uses().isEmpty());
        const auto record = [this](const char* name, qint64 since) {
            QFile file(path(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            ModelUse use;
            use.file = path(name);
            use.name = QLatin1String(name);
            use.note = QStringLiteral("better\nin every way");
            use.since = since;
            QVERIFY(shelf().record(use));
        };
        record("first", 1000);
        record("second", 2000);
        record("first", 3000);
        record("third", 4000);
        const auto uses = shelf().uses();
        QCOMPARE(uses.size(), 4);
        QCOMPARE(uses[0].name, QStringLiteral("third"));
        QCOMPARE(uses[3].since, 1000);
        QCOMPARE(uses[3].note, QStringLiteral("better\nin every way"));
        auto former = shelf().former(path("third"));
        QCOMPARE(former.size(), 2);
        QCOMPARE(former[0].name, QStringLiteral("first"));
        QCOMPARE(former[0].since, 3000); // when it was last put into use
        QVERIFY(QFile::remove(path("second")));
        former = shelf().former(path("third"));
        QCOMPARE(former.size(), 1);
    }

    void a_damaged_list_and_a_folder_that_takes_nothing_lose_no_model()
    {
        QVERIFY(QDir().mkpath(shelf().folder()));
        QFile list(shelf().folder() + QStringLiteral("/uses.json"));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("[{\"file\": ");
        list.close();
        QVERIFY(shelf().uses().isEmpty());
        ModelUse use;
        use.file = path("best.safetensors");
        QVERIFY(shelf().record(use));
        QCOMPARE(shelf().uses().size(), 1);
        QVERIFY(shelf().uses()[0].since > 0);

        QFile blocker(path("blocked"));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        blocker.close();
        const ModelShelf nowhere(path("blocked/lucency.sqlite"));
        const auto manifest = *model::readManifest(path("best.safetensors").toStdString());
        QCOMPARE(nowhere.add(path("best.safetensors").toStdString(), manifest).error().kind, FailureKind::CannotWrite);
        QCOMPARE(nowhere.record(use).error().kind, FailureKind::CannotWrite);
    }
};

QTEST_GUILESS_MAIN(ModelShelfTest)
#include "tst_modelshelf.moc"
