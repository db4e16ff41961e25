#include "ui/reading/findingspanel.h"

#include "ui/failuretext.h"
#include "ui/reading/findingrow.h"
#include "ui/reading/viewactions.h"
#include "ui/statepage.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSlider>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

QLabel* smallLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    QFont small = label->font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    label->setFont(small);
    QPalette muted = label->palette();
    muted.setColor(QPalette::WindowText, theme::mutedText());
    label->setPalette(muted);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QSlider* percentSlider(const QString& name, double value, QWidget* parent)
{
    auto* slider = new QSlider(Qt::Horizontal, parent);
    slider->setRange(0, 100);
    slider->setPageStep(10);
    slider->setValue(static_cast<int>(value * 100 + 0.5));
    slider->setAccessibleName(name);
    return slider;
}

} // namespace

FindingsPanel::FindingsPanel(ViewActions* actions, QWidget* parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_stack(new QStackedLayout)
    , m_state(new StatePage(this))
    , m_scroll(new QScrollArea(this))
    , m_explanation(nullptr)
    , m_remarks(nullptr)
    , m_model(nullptr)
    , m_opacity(nullptr)
    , m_threshold(nullptr)
{
    setAccessibleName(tr("Findings"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());

    auto* content = new QWidget;
    auto* lines = new QVBoxLayout(content);
    lines->setContentsMargins(10, 8, 10, 8);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(6);
    lines->addLayout(m_rows);
    m_explanation = smallLabel(content);
    m_remarks = smallLabel(content);
    lines->addSpacing(4);
    lines->addWidget(m_explanation);
    lines->addWidget(m_remarks);
    lines->addStretch();
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_scroll);
    column->addLayout(m_stack, 1);
    column->addWidget(makeControls());
    connect(m_actions, &ViewActions::switchesChanged, this, &FindingsPanel::applyVisibility);
    showNoImage();
}

QWidget* FindingsPanel::makeHeader()
{
    auto* header = new QWidget(this);
    auto* rows = new QVBoxLayout(header);
    rows->setContentsMargins(12, 9, 12, 9);
    rows->setSpacing(2);
    auto* title = new QLabel(tr("Second opinion of the model"), header);
    QFont strong = title->font();
    strong.setBold(true);
    title->setFont(strong);
    auto* caution = new QLabel(tr("Not for primary diagnosis"), header);
    caution->setObjectName(QStringLiteral("caution"));
    QPalette amber = caution->palette();
    amber.setColor(QPalette::WindowText, theme::warning());
    caution->setPalette(amber);
    rows->addWidget(title);
    rows->addWidget(caution);
    m_model = smallLabel(header);
    rows->addWidget(m_model);
    header->setAutoFillBackground(true);
    QPalette raised = header->palette();
    raised.setColor(QPalette::Window, theme::raised());
    header->setPalette(raised);
    return header;
}

QWidget* FindingsPanel::makeControls()
{
    auto* controls = new QWidget(this);
    auto* grid = new QGridLayout(controls);
    grid->setContentsMargins(10, 8, 10, 8);
    grid->setHorizontalSpacing(8);
    int column = 0;
    auto* switches = new QHBoxLayout;
    for (QAction* action : {m_actions->showAi, m_actions->showBoxes, m_actions->showHeatMap}) {
        auto* button = new QToolButton(controls);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setText(QStringList{tr("AI"), tr("Boxes"), tr("Heat map")}[column++]);
        button->setAccessibleName(action->text());
        button->setFocusPolicy(Qt::TabFocus);
        switches->addWidget(button);
    }
    switches->addStretch();
    grid->addLayout(switches, 0, 0, 1, 3);
    const imaging::HeatMapStyle style = m_actions->switches().style;
    m_opacity = percentSlider(tr("Opacity of the heat map"), style.opacity, controls);
    m_threshold = percentSlider(tr("Threshold of the heat map"), style.threshold, controls);
    const auto addSlider = [&](int row, const QString& name, QSlider* slider) {
        auto* label = new QLabel(name, controls);
        label->setBuddy(slider);
        auto* value = new QLabel(controls);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        value->setMinimumWidth(value->fontMetrics().horizontalAdvance(QStringLiteral("100 %")));
        const auto write = [value](int percent) { value->setText(QStringLiteral("%1 %").arg(percent)); };
        write(slider->value());
        connect(slider, &QSlider::valueChanged, value, write);
        grid->addWidget(label, row, 0);
        grid->addWidget(slider, row, 1);
        grid->addWidget(value, row, 2);
        connect(slider, &QSlider::valueChanged, this, [this] {
            m_actions->setStyle({m_opacity->value() / 100.0, m_threshold->value() / 100.0});
        });
    };
    addSlider(1, tr("Opacity"), m_opacity);
    addSlider(2, tr("Threshold"), m_threshold);
    controls->setAutoFillBackground(true);
    QPalette raised = controls->palette();
    raised.setColor(QPalette::Window, theme::raised());
    controls->setPalette(raised);
    return controls;
}

void FindingsPanel::showState(const QString& icon, const QString& title, const QString& text, int tone)
{
    m_lines.clear();
    m_selected = -1;
    m_hasPrediction = false;
    addRows();
    m_state->setState(icon, title, text, {}, static_cast<StatePage::Tone>(tone));
    m_stack->setCurrentWidget(m_state);
    Q_EMIT findingSelected();
}

void FindingsPanel::showNoImage()
{
    showState(QStringLiteral("radiograph"), tr("No image"), tr("Choose a study in the worklist."), 0);
}

void FindingsPanel::showWaiting()
{
    showState(QStringLiteral("waiting"), tr("Scoring ..."), tr("The image on screen goes first. Findings appear here."), 0);
}

void FindingsPanel::showModelLoading()
{
    showState(QStringLiteral("waiting"), tr("Loading the model ..."), {}, 0);
}

void FindingsPanel::showModelFailed(const Failure& failure)
{
    m_model->clear();
    showState(QStringLiteral("warning"), tr("No model"), tr("%1\nImages can be read, but are not scored.").arg(failureText(failure)), 2);
}

namespace {

/// The image is on screen already: the name of its file is enough, without its folder.
Failure named(Failure failure)
{
    failure.subject = QFileInfo(QString::fromStdString(failure.subject)).fileName().toStdString();
    return failure;
}

} // namespace

void FindingsPanel::showRefused(const Failure& failure)
{
    showState(QStringLiteral("refused"), failureTitle(failure.kind), failureText(named(failure)), 1);
}

void FindingsPanel::showFailed(const Failure& failure)
{
    showState(QStringLiteral("warning"), tr("Not scored"), failureText(named(failure)), 2);
}

void FindingsPanel::showPrediction(const model::Prediction& prediction, std::shared_ptr<const model::ModelManifest> manifest)
{
    m_lines = findingLines(prediction, manifest ? *manifest : model::ModelManifest{});
    m_hasPrediction = true;
    m_model->setText(
        tr("%1, version %2").arg(QString::fromStdString(prediction.modelName), QString::fromStdString(prediction.modelVersion)));
    QStringList remarks;
    for (const imaging::Remark remark : prediction.remarks)
        remarks << QStringLiteral("• ") + remarkText(remark);
    m_remarks->setText(remarks.join(QLatin1Char('\n')));
    m_remarks->setVisible(!remarks.isEmpty());
    m_chosen = false;
    m_selected = !m_lines.empty() && m_lines.front().leads() ? 0 : -1;
    addRows();
    applyVisibility();
    Q_EMIT findingSelected();
}

void FindingsPanel::addRows()
{
    delete m_group;
    m_group = new QButtonGroup(this);
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QStringList unshown;
    for (std::size_t index = 0; index < m_lines.size(); ++index) {
        const FindingLine& line = m_lines[index];
        if (line.standing == FindingLine::Standing::NotValidated) {
            unshown << line.name;
            continue;
        }
        auto* row = new FindingRow(line, m_scroll->widget());
        row->setChecked(static_cast<int>(index) == m_selected);
        m_rows->addWidget(row);
        if (line.showsFigure()) m_group->addButton(row, static_cast<int>(index));
    }
    if (m_hasPrediction && unshown.size() == static_cast<qsizetype>(m_lines.size())) {
        auto* none = new QLabel(tr("No finding of this model is validated: there is nothing to show."), m_scroll->widget());
        none->setWordWrap(true);
        m_rows->addWidget(none);
    }
    if (!unshown.isEmpty()) {
        QLabel* label = smallLabel(m_scroll->widget());
        label->setText(tr("Not validated, never shown as a result: %1.").arg(unshown.join(QStringLiteral(", "))));
        m_rows->addWidget(label);
    }
    const auto choose = [this](int index) {
        if (index == m_selected && m_chosen) return;
        m_selected = index;
        m_chosen = true;
        explainSelected();
        Q_EMIT findingSelected();
    };
    connect(m_group, &QButtonGroup::idClicked, this, choose);
    connect(m_group, &QButtonGroup::idToggled, this, [choose](int index, bool checked) {
        if (checked) choose(index);
    });
    explainSelected();
}

const FindingLine* FindingsPanel::selected() const
{
    return m_selected < 0 ? nullptr : &m_lines[static_cast<std::size_t>(m_selected)];
}

bool FindingsPanel::showsMap() const
{
    const FindingLine* line = selected();
    return line && (m_chosen || line->standing == FindingLine::Standing::Over);
}

QString FindingsPanel::stateTitle() const
{
    return m_stack->currentWidget() == m_state ? m_state->title() : QString();
}

void FindingsPanel::explainSelected()
{
    const FindingLine* line = selected();
    QStringList paragraphs;
    if (line && !showsMap()) paragraphs << tr("Nothing is over its operating point: choose a finding to see its heat map.");
    if (line && !line->explanation.isEmpty()) paragraphs << tr("%1: %2").arg(line->name, line->explanation);
    m_explanation->setText(paragraphs.join(QStringLiteral("\n\n")));
    m_explanation->setVisible(!paragraphs.isEmpty());
}

void FindingsPanel::applyVisibility()
{
    if (!m_hasPrediction) return;
    const bool shown = m_actions->showAi->isChecked();
    if (!shown)
        m_state->setState(QStringLiteral("ai"), tr("Hidden"), tr("The model's findings are hidden. Key A shows them."),
                          {m_actions->showAi});
    m_stack->setCurrentWidget(shown ? static_cast<QWidget*>(m_scroll) : m_state);
    const imaging::HeatMapStyle style = m_actions->switches().style;
    const QSignalBlocker quietOpacity(m_opacity), quietThreshold(m_threshold);
    m_opacity->setValue(qRound(style.opacity * 100));
    m_threshold->setValue(qRound(style.threshold * 100));
}

} // namespace lucency::ui
