#include "ui/evaluation/workbench.h"

#include "ui/evaluation/gallerymodel.h"
#include "ui/evaluation/gallerypage.h"
#include "ui/evaluation/resultfiles.h"
#include "ui/failuretext.h"

#include <QCheckBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

/// A dialog that asks for a path and goes away by itself.
template<class Take>
void askPath(QWidget* parent, const QString& title, QFileDialog::FileMode mode, const QString& filter, Take take)
{
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    if (mode == QFileDialog::Directory) dialog->setOption(QFileDialog::ShowDirsOnly);
    if (!filter.isEmpty()) dialog->setNameFilter(filter);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, take);
    dialog->open();
}

/// A line for a folder with a button that looks for one.
QLineEdit* addFolderRow(QDialog* dialog, QVBoxLayout* column, const QString& words, const QString& folder)
{
    auto* label = new QLabel(words, dialog);
    label->setWordWrap(true);
    auto* line = new QLineEdit(folder, dialog);
    label->setBuddy(line);
    auto* choose = new QPushButton(Workbench::tr("Choose …"), dialog);
    QObject::connect(choose, &QPushButton::clicked, dialog, [dialog, line] {
        askPath(dialog, Workbench::tr("Folder"), QFileDialog::Directory, {}, [line](const QString& path) { line->setText(path); });
    });
    auto* row = new QHBoxLayout;
    row->addWidget(line, 1);
    row->addWidget(choose);
    column->addWidget(label);
    column->addLayout(row);
    return line;
}

void addButtons(QDialog* dialog, QVBoxLayout* column, const QString& accept)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    auto* primary = buttons->addButton(accept, QDialogButtonBox::AcceptRole);
    primary->setProperty("primary", true);
    primary->setDefault(true);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    column->addWidget(buttons);
}

} // namespace

void Workbench::askRun()
{
    askPath(this, tr("Folder of a finished run"), QFileDialog::Directory, {}, [this](const QString& path) { openRun(path); });
}

void Workbench::askPredictions()
{
    askPath(this, tr("Table of predictions"), QFileDialog::ExistingFile, tr("Tables (*.csv);;All files (*)"),
            [this](const QString& path) { openPredictions(path); });
}

void Workbench::askLabels(const QString& csv)
{
    askPath(this, tr("Table of labels"), QFileDialog::ExistingFile, tr("Tables (*.csv);;All files (*)"),
            [this, csv](const QString& path) { openPredictions(csv, path); });
}

void Workbench::askBoxes()
{
    askPath(this, tr("Table of boxes drawn by people"), QFileDialog::ExistingFile, tr("Tables (*.csv);;All files (*)"),
            [this](const QString& path) { measurePlaces(path); });
}

void Workbench::measurePlaces(const QString& boxes)
{
    if (!m_view->isOpen()) return;
    say(tr("The model looks at the images with boxes …"));
    m_messageTime.stop();
    m_placer.start([this, result = m_view->source(), boxes](const std::stop_token& stop,
                                                            const app::LatestTask::Tell& tell) -> app::LatestTask::Answer {
        const auto progress = [&](std::size_t done, std::size_t all) {
            tell([this, done, all] { m_message->setText(tr("The model looks at the images with boxes: %1 of %2 …").arg(done).arg(all)); });
        };
        return [this, made = app::withPlaces(*result, boxes.toStdString(), progress, stop)] {
            if (!made) {
                say(made.error().kind == FailureKind::NoLabelledImages
                        ? tr("Places cannot be measured: no image of this result has a box of one of its findings, or the files are gone.")
                        : tr("Places cannot be measured: %1").arg(failureText(made.error())));
                Q_EMIT filesFailed(made.error());
                return;
            }
            m_all[m_current].result = *made;
            m_view->replaceSource(*made);
            if (m_corrected->isChecked()) remakeCorrected();
            say(tr("The places are measured."));
            Q_EMIT placesMeasured();
        };
    });
}

void Workbench::askDataFolder()
{
    askPath(this, tr("Folder that the images of this run lie in"), QFileDialog::Directory, {},
            [this](const QString& path) { setDataFolder(path); });
}

void Workbench::askFiles()
{
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Report"));
    auto* column = new QVBoxLayout(dialog);
    const QString beside = m_view->shown().ofRun ? QString::fromStdString(m_view->shown().source.string()) + QStringLiteral("/workbench")
                                                 : QFileInfo(QString::fromStdString(m_view->shown().source.string())).absolutePath();
    auto* folder =
        addFolderRow(dialog, column, tr("Everything is written into this folder, at the operating points as they are now:"), beside);
    auto* report = new QCheckBox(tr("Report as PDF and HTML"), dialog);
    auto* pictures = new QCheckBox(tr("… with pictures of patients: such a report belongs where the images are"), dialog);
    auto* figures = new QCheckBox(tr("Every figure as PNG, SVG and CSV"), dialog);
    report->setChecked(true);
    figures->setChecked(true);
    connect(report, &QCheckBox::toggled, pictures, &QWidget::setEnabled);
    for (auto* box : {report, pictures, figures})
        column->addWidget(box);
    addButtons(dialog, column, tr("Write"));
    connect(dialog, &QDialog::accepted, this, [=, this] {
        writeFiles({folder->text(), report->isChecked(), pictures->isChecked(), figures->isChecked()});
    });
    dialog->resize(560, dialog->sizeHint().height());
    dialog->open();
}

void Workbench::writeFiles(const ResultFilesOrder& order)
{
    if (!m_view->isOpen()) return;
    say(tr("The report is being written …"));
    m_messageTime.stop();
    m_writer.start([this, result = m_view->shownPointer(), material = m_view->material(),
                    order](const std::stop_token& stop, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, written = writeResultFiles(*result, material, order, stop), folder = order.folder] {
            if (!written) {
                say(tr("The report was not written: %1").arg(failureText(written.error())));
                Q_EMIT filesFailed(written.error());
                return;
            }
            say(tr("%1 files were written into %2.").arg(written->size()).arg(QDir::toNativeSeparators(folder)));
            Q_EMIT filesWritten(*written);
        };
    });
}

void Workbench::askExport(const std::vector<std::uint32_t>& images)
{
    if (!m_view->isMovable()) return;
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Export images"));
    auto* column = new QVBoxLayout(dialog);
    auto* folder = addFolderRow(
        dialog, column, tr("A new or empty folder. It will hold a folder for each label, and images.csv; nothing is moved or overwritten."),
        {});
    auto* whole = new QCheckBox(
        tr("All %1 images of this result, not only the %2 shown or selected").arg(m_view->shown().table.images.size()).arg(images.size()),
        dialog);
    auto* links = new QCheckBox(tr("Hard links instead of copies, where the disk has them: they take no room"), dialog);
    column->addWidget(whole);
    column->addWidget(links);
    addButtons(dialog, column, tr("Export"));
    connect(dialog, &QDialog::accepted, this, [=, this] {
        app::ImageExportOrder order;
        order.folder = folder->text().toStdString();
        order.finding = m_gallery->model()->findingName();
        if (whole->isChecked())
            for (std::size_t i = 0; i < m_view->shown().table.images.size(); ++i)
                order.images.push_back(i);
        else
            order.images.assign(images.begin(), images.end());
        order.threshold = m_gallery->model()->threshold();
        order.hardLinks = links->isChecked();
        exportImages(order);
    });
    dialog->resize(560, dialog->sizeHint().height());
    dialog->open();
}

void Workbench::exportImages(const app::ImageExportOrder& order)
{
    if (!m_view->isOpen()) return;
    say(tr("Images are being copied …"));
    m_messageTime.stop();
    m_exporter.start([this, result = m_view->source(), said = m_said, order](const std::stop_token& stop,
                                                                             const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, done = app::exportImages(*result, said, order, {}, stop), folder = QString::fromStdString(order.folder.string())] {
            if (!done) {
                say(done.error().kind == FailureKind::BadArgument
                        ? tr("%1 holds something already. Choose a new or an empty folder: nothing is overwritten.").arg(folder)
                        : tr("Not exported: %1").arg(failureText(done.error())));
                Q_EMIT filesFailed(done.error());
                return;
            }
            QString text = tr("%1 images were written into %2.").arg(done->written).arg(QDir::toNativeSeparators(folder));
            if (!done->missing.empty())
                text += QLatin1Char(' ') +
                        tr("%1 could not be copied, the first: %2").arg(done->missing.size()).arg(failureText(done->missing.front()));
            say(text);
            Q_EMIT imagesExported(done->written, done->missing.size());
        };
    });
}

} // namespace lucency::ui
