// Makes the pictures of the documentation: the real window, the real model, and radiographs of people who do not exist.
// usage: pictures SAMPLES EVALUATION FOLDER; EVALUATION holds an evaluation of drawn radiographs, see packaging/pictures
#include "app/inferencequeue.h"
#include "app/resources.h"
#include "app/scorer.h"
#include "app/worklistmodel.h"
#include "imaging/display.h"
#include "imaging/phantom.h"
#include "imaging/read.h"
#include "tests/pictures/reportpages.h"
#include "ui/failuretext.h"
#include "ui/helpdialogs.h"
#include "ui/importreport.h"
#include "ui/mainwindow.h"
#include "ui/reading/readingroom.h"
#include "ui/theme.h"
#include "ui/worklist/worklistpanel.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPainter>
#include <QSettings>
#include <QSplitter>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>
#include <QTranslator>

#include <cstdio>
#include <functional>

using namespace lucency;

namespace {

/// Lets the window work until something is so; false after two minutes.
bool waitFor(const std::function<bool()>& isSo)
{
    QEventLoop loop;
    QElapsedTimer clock;
    clock.start();
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        if (isSo() || clock.hasExpired(120000)) loop.quit();
    });
    timer.start(20);
    loop.exec();
    return isSo();
}

void settle()
{
    QElapsedTimer clock;
    clock.start();
    waitFor([&] { return clock.hasExpired(400); });
}

class Pictures {
public:
    Pictures(QString samples, QString folder)
        : m_samples(std::move(samples))
        , m_folder(std::move(folder))
    {
    }

    bool make();

private:
    bool save(const QPixmap& picture, const QString& name) const;
    bool grab(QWidget& widget, const QString& name) const;
    bool readingRoom(ui::MainWindow& window) const;
    bool faults(ui::MainWindow& window) const;
    bool phantoms() const;

    QString m_samples, m_folder;
    QTemporaryDir m_files;
};

bool Pictures::save(const QPixmap& picture, const QString& name) const
{
    const QString file = m_folder + QLatin1Char('/') + name;
    if (picture.save(file)) return true;
    std::fprintf(stderr, "pictures: cannot write %s\n", qPrintable(file));
    return false;
}

bool Pictures::grab(QWidget& widget, const QString& name) const
{
    settle();
    return save(widget.grab(), name);
}

QModelIndex firstWith(const app::WorklistModel& model, const std::function<bool(const QModelIndex&)>& isWanted)
{
    for (int row = 0; row < model.rowCount({}); ++row)
        if (isWanted(model.index(row, 0))) return model.index(row, 0);
    return {};
}

bool choose(ui::MainWindow& window, const QModelIndex& row)
{
    if (!row.isValid()) return false;
    window.worklist()->table()->selectRow(row.row());
    return waitFor([&] { return window.room()->stateTitle().isEmpty(); });
}

bool isScored(const app::WorklistModel& model)
{
    return model.studyCount() > 0 && !firstWith(model, [](const QModelIndex& row) {
                                          const auto status = row.data(app::WorklistModel::StatusRole).toInt();
                                          return status == int(app::StudyStatus::New) || status == int(app::StudyStatus::Queued);
                                      }).isValid();
}

bool Pictures::readingRoom(ui::MainWindow& window) const
{
    if (!grab(window, QStringLiteral("empty.png"))) return false;
    window.openPaths({m_samples});
    const app::WorklistModel& model = *window.worklistModel();
    if (!waitFor([&] { return model.rowCount({}) >= 24 && isScored(model); })) return false;
    const QModelIndex effusion = firstWith(model, [](const QModelIndex& row) {
        return row.data(app::WorklistModel::PositiveRole).toBool() &&
               row.data(app::WorklistModel::FindingRole).toString() == QLatin1String("Effusion");
    });
    return choose(window, effusion) && grab(window, QStringLiteral("reading.png"));
}

/// What the window shows of files that it cannot use or must not score.
bool Pictures::faults(ui::MainWindow& window) const
{
    const QStringList files = QDir(m_samples).entryList({QStringLiteral("*.dcm")}, QDir::Files);
    if (files.size() < 2) return false;
    const auto bytesOf = [this](const QString& name) {
        QFile file(m_samples + QLatin1Char('/') + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const auto write = [this](const char* name, const QByteArray& bytes) {
        QFile file(m_files.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    // View Position (0018,5101) in explicit little endian becomes LL: a left lateral by its header.
    QByteArray lateral = bytesOf(files[0]);
    const QByteArray view("\x18\x00\x01\x51"
                          "CS\x02\x00",
                          8);
    const qsizetype at = lateral.indexOf(view);
    if (at < 0) return false;
    lateral.replace(at + view.size(), 2, "LL");
    // Another instance of another patient, not the sample once more.
    lateral.replace("PHANTOM-", "LATERAL-");
    for (const QByteArray& uid : {QByteArray("\x08\x00\x18\x00UI", 6), QByteArray("\x20\x00\x0d\x00UI", 6)}) {
        const qsizetype place = lateral.indexOf(uid);
        if (place < 0) return false;
        const auto length = static_cast<unsigned char>(lateral[place + 6]);
        qsizetype digit = place + 8 + length - 1;
        while (lateral[digit] < '0' || lateral[digit] > '9')
            --digit;
        lateral[digit] = lateral[digit] == '7' ? '3' : '7';
    }
    const QByteArray whole = bytesOf(files[1]);
    if (!write("lateral.dcm", lateral) || !write("cut.dcm", whole.left(whole.size() / 2)) || !write("letter.dcm", "Dear colleague,\n"))
        return false;
    window.openPaths({m_files.path()});
    const app::WorklistModel& model = *window.worklistModel();
    const auto refused = [&] {
        return firstWith(model, [](const QModelIndex& row) {
            return row.data(app::WorklistModel::StatusRole).toInt() == int(app::StudyStatus::Refused);
        });
    };
    if (!waitFor([&] { return refused().isValid() && window.lastImport().failures.size() == 2; })) return false;
    if (!choose(window, refused()) || !grab(window, QStringLiteral("refused.png"))) return false;
    app::ImportSummary summary = window.lastImport();
    for (Failure& failure : summary.failures)
        failure.subject = "/studies/" + failure.subject.substr(failure.subject.rfind('/') + 1);
    ui::ImportReport report(&window);
    report.setSummary(summary);
    report.show();
    return grab(report, QStringLiteral("import-report.png"));
}

/// Eight of the drawn radiographs beside each other, as imaging shows them.
bool Pictures::phantoms() const
{
    using imaging::PhantomFinding;
    const std::pair<QString, std::vector<PhantomFinding>> kinds[] = {
        {QStringLiteral("no finding"), {}},
        {QStringLiteral("effusion"), {PhantomFinding::Effusion}},
        {QStringLiteral("consolidation"), {PhantomFinding::Consolidation}},
        {QStringLiteral("pneumothorax"), {PhantomFinding::Pneumothorax}},
        {QStringLiteral("cardiomegaly"), {PhantomFinding::Cardiomegaly}},
        {QStringLiteral("mass"), {PhantomFinding::Mass}},
        {QStringLiteral("atelectasis"), {PhantomFinding::Atelectasis}},
        {QStringLiteral("a child, infiltration"), {PhantomFinding::Infiltration}}};
    constexpr int size = 300, gap = 6;
    QImage sheet(4 * size + 3 * gap, 2 * size + gap, QImage::Format_RGB32);
    sheet.fill(Qt::black);
    QPainter painter(&sheet);
    int number = 0;
    for (const auto& [name, findings] : kinds) {
        auto description = imaging::describePhantom(static_cast<std::uint64_t>(40 + number), number == 7);
        description.size = 2 * size;
        description.findings = findings;
        const auto phantom = imaging::drawPhantom(description);
        const auto radiograph = imaging::phantomRadiograph(phantom, imaging::phantomIdentity(description, 0));
        const auto shown = imaging::renderDefault(radiograph);
        const QImage grey(shown.data, shown.cols, shown.rows, static_cast<qsizetype>(shown.step), QImage::Format_Grayscale8);
        const QRect place((number % 4) * (size + gap), (number / 4) * (size + gap), size, size);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(place, grey.scaled(size, size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        painter.setPen(Qt::black);
        painter.drawText(place.adjusted(9, 0, 0, -7), Qt::AlignLeft | Qt::AlignBottom, name);
        painter.setPen(ui::theme::text());
        painter.drawText(place.adjusted(8, 0, 0, -8), Qt::AlignLeft | Qt::AlignBottom, name);
        ++number;
    }
    painter.end();
    return save(QPixmap::fromImage(sheet), QStringLiteral("phantoms.png"));
}

bool Pictures::make()
{
    if (!QDir().mkpath(m_folder) || !phantoms()) return false;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_files.filePath(QStringLiteral("settings")));
    QTemporaryDir data;
    auto store = app::Store::open(data.filePath(QStringLiteral("store.sqlite")));
    if (!store) return false;
    const auto read = [](const ui::ImageFile& file) { return imaging::read(file.path.toStdString(), file.frame); };
    ui::MainWindow window(*std::move(store), {QString::fromStdString(app::defaultModel().string()), app::classifierFactory(), read});
    window.resize(1440, 900);
    window.show();
    // The offscreen screen is smaller than the window: what depends on it is set as a real screen would.
    for (auto* splitter : window.findChildren<QSplitter*>())
        if (splitter->parent() == &window) splitter->setSizes({460, 980});
    if (!readingRoom(window) || !faults(window)) return false;
    ui::showKeys(&window);
    auto* keys = window.findChild<QDialog*>(QStringLiteral("keys-dialog"));
    return keys && grab(*keys, QStringLiteral("keys.png"));
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lucency-pictures"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    // Plural forms: the program carries them within itself, this one has them beside it.
    QTranslator english;
    if (english.load(QStringLiteral("lucency_en"), QApplication::applicationDirPath() + QStringLiteral("/..")))
        QApplication::installTranslator(&english);
    ui::theme::apply(application);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 4) {
        std::fprintf(stderr, "usage: pictures SAMPLES EVALUATION FOLDER\n");
        return 2;
    }
    const bool drawn = QDir().mkpath(arguments[3]) && test::reportPages(arguments[2]).save(arguments[3] + QStringLiteral("/report.png"));
    if (drawn && Pictures(arguments[1], arguments[3]).make()) return 0;
    std::fprintf(stderr, "pictures: something did not come about in time\n");
    return 1;
}
