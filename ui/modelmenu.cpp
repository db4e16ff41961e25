#include "ui/modelmenu.h"

#include "app/modeluse.h"
#include "model/runplace.h"
#include "ui/evaluation/intousedialog.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QSettings>

#include <utility>

namespace lucency::ui {

ModelMenu::ModelMenu(const QString& storeFile, const QString& shippedModel, QWidget* parent)
    : QMenu(tr("&Model"), parent)
    , m_shelf(storeFile)
    , m_shipped(shippedModel)
    , m_former(new QMenu(tr("Go back to"), this))
{
    QAction* choose = addAction(tr("Put another model into use ..."));
    choose->setObjectName(QStringLiteral("choose-model"));
    connect(choose, &QAction::triggered, this, &ModelMenu::choose);
    addMenu(m_former);
    m_former->setObjectName(QStringLiteral("former-models"));
    connect(m_former, &QMenu::aboutToShow, this, &ModelMenu::fillFormer);
    addSeparator();
    QAction* shipped = addAction(tr("Use the shipped model"));
    shipped->setObjectName(QStringLiteral("shipped-model"));
    connect(shipped, &QAction::triggered, this, [this] { Q_EMIT useAsked(m_shipped, true); });
}

void ModelMenu::setInUse(const QString& file, const model::ModelManifest& manifest)
{
    m_inUse = file;
    app::ModelUse use;
    if (m_asked && m_asked->file == file) use = *m_asked;
    m_asked.reset();
    use.file = file;
    use.name = QString::fromStdString(manifest.name);
    use.version = QString::fromStdString(manifest.version);
    use.sha256 = QString::fromStdString(manifest.fileSha256);
    const auto uses = m_shelf.uses();
    // The same one again, as at every start.
    if (!uses.isEmpty() && uses.first().file == use.file && uses.first().sha256 == use.sha256) return;
    if (auto recorded = m_shelf.record(use); !recorded) Q_EMIT recordFailed(recorded.error());
}

IntoUseDialog* ModelMenu::propose(const QString& modelFile, const std::map<std::string, double>& thresholds)
{
    app::UseRequest request;
    request.model = modelFile.toStdString();
    request.run = app::runOfModel(request.model);
    request.modelInUse = m_inUse.toStdString();
    if (!request.run.empty()) {
        const auto place = model::readPlace(request.run);
        if (place) request.data = *place;
        std::error_code unknown;
        if (!place || !std::filesystem::is_directory(*place, unknown)) {
            const QString folder =
                QFileDialog::getExistingDirectory(parentWidget(), tr("Where are the images that this model was tested on?"));
            if (!folder.isEmpty()) request.data = folder.toStdString();
        }
    }
    delete m_page;
    m_page = new IntoUseDialog(m_shelf, request, thresholds, parentWidget());
    m_page->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_page, &IntoUseDialog::installed, this, [this](const app::ModelUse& use, bool scoreAnew) {
        m_asked = use;
        Q_EMIT useAsked(use.file, scoreAnew);
    });
    m_page->show();
    return m_page;
}

void ModelMenu::choose()
{
    QSettings settings;
    const QString key = QStringLiteral("model-folder");
    const QString file = QFileDialog::getOpenFileName(parentWidget(), tr("A model, such as best.safetensors of a training run"),
                                                      settings.value(key).toString(), tr("Models (*.safetensors);;All files (*)"));
    if (file.isEmpty()) return;
    settings.setValue(key, QFileInfo(file).absolutePath());
    propose(file);
}

void ModelMenu::fillFormer()
{
    m_former->clear();
    for (const app::ModelUse& use : m_shelf.former(m_inUse)) {
        const QString day = QLocale().toString(QDateTime::fromMSecsSinceEpoch(use.since).date(), QLocale::ShortFormat);
        QAction* back = m_former->addAction(tr("%1 %2, in use since %3").arg(use.name, use.version, day));
        back->setToolTip(use.note);
        connect(back, &QAction::triggered, this, [this, file = use.file] { Q_EMIT useAsked(file, true); });
    }
    if (m_former->isEmpty()) m_former->addAction(tr("No other model was in use"))->setEnabled(false);
    m_former->setToolTipsVisible(true);
}

} // namespace lucency::ui
