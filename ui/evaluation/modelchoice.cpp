#include "ui/evaluation/modelchoice.h"

#include "model/modelfile.h"
#include "ui/failuretext.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lucency::ui {

ModelChoice::ModelChoice(const QString& fileInUse, QWidget* parent)
    : QWidget(parent)
    , m_words(new QLabel(this))
    , m_foreign(new QWidget(this))
    , m_findings(new QLineEdit(m_foreign))
    , m_network(new QComboBox(m_foreign))
    , m_brightness(new QComboBox(m_foreign))
    , m_size(new QSpinBox(m_foreign))
{
    m_words->setWordWrap(true);
    auto* other = new QPushButton(tr("Another &model …"), this);
    other->setObjectName(QStringLiteral("another-model"));
    connect(other, &QPushButton::clicked, this, &ModelChoice::ask);
    auto* row = new QHBoxLayout;
    row->addWidget(m_words, 1);
    row->addWidget(other);
    makeForeign();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    column->addWidget(m_foreign);
    connect(&m_reader, &app::LatestTask::runningChanged, this, &ModelChoice::changed);
    setFile(fileInUse);
}

void ModelChoice::makeForeign()
{
    m_findings->setPlaceholderText(tr("in the order of its outputs, such as: Effusion, Mass"));
    m_findings->setObjectName(QStringLiteral("foreign-findings"));
    // A TorchScript file holds its network; weights alone need it named.
    m_network->addItem(tr("in the file (TorchScript)"), QString());
    for (const char* name : {"resnet18", "resnet34", "resnet50", "densenet121", "cnn64"})
        m_network->addItem(QLatin1String(name), QLatin1String(name));
    m_brightness->addItem(tr("from the darkest to the brightest pixel"), int(imaging::Normalisation::MinMax));
    m_brightness->addItem(tr("mean and deviation of ImageNet"), int(imaging::Normalisation::ImageNet));
    m_brightness->addItem(tr("as they are, from 0 to 1"), int(imaging::Normalisation::Unit));
    m_size->setRange(16, 2048);
    m_size->setValue(224);
    auto* form = new QFormLayout(m_foreign);
    form->setContentsMargins(0, 0, 0, 0);
    auto* why =
        new QLabel(tr("This file was made by another program and does not say how it is to be used. Whoever made it knows:"), m_foreign);
    why->setWordWrap(true);
    form->addRow(why);
    form->addRow(tr("Findings:"), m_findings);
    form->addRow(tr("Network:"), m_network);
    form->addRow(tr("Pixels along a side:"), m_size);
    form->addRow(tr("Brightness:"), m_brightness);
    m_foreign->hide();
    connect(m_findings, &QLineEdit::editingFinished, this, &ModelChoice::changed);
}

void ModelChoice::setFile(const QString& file)
{
    m_file = file;
    m_manifest.reset();
    m_failure.reset();
    m_isForeign = false;
    m_foreign->hide();
    m_words->setText(file.isEmpty() ? tr("No model is in use. Choose one.") : tr("Reading %1 …").arg(QFileInfo(file).fileName()));
    if (file.isEmpty()) {
        m_reader.stop();
        Q_EMIT changed();
    } else {
        read();
    }
}

void ModelChoice::read()
{
    m_reader.start([this, file = m_file.toStdString()](const std::stop_token&, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, manifest = model::readManifest(file)] { take(manifest); };
    });
}

void ModelChoice::take(const Result<model::ModelManifest>& manifest)
{
    if (manifest) {
        m_manifest = *manifest;
        m_words->setText(tr("<b>%1 %2</b>, %3")
                             .arg(QString::fromStdString(manifest->name).toHtmlEscaped(),
                                  QString::fromStdString(manifest->version).toHtmlEscaped(), QFileInfo(m_file).fileName().toHtmlEscaped()));
    } else if (manifest.error().kind == FailureKind::NotAModel && manifest.error().detail != "is a folder") {
        // Whether it is one at all shows when it is loaded.
        m_isForeign = true;
        m_words->setText(tr("<b>%1</b>").arg(QFileInfo(m_file).fileName().toHtmlEscaped()));
    } else {
        m_failure = manifest.error();
        m_words->setText(failureText(*m_failure));
    }
    m_foreign->setVisible(m_isForeign);
    Q_EMIT changed();
}

void ModelChoice::ask()
{
    QSettings settings;
    const QString key = QStringLiteral("model-folder");
    const QString file = QFileDialog::getOpenFileName(this, tr("Model"), settings.value(key).toString(),
                                                      tr("Models (*.safetensors *.pt *.pth);;All files (*)"));
    if (file.isEmpty()) return;
    settings.setValue(key, QFileInfo(file).absolutePath());
    setFile(file);
}

std::vector<model::FindingEntry> ModelChoice::findings() const
{
    if (m_manifest) return m_manifest->findings;
    std::vector<model::FindingEntry> named;
    if (!m_isForeign) return named;
    for (const auto& name : m_findings->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (name.trimmed().isEmpty()) continue;
        named.emplace_back();
        named.back().name = name.trimmed().toStdString();
        named.back().validated = false;
    }
    return named;
}

model::ClassifierOptions ModelChoice::options() const
{
    model::ClassifierOptions options;
    if (!m_isForeign) return options;
    model::ForeignWeights foreign;
    foreign.architecture = m_network->currentData().toString().toStdString();
    for (const auto& finding : findings())
        foreign.findings.push_back(finding.name);
    foreign.inputSize = m_size->value();
    foreign.normalisation = imaging::Normalisation(m_brightness->currentData().toInt());
    options.foreign = std::move(foreign);
    return options;
}

QString ModelChoice::name() const
{
    if (!m_manifest) return QFileInfo(m_file).completeBaseName();
    return QStringLiteral("%1 %2").arg(QString::fromStdString(m_manifest->name), QString::fromStdString(m_manifest->version));
}

} // namespace lucency::ui
