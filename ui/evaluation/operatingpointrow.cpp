#include "ui/evaluation/operatingpointrow.h"

#include "model/evaluation/confusion.h"
#include "model/evaluation/operatingpoint.h"
#include "ui/reading/words.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>

namespace lucency::ui {

namespace {

model::Estimate estimate(const evaluation::Interval& interval)
{
    return {interval.value, interval.low, interval.high};
}

QString percent(double share)
{
    return QLocale().toString(share * 100, 'f', 0);
}

} // namespace

OperatingPointRow::OperatingPointRow(const app::FindingForUse& finding, std::optional<double> proposal, QWidget* parent)
    : QWidget(parent)
    , m_finding(finding)
    , m_proposal(proposal)
    , m_kind(new QComboBox(this))
    , m_value(new QDoubleSpinBox(this))
    , m_meaning(new QLabel(this))
{
    const QString name = findingName(QString::fromStdString(finding.entry.name));
    auto* title = new QLabel(QStringLiteral("<b>%1</b>").arg(name.toHtmlEscaped()), this);
    const QLocale locale;
    m_kind->setPlaceholderText(tr("Choose what matters ..."));
    m_kind->setAccessibleName(tr("Operating point of %1").arg(name));
    m_kind->setMinimumContentsLength(36);
    if (proposal) m_kind->addItem(tr("As set in the workbench (%1)").arg(locale.toString(*proposal, 'f', 3)), Proposed);
    if (finding.validation.hasBoth()) {
        m_kind->addItem(tr("Balanced: find many, alarm seldom (Youden)"), Youden);
        m_kind->addItem(tr("Miss few: find at least ... %"), Sensitivity);
        m_kind->addItem(tr("Alarm seldom: leave alone at least ... %"), Specificity);
        m_kind->addItem(tr("A miss costs ... times a false alarm"), Cost);
        m_kind->addItem(tr("Best F1 score"), F1);
    } else {
        m_kind->addItem(tr("As the model's file says (%1)").arg(locale.toString(finding.entry.operatingPoint.threshold, 'f', 3)), AsInFile);
    }
    m_kind->setCurrentIndex(-1);
    m_value->setVisible(false);
    m_value->setAccessibleName(tr("Value of the aim for %1").arg(name));
    m_meaning->setWordWrap(true);
    m_meaning->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* line = new QHBoxLayout;
    line->addWidget(title, 1);
    line->addWidget(m_kind);
    line->addWidget(m_value);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 4);
    column->addLayout(line);
    column->addWidget(m_meaning);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &OperatingPointRow::changeKind);
    connect(m_value, &QDoubleSpinBox::valueChanged, this, &OperatingPointRow::choose);
    tell();
}

void OperatingPointRow::changeKind()
{
    const QSignalBlocker quiet(m_value);
    const int kind = m_kind->currentData().toInt();
    m_value->setVisible(m_kind->currentIndex() >= 0 && (kind == Sensitivity || kind == Specificity || kind == Cost));
    m_value->setDecimals(kind == Cost ? 1 : 0);
    m_value->setRange(kind == Cost ? 0.1 : 1, kind == Cost ? 1000 : 100);
    m_value->setSuffix(kind == Cost ? QString() : QStringLiteral(" %"));
    m_value->setValue(kind == Cost ? 5 : 95);
    choose();
}

void OperatingPointRow::copyFrom(const OperatingPointRow& other)
{
    const int place = m_kind->findData(other.m_kind->currentData());
    if (other.m_kind->currentIndex() < 0 || place < 0 || other.m_kind->currentData().toInt() == Proposed) return;
    m_kind->setCurrentIndex(place);
    m_value->setValue(other.m_value->value());
}

std::string OperatingPointRow::aim() const
{
    const auto number = [this](double divisor) { return QString::number(m_value->value() / divisor, 'g', 6).toStdString(); };
    switch (static_cast<Kind>(m_kind->currentData().toInt())) {
    case Youden:
        return "youden";
    case F1:
        return "f1";
    case Sensitivity:
        return "sensitivity>=" + number(100);
    case Specificity:
        return "specificity>=" + number(100);
    case Cost:
        return "cost=" + number(1);
    case Proposed:
    case AsInFile:
        break;
    }
    return {};
}

void OperatingPointRow::choose()
{
    m_chosen.reset();
    m_reached = true;
    const auto& scores = m_finding.validation;
    const int kind = m_kind->currentIndex() < 0 ? -1 : m_kind->currentData().toInt();
    model::OperatingPoint point = m_finding.entry.operatingPoint;
    if (kind == AsInFile) {
        m_chosen = point;
    } else if (kind == Proposed) {
        point.threshold = *m_proposal;
        point.aim = "chosen by a person";
        m_chosen = point;
    } else if (kind >= 0) {
        if (const auto chosen = evaluation::chooseThreshold(scores.probabilities, scores.labels, aim())) {
            point.threshold = chosen->threshold;
            point.aim = aim();
            m_reached = chosen->reached;
            m_chosen = point;
        }
    }
    if (m_chosen && scores.hasBoth()) {
        if (const auto counts = evaluation::confusionAt(scores.probabilities, scores.labels, m_chosen->threshold)) {
            m_chosen->sensitivity = estimate(evaluation::wilson(counts->truePositives, counts->positives()));
            m_chosen->specificity = estimate(evaluation::wilson(counts->trueNegatives, counts->negatives()));
            m_chosen->positives = static_cast<int>(counts->positives());
            m_chosen->negatives = static_cast<int>(counts->negatives());
            m_chosen->data = "validation part of the run";
        }
    }
    tell();
    Q_EMIT changed();
}

QString OperatingPointRow::shares(const QString& head, const app::LabelledScores& scores) const
{
    const auto counts = evaluation::confusionAt(scores.probabilities, scores.labels, m_chosen->threshold);
    if (!counts || !scores.hasBoth()) return {};
    return tr("%1: of 100 with it %2 are found; of 100 without it %3 raise a false alarm (%4 and %5 images).")
        .arg(head, percent(counts->sensitivity()), percent(1 - counts->specificity()))
        .arg(counts->positives())
        .arg(counts->negatives());
}

void OperatingPointRow::tell()
{
    m_meaning->setStyleSheet(QStringLiteral("color: %1").arg((m_chosen && m_reached ? theme::mutedText() : theme::warning()).name()));
    if (!m_chosen) return m_meaning->setText(tr("Thresholds of another model do not hold for this one: please choose."));
    QStringList lines;
    if (!m_reached) lines << tr("No threshold reaches this on the validation images; this one comes nearest.");
    lines << tr("Positive from a probability of %1 on.").arg(QLocale().toString(m_chosen->threshold, 'f', 3));
    lines << shares(tr("Validation images"), m_finding.validation) << shares(tr("Test images"), m_finding.test);
    lines.removeAll(QString());
    m_meaning->setText(lines.join(QLatin1Char('\n')));
}

} // namespace lucency::ui
