#include "ui/application.h"

#include "app/resources.h"
#include "app/scorer.h"
#include "app/store/backup.h"
#include "app/store/store.h"
#include "model/classifier.h"
#include "model/tensormemory.h"
#include "ui/failuretext.h"
#include "ui/mainwindow.h"
#include "ui/reading/storedimage.h"
#include "ui/storequestion.h"
#include "ui/theme.h"

#include <QApplication>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <optional>

namespace lucency::ui {

namespace {

constexpr int wrongUsage = 2, nothingDone = 4;

struct Application {
    Q_DECLARE_TR_FUNCTIONS(Application)
};

/// The samples have a store of their own, so that a demonstration never mixes with a reader's patients.
QString demoStore()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/demo.sqlite");
}

/// The words of a failure, which whoever started the program from a terminal reads too.
QString told(const Failure& failure)
{
    const QString text = failureText(failure);
    std::fprintf(stderr, "lucency: %s\n", qPrintable(text));
    return text;
}

/// What may stand in for a store that is damaged.
std::optional<app::Backup> backupFor(const Failure& failure, const QString& storePath)
{
    const auto backups = failure.kind == FailureKind::StoreDamaged ? app::backupsOf(storePath) : QList<app::Backup>();
    return backups.isEmpty() ? std::nullopt : std::optional(backups.first());
}

} // namespace

int runWindow(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lucency"));
    QApplication::setApplicationDisplayName(QStringLiteral("Lucency"));
    QApplication::setOrganizationName(QStringLiteral("lucency"));
    QApplication::setApplicationVersion(QStringLiteral(LUCENCY_VERSION));
    std::setlocale(LC_NUMERIC, "C"); // the application object took the user's: numbers in files have a point all the same
    installTranslations();
    theme::apply(application);
    QApplication::setWindowIcon(QIcon(theme::pixmap(QStringLiteral("lucency"), 128, theme::accent(), 1)));
    model::keepTensorMemory(std::size_t{256} << 20);
    model::setComputeThreads(std::max(1, QThread::idealThreadCount()));

    QStringList paths;
    bool demo = false;
    for (const QString& argument : QApplication::arguments().mid(1)) {
        if (argument == QLatin1String("--demo")) {
            demo = true;
        } else if (argument.startsWith(QLatin1Char('-'))) {
            std::fprintf(stderr, "lucency: %s\n", qPrintable(Application::tr("Unknown option %1. Try lucency --help.").arg(argument)));
            return wrongUsage;
        } else {
            paths << QFileInfo(argument).absoluteFilePath();
        }
    }
    if (demo) paths << QString::fromStdString((app::resourceFolder() / "samples").string());

    const QString storePath = demo ? demoStore() : app::Store::defaultPath();
    auto store = app::Store::open(storePath);
    // A database that cannot be used must not keep anybody from an image.
    std::optional<QTemporaryDir> passing;
    QString warning;
    while (!store) {
        warning = told(store.error());
        if (passing) return nothingDone;
        const auto backup = backupFor(store.error(), storePath);
        switch (askAboutStore(store.error(), backup)) {
        case StoreAnswer::Quit:
            return nothingDone;
        case StoreAnswer::ReadWithoutIt:
            store = app::Store::open(passing.emplace().filePath(QStringLiteral("passing.sqlite")));
            break;
        case StoreAnswer::UseBackup:
            const auto restored = app::restoreBackup(storePath, *backup);
            store = restored ? app::Store::open(storePath) : restored.error();
            warning.clear();
            break;
        }
    }
    const auto marks = app::ReadingMarks::beside(store->path());
    MainWindow window(*std::move(store), {QString::fromStdString(app::defaultModel().string()), app::classifierFactory(),
                                          [marks](const ImageFile& file) { return readMarked(*marks, file); }, warning,
                                          [marks](const ImageFile& file) { return readMarkedCoarse(*marks, file); }});
    window.show();
    window.openPaths(paths);
    return QApplication::exec();
}

} // namespace lucency::ui
