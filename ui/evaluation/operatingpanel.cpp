#include "ui/evaluation/operatingpanel.h"

#include "app/report/figures.h"
#include "app/report/plot.h"
#include "app/report/sections.h"
#include "ui/failuretext.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSlider>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>

namespace lucency::ui {

namespace {

using app::report::figure;
using app::report::percent;

constexpr int sliderSteps = 1000;
constexpr double thresholdStep = 0.01;

enum Aim { OwnPoint, SensitivityAtLeast, SpecificityAtLeast, Cost, Youden, BestF1 };
enum Column { NameColumn, AreaColumn, PointColumn };

struct OriginWords {
    Q_DECLARE_TR_FUNCTIONS(OriginWords)
};

QString aimWords(const std::string& aim)
{
    const QString text = QString::fromStdString(aim);
    const auto after = [&](const char* prefix) { return text.mid(static_cast<qsizetype>(qstrlen(prefix))).toDouble(); };
    if (aim == "youden") return OriginWords::tr("the largest sum of sensitivity and specificity (Youden)");
    if (aim == "f1") return OriginWords::tr("the best F1");
    if (aim.starts_with("sensitivity>=")) return OriginWords::tr("a sensitivity of at least %1").arg(percent(after("sensitivity>="), 1));
    if (aim.starts_with("specificity>=")) return OriginWords::tr("a specificity of at least %1").arg(percent(after("specificity>="), 1));
    if (aim.starts_with("cost="))
        return OriginWords::tr("the lowest cost, where a missed case costs %1 false alarms").arg(figure(after("cost="), 1));
    return text;
}

/// 0.1 % to 90 %, finer where findings are rare.
double prevalenceAt(int position)
{
    return std::pow(10.0, -3 + 2.954 * position / sliderSteps);
}

int positionOf(double prevalence)
{
    return static_cast<int>(std::lround((std::log10(prevalence) + 3) / 2.954 * sliderSteps));
}

QLabel* wrapped(QWidget* parent, bool muted)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (muted) {
        QPalette colours = parent->palette();
        colours.setColor(QPalette::WindowText, theme::mutedText());
        label->setPalette(colours);
    }
    return label;
}

QString ofHundred(const evaluation::Interval& share)
{
    if (std::isnan(share.value)) return figure(share.value);
    return OriginWords::tr("%1 of 100 (%2 to %3)")
        .arg(figure(share.value * 100, 0), figure(share.low * 100, 0), figure(share.high * 100, 0));
}

} // namespace

QString originWords(const app::OperatingPoint& point, bool ofRun)
{
    if (point.source == "hand")
        return OriginWords::tr("Set by hand, with these very images in view: what it reaches on others may be less.");
    if (point.source == "aim" || point.source == "validation") {
        QString text =
            point.source == "validation" || point.onValidation
                ? OriginWords::tr("Chosen for %1, on the validation images of the run, which are not those measured here.")
                : OriginWords::tr("Chosen for %1, on the very images that are measured here, for want of others: the figures flatter.");
        text = text.arg(aimWords(point.aim));
        if (point.reached && !*point.reached)
            text += QLatin1Char(' ') + OriginWords::tr("No threshold reached it there; this is the nearest.");
        return text;
    }
    if (point.source == "model") return OriginWords::tr("The model's own, from its validation data.");
    if (point.source == "given") return OriginWords::tr("As it was given on the command line.");
    return ofRun ? OriginWords::tr("The middle: the run could not choose one, for want of validation cases.")
                 : OriginWords::tr("The middle, 0.5: a file of predictions names no operating point. Choose one by an aim.");
}

OperatingPanel::OperatingPanel(app::ResultInView* view, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_findings(new QTableWidget(0, 3, this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_prevalence(new QSlider(Qt::Horizontal, this))
    , m_spin(new QDoubleSpinBox(this))
    , m_title(wrapped(this, false))
    , m_origin(wrapped(this, true))
    , m_numbers(wrapped(this, false))
    , m_predictive(wrapped(this, false))
    , m_prevalenceWords(wrapped(this, true))
{
    m_findings->setHorizontalHeaderLabels({tr("Finding"), tr("AUC"), tr("Threshold")});
    m_findings->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_findings->setSelectionMode(QAbstractItemView::SingleSelection);
    m_findings->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_findings->verticalHeader()->hide();
    m_findings->verticalHeader()->setDefaultSectionSize(26);
    m_findings->setShowGrid(false);
    m_findings->horizontalHeader()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    m_findings->horizontalHeader()->setSectionResizeMode(AreaColumn, QHeaderView::ResizeToContents);
    m_findings->horizontalHeader()->setSectionResizeMode(PointColumn, QHeaderView::ResizeToContents);
    m_findings->setAccessibleName(tr("Findings"));
    m_findings->setTabKeyNavigation(false);
    connect(m_findings, &QTableWidget::currentCellChanged, this, [this](int row) {
        if (!m_filling) m_view->setFinding(row);
    });

    m_slider->setRange(0, sliderSteps);
    m_slider->setPageStep(sliderSteps / 20);
    m_slider->setAccessibleName(tr("Threshold"));
    m_spin->setRange(0, 1);
    m_spin->setDecimals(4);
    m_spin->setSingleStep(thresholdStep);
    m_spin->setKeyboardTracking(false);
    m_spin->setAccessibleName(tr("Threshold"));
    m_spin->setToolTip(tr("Images with this probability or more are called positive. Keys: [ and ] move it by 0.01."));
    m_slider->setToolTip(m_spin->toolTip());
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        if (!m_filling) m_view->setThreshold(m_view->finding(), static_cast<double>(value) / sliderSteps);
    });
    connect(m_spin, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        if (!m_filling) m_view->setThreshold(m_view->finding(), value);
    });
    m_prevalence->setRange(0, sliderSteps);
    m_prevalence->setAccessibleName(tr("Share of people with the finding"));
    m_prevalence->setToolTip(tr("How frequent the finding is where the model would be used"));
    connect(m_prevalence, &QSlider::valueChanged, this, [this](int value) {
        if (!m_filling) m_view->setPrevalence(prevalenceAt(value));
    });

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 10);
    column->setSpacing(7);
    column->addWidget(m_findings, 2000);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    column->addWidget(m_title);
    auto* row = new QHBoxLayout;
    row->addWidget(m_slider, 1);
    row->addWidget(m_spin);
    column->addLayout(row);
    column->addWidget(m_origin);
    column->addWidget(makeAimControls());
    column->addWidget(m_numbers);
    auto* predictive = new QLabel(tr("Where the finding is rarer or more frequent"), this);
    predictive->setFont(bold);
    column->addWidget(predictive);
    auto* share = new QHBoxLayout;
    share->addWidget(m_prevalence, 1);
    auto* back = new QPushButton(tr("As here"), this);
    back->setToolTip(tr("Back to the share of people with the finding among these images"));
    connect(back, &QPushButton::clicked, this, [this] { m_view->setPrevalence(-1); });
    share->addWidget(back);
    column->addLayout(share);
    column->addWidget(m_prevalenceWords);
    column->addWidget(m_predictive);
    column->addStretch(1000);

    for (const auto& [key, by] : {std::pair(Qt::Key_BracketLeft, -thresholdStep), std::pair(Qt::Key_BracketRight, thresholdStep)})
        connect(new QShortcut(QKeySequence(key), this), &QShortcut::activated, this, [this, by = by] { stepThreshold(by); });
    connect(m_view, &app::ResultInView::resultChanged, this, &OperatingPanel::fillFindings);
    connect(m_view, &app::ResultInView::findingChanged, this, &OperatingPanel::showPoint);
    connect(m_view, &app::ResultInView::pointChanged, this, [this](int finding) {
        showBadges(finding);
        if (finding == m_view->finding()) showPoint();
    });
    connect(m_view, &app::ResultInView::intervalsChanged, this, [this](int finding) {
        showBadges(finding);
        if (finding == m_view->finding()) showNumbers();
    });
    setMinimumWidth(290);
}

QWidget* OperatingPanel::makeCosts()
{
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(4);
    grid->addWidget(new QLabel(tr("called"), box), 0, 1);
    grid->addWidget(new QLabel(tr("left alone"), box), 0, 2);
    grid->addWidget(new QLabel(tr("with it"), box), 1, 0);
    grid->addWidget(new QLabel(tr("without it"), box), 2, 0);
    const double costs[] = {0, 10, 1, 0};
    const QString names[] = {tr("Cost of a case that is found"), tr("Cost of a case that is missed"), tr("Cost of a false alarm"),
                             tr("Cost of an image left alone rightly")};
    for (int i = 0; i < 4; ++i) {
        m_costs[i] = new QDoubleSpinBox(box);
        m_costs[i]->setRange(0, 10000);
        m_costs[i]->setDecimals(1);
        m_costs[i]->setValue(costs[i]);
        m_costs[i]->setAccessibleName(names[i]);
        m_costs[i]->setToolTip(names[i]);
        grid->addWidget(m_costs[i], 1 + i / 2, 1 + i % 2);
    }
    return box;
}

QWidget* OperatingPanel::makeAimControls()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    m_aim = new QComboBox(box);
    m_aim->addItems({tr("As it was opened"), tr("Sensitivity at least …"), tr("Specificity at least …"), tr("Lowest cost …"),
                     tr("Largest sum of both (Youden)"), tr("Best F1")});
    m_aim->setAccessibleName(tr("Aim of the operating point"));
    m_choose = new QPushButton(tr("Choose"), box);
    m_choose->setToolTip(tr("Chooses the threshold for this aim, on the validation images where the run has them"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_aim, 1);
    row->addWidget(m_choose);
    column->addLayout(row);
    m_aimValues = new QStackedWidget(box);
    m_aimValues->addWidget(new QWidget(box));
    m_atLeast = new QDoubleSpinBox(box);
    m_atLeast->setRange(1, 99.9);
    m_atLeast->setDecimals(1);
    m_atLeast->setValue(95);
    //: a unit behind a number
    m_atLeast->setSuffix(tr(" %"));
    m_atLeast->setAccessibleName(tr("At least"));
    m_aimValues->addWidget(m_atLeast);
    m_aimValues->addWidget(makeCosts());
    m_aimValues->hide();
    column->addWidget(m_aimValues);
    connect(m_aim, &QComboBox::currentIndexChanged, this, [this](int index) {
        const bool share = index == SensitivityAtLeast || index == SpecificityAtLeast;
        m_aimValues->setCurrentIndex(share ? 1 : index == Cost ? 2 : 0);
        m_aimValues->setVisible(share || index == Cost);
        m_aimValues->setMaximumHeight(std::max(0, m_aimValues->currentWidget()->sizeHint().height()));
    });
    connect(m_aim, &QComboBox::activated, this, &OperatingPanel::applyAim);
    connect(m_choose, &QPushButton::clicked, this, &OperatingPanel::applyAim);
    connect(m_atLeast, &QDoubleSpinBox::editingFinished, this, [this] {
        if (m_aim->currentIndex() == SensitivityAtLeast || m_aim->currentIndex() == SpecificityAtLeast) applyAim();
    });
    return box;
}

std::string OperatingPanel::aim() const
{
    const auto number = [](double value) { return QString::number(value, 'g', 6).toStdString(); };
    switch (m_aim->currentIndex()) {
    case SensitivityAtLeast:
        return "sensitivity>=" + number(m_atLeast->value() / 100);
    case SpecificityAtLeast:
        return "specificity>=" + number(m_atLeast->value() / 100);
    case Cost: {
        // What a miss costs over what finding it costs, in false alarms over right calls.
        const double miss = m_costs[1]->value() - m_costs[0]->value(), alarm = m_costs[2]->value() - m_costs[3]->value();
        return "cost=" + number(alarm > 0 ? miss / alarm : 0);
    }
    case Youden:
        return "youden";
    case BestF1:
        return "f1";
    default:
        return {};
    }
}

void OperatingPanel::applyAim()
{
    if (!m_view->isMovable()) return;
    const auto chosen = aim();
    if (chosen.empty()) return m_view->setOwnPoint(m_view->finding());
    if (auto set = m_view->setAim(m_view->finding(), chosen); !set)
        m_origin->setText(set.error().kind == FailureKind::NoLabelledImages
                              ? tr("No operating point can be chosen by an aim: images with and without the finding are needed.")
                          : m_aim->currentIndex() == Cost
                              ? tr("These costs choose no operating point: a missed case has to cost more than one that is found, and a "
                                   "false alarm more than an image left alone.")
                              : failureText(set.error()));
}

void OperatingPanel::stepThreshold(double by)
{
    if (m_view->isMovable()) m_view->setThreshold(m_view->finding(), m_view->point(m_view->finding()).threshold + by);
}

void OperatingPanel::fillFindings()
{
    m_filling = true;
    m_findings->setRowCount(0);
    m_findings->setRowCount(m_view->findingCount());
    for (int f = 0; f < m_view->findingCount(); ++f) {
        m_findings->setItem(f, NameColumn, new QTableWidgetItem(app::report::findingTitle(m_view->findingName(f))));
        for (const int number : {AreaColumn, PointColumn}) {
            auto* item = new QTableWidgetItem;
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_findings->setItem(f, number, item);
        }
        showBadges(f);
    }
    m_findings->setCurrentCell(m_view->finding(), NameColumn);
    const int whole = 36 + 26 * std::max(1, m_view->findingCount());
    m_findings->setMinimumHeight(std::min(whole, 36 + 26 * 7));
    m_findings->setMaximumHeight(whole);
    m_filling = false;
    for (QWidget* control : std::initializer_list<QWidget*>{m_slider, m_spin, m_aim, m_choose, m_atLeast, m_prevalence})
        control->setEnabled(m_view->isMovable());
    if (m_view->isOpen()) showPoint();
}

void OperatingPanel::showBadges(int finding)
{
    const auto report = m_view->report(finding);
    m_findings->item(finding, AreaColumn)->setText(std::isnan(report.auc.value) ? QStringLiteral("–") : figure(report.auc.value));
    m_findings->item(finding, PointColumn)->setText(figure(report.atThreshold.threshold));
    m_findings->item(finding, AreaColumn)->setToolTip(app::report::estimateWords(report.auc));
}

void OperatingPanel::showPoint()
{
    if (m_view->findingCount() == 0) return;
    const int finding = m_view->finding();
    m_filling = true;
    if (m_findings->currentRow() != finding) m_findings->setCurrentCell(finding, NameColumn);
    const double threshold = m_view->report(finding).atThreshold.threshold;
    m_slider->setValue(static_cast<int>(std::lround(threshold * sliderSteps)));
    m_spin->setValue(threshold);
    m_filling = false;
    m_title->setText(tr("Operating point of %1").arg(app::report::findingTitle(m_view->findingName(finding))));
    m_origin->setText(m_view->isMovable()
                          ? originWords(m_view->point(finding), m_view->shown().ofRun)
                          : tr("The predictions cannot be read: these are the figures of the run's report, at its operating "
                               "point, which cannot be moved."));
    showNumbers();
}

void OperatingPanel::showNumbers()
{
    const auto report = m_view->report(m_view->finding());
    const auto& at = report.atThreshold;
    m_numbers->setText(tr("<b>Finds</b> %1 with it (sensitivity).<br><b>Leaves alone</b> %2 without it (specificity).<br>"
                          "%3 missed, %4 false alarms.")
                           .arg(ofHundred(at.sensitivity), ofHundred(at.specificity))
                           .arg(QLocale().toString(static_cast<qlonglong>(at.counts.falseNegatives)),
                                QLocale().toString(static_cast<qlonglong>(at.counts.falsePositives))));
    const auto& counts = at.counts;
    const double here =
        counts.cases() > 0 ? static_cast<double>(counts.positives()) / static_cast<double>(counts.cases()) : evaluation::undefined;
    const bool asHere = m_view->prevalence() <= 0;
    const double share = asHere ? here : m_view->prevalence();
    m_filling = true;
    if (share > 0) m_prevalence->setValue(positionOf(share));
    m_filling = false;
    m_prevalenceWords->setText(asHere ? tr("%1 of these images have it.").arg(percent(share, 1))
                                      : tr("If %1 of people had it (here: %2):").arg(percent(share, 1), percent(here, 1)));
    const auto values = evaluation::predictiveValues(at.sensitivity.value, at.specificity.value, share);
    const auto low = evaluation::predictiveValues(at.sensitivity.low, at.specificity.low, share);
    const auto high = evaluation::predictiveValues(at.sensitivity.high, at.specificity.high, share);
    const auto words = [](const evaluation::Interval& value) {
        return std::isnan(value.value)
                   ? tr("nothing is called so")
                   : tr("%1 (%2 to %3)").arg(figure(value.value * 100, 0), figure(value.low * 100, 0), figure(value.high * 100, 0));
    };
    m_predictive->setText(tr("<b>Of 100 called</b>, so many have it (PPV): %1.<br><b>Of 100 left alone</b>, so many do not (NPV): %2.")
                              .arg(words(asHere ? at.precision : evaluation::Interval{values.ppv, low.ppv, high.ppv}),
                                   words(asHere ? at.npv : evaluation::Interval{values.npv, low.npv, high.npv})));
}

} // namespace lucency::ui
